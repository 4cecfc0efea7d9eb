/**
 * Perturbations of the initial and lateral mole fraction, in ppm, with horizontal, vertical and time correlation.
 * One perturbation is  s [cos(theta) A + sin(theta) B] + offset,  theta = (pi / 2)(1 - p / ps): A and B are independent
 * smooth fields of unit variance, so the variance is s^2 at every height and the correlation of two heights is the
 * cosine of their difference in theta. In time, boundary fields drawn every INTERVAL are blended with cosine weights,
 * which keeps the variance. Draws are centred over the members; a truth takes its own draw, not centred.
 */
import { SECONDS_PER_DAY } from "../constants.js";
import type { LaneLayout } from "../fields/ensemble.js";
import { meanOfShares, sumOfFields, takeMean } from "../fields/members.js";
import { randomField, type Purpose } from "../random.js";
import type { Time } from "../time.js";
import { fromPpm } from "../units.js";

/** Time between two draws of the boundary field [s]. */
const INTERVAL = 3 * SECONDS_PER_DAY;
/** Member number of the truth's draws: beyond any ensemble. */
const TRUTH_MEMBER = 1_000_000;

export interface PerturbationSettings {
  readonly seed: number;
  /** Standard deviation of the smooth part, and of the constant offset of each member [ppm]. */
  readonly perturbationPpm: number;
  readonly boundaryOffsetPpm: number;
  /** Standard deviation of the truth's departure [ppm]: at the start; at the boundary its smooth part, and its offset. */
  readonly truthPpm: number;
  readonly truthBoundaryPpm: number;
  readonly truthOffsetPpm: number;
}

/** Draws a smooth field of unit variance, [cell]. */
export type SmoothDraw = (purpose: Purpose, member: number, step: number) => Float64Array;

/** Two smooth fields for every lane, [lane][cell]; all zero for the control lane and padding. [mol mol-1] */
export interface PerturbationFields {
  readonly low: Float64Array[];
  readonly high: Float64Array[];
}

export interface MoleFractionPerturbations {
  initial(): PerturbationFields;
  /** Boundary fields at a time, valid in `cells` only; the result is overwritten by the next call. */
  boundary(time: Time, cells: Int32Array): PerturbationFields;
  /** Constant boundary offset of each lane [mol mol-1]. */
  readonly offset: Float64Array;
}

/** Angle of the vertical blend at a pressure. @param pressure [Pa] @param surfacePressure [Pa] */
export function blendAngle(pressure: number, surfacePressure: number): number {
  return (Math.PI / 2) * Math.min(1, Math.max(0, 1 - pressure / surfacePressure));
}

/** @param cells number of grid cells */
export function moleFractionPerturbations(
  layout: LaneLayout,
  cells: number,
  draw: SmoothDraw,
  settings: PerturbationSettings,
): MoleFractionPerturbations {
  const { seed, perturbationPpm, boundaryOffsetPpm } = settings;
  const drawn = (purpose: Purpose, step: number): Float64Array[] => {
    const fields = Array.from({ length: layout.lanes }, () => new Float64Array(cells));
    const { members, firstMember } = layout;
    if (members > 1) {
      const scale = fromPpm(perturbationPpm);
      const own = Array.from({ length: members }, (_, member) => draw(purpose, firstMember + member, step));
      const mean = sumOfFields(own.map((field) => field.map((value) => value / members)));
      own.forEach((field, member) => {
        fields[member].set(field.map((value, c) => scale * (value - mean[c])));
      });
    }
    const truthPpm = purpose === "boundaryMoleFraction" ? settings.truthBoundaryPpm : settings.truthPpm;
    if (layout.truth !== undefined && truthPpm > 0) {
      const field = draw(purpose, TRUTH_MEMBER, step);
      fields[layout.truth].set(field.map((value) => fromPpm(truthPpm) * value));
    }
    return fields;
  };
  const pair = (purpose: Purpose, step: number): PerturbationFields => ({
    low: drawn(purpose, 2 * step),
    high: drawn(purpose, 2 * step + 1),
  });
  const draws = new Map<number, PerturbationFields>();
  const boundaryDraw = (step: number): PerturbationFields => {
    let fields = draws.get(step);
    if (fields === undefined) {
      fields = pair("boundaryMoleFraction", step);
      for (const old of draws.keys()) if (old < step - 1) draws.delete(old);
      draws.set(step, fields);
    }
    return fields;
  };
  const blended = {
    low: Array.from({ length: layout.lanes }, () => new Float64Array(cells)),
    high: Array.from({ length: layout.lanes }, () => new Float64Array(cells)),
  };
  return {
    initial: () => pair("initialMoleFraction", 0),
    boundary(time, perimeter) {
      const step = Math.floor(time / INTERVAL);
      const phase = (Math.PI / 2) * (time / INTERVAL - step);
      const [earlier, later] = [Math.cos(phase), Math.sin(phase)];
      const [before, after] = [boundaryDraw(step), boundaryDraw(step + 1)];
      for (const part of ["low", "high"] as const) {
        for (let lane = 0; lane < layout.lanes; lane++) {
          const target = blended[part][lane];
          const [a, b] = [before[part][lane], after[part][lane]];
          for (const c of perimeter) target[c] = earlier * a[c] + later * b[c];
        }
      }
      return blended;
    },
    offset: withTruth(centredOffsets(layout, seed, fromPpm(boundaryOffsetPpm)), layout, settings),
  };
}

function centredOffsets(layout: LaneLayout, seed: number, scale: number): Float64Array {
  const { members, firstMember, lanes } = layout;
  const offset = new Float64Array(lanes);
  if (members < 2) return offset;
  for (let member = 0; member < members; member++) {
    offset[member] = scale * randomField(seed, "boundaryOffset", firstMember + member).normal(0);
  }
  takeMean(offset, members, meanOfShares(offset, members));
  return offset;
}

function withTruth(offset: Float64Array, { truth }: LaneLayout, settings: PerturbationSettings): Float64Array {
  const { seed, truthOffsetPpm } = settings;
  if (truth !== undefined && truthOffsetPpm > 0) {
    offset[truth] = fromPpm(truthOffsetPpm) * randomField(seed, "boundaryOffset", TRUTH_MEMBER).normal(0);
  }
  return offset;
}
