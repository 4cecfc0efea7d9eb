/**
 * Synthetic wind through faces: along the streamfunction, less what friction takes near the ground, and across the
 * isobars there, made up for above so that the column as a whole crosses none.
 */
import type { Time } from "../../time.js";
import type { StreamfunctionPattern } from "./streamfunctionPattern.js";
import { createFlowFields, type FlowPatterns, layLevel } from "./syntheticFlow.js";
import type { LevelProfile } from "./syntheticLevels.js";
import type { Wave } from "./syntheticWaves.js";

export interface SyntheticWind {
  /** Number of faces of a level. */
  readonly faces: number;
  /** @param out [level][face], [m s-1], of all levels or the lowest ones */
  blow(time: Time, out: Float64Array): void;
}

/** @param part of the patterns along the faces' normals @param latitude of the faces [degrees] */
export function createSyntheticWind(
  patterns: FlowPatterns,
  part: { readonly wind: keyof StreamfunctionPattern; readonly gradient: keyof StreamfunctionPattern },
  latitude: Float64Array,
  waves: readonly Wave[],
  profile: readonly LevelProfile[],
): SyntheticWind {
  const wind = createFlowFields(patterns, part.wind);
  const gradient = createFlowFields(patterns, part.gradient);
  const sign = latitude.map(hemisphere);
  const faces = latitude.length;
  /** Gradient of psi in the lowest level, downhill on both hemispheres. */
  const slope = new Float64Array(faces);
  const compensation = -profile.reduce((sum, level) => sum + level.acrossIsobars * level.share, 0);
  return {
    faces,
    blow(time, out) {
      wind.setTime(time, waves);
      gradient.setTime(time, waves);
      layLevel(gradient, profile[0], 1, 0, slope, slope, 0);
      for (let i = 0; i < faces; i++) slope[i] *= sign[i];
      profile.slice(0, out.length / faces).forEach((level, k) => {
        const across = -(level.acrossIsobars + compensation);
        layLevel(wind, level, 1 - level.friction, across, slope, out, k * faces);
      });
    },
  };
}

/** Sign of the Coriolis parameter, without a jump at the equator. */
function hemisphere(latitude: number): number {
  return Math.tanh(latitude / 10);
}
