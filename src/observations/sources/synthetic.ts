/**
 * Synthetic retrievals for twin experiments: the places and times at which a satellite like GOSAT would bring a good
 * sounding over sunlit land, with kernels, priors and stated errors of realistic size. Soundings over the sea (glint)
 * are left out. XCO2 is NaN until `withTruth` fills it from a simulated truth.
 * Stated errors are lognormal about 0.62 ppm times the square root of the slant path, within 0.45-2.0 ppm: their medians by
 * month are those of Kou et al. (2023, Table 2: 0.64 to 0.99 ppm).
 */
import { SECONDS_PER_DAY } from "../../constants.js";
import type { Grid } from "../../grids/grid.js";
import { cosineOfZenith } from "../../grids/sun.js";
import { randomField } from "../../random.js";
import type { Time } from "../../time.js";
import { fromPpm } from "../../units.js";
import type { RetrievalSet } from "../observation.js";
import type { Retrieval } from "../retrieval.js";
import { meshOf, orbitsBetween, REPEAT_CYCLE } from "./groundTrack.js";
import { CLOUD_DRAWS, cloudPattern, isClear } from "./syntheticCloud.js";
import { groundDraws, soundingGround } from "./syntheticGround.js";
import { syntheticColumn } from "./syntheticProfiles.js";

/** Cosine of 75 degrees: with a lower sun few retrievals pass the quality rules. */
export const LEAST_COSINE_ZENITH = Math.cos((75 * Math.PI) / 180);

/** Stated error of a sounding with the sun in the zenith [ppm]. */
const ZENITH_ERROR_PPM = 0.62;

export interface SyntheticOrbit {
  readonly grid: Grid;
  /** [row][column], [1]; soundings are over cells that are at least half land. */
  readonly landFraction: Float64Array;
  /** Of the weather at a whole hour, [row][column], [Pa]. Soundings stand on their own ground beside it: syntheticGround.ts. */
  readonly surfacePressure: (time: Time) => Float64Array;
  readonly seed: number;
  readonly start: Time;
  readonly days: number;
}

/**
 * Good soundings inside the grid within [start, start + days), xco2 NaN. The same for any split of a period.
 * @example
 * import { createGrid, gridPreset, parseTime, syntheticOrbit } from "openjdas";
 *
 * const grid = createGrid(gridPreset("china-64km"));
 * const landFraction = new Float64Array(grid.cells).fill(1);
 * const surfacePressure = () => new Float64Array(grid.cells).fill(95000);
 * const start = parseTime("2016-07-01") ?? NaN;
 * const { observations } = syntheticOrbit({ grid, landFraction, surfacePressure, seed: 1, start, days: 3 });
 * observations.every(({ xco2 }) => Number.isNaN(xco2)); // => true
 */
export function syntheticOrbit(orbit: SyntheticOrbit): RetrievalSet {
  const { grid, landFraction, surfacePressure, seed, start, days } = orbit;
  const end = start + days * SECONDS_PER_DAY;
  const pattern = cloudPattern(seed);
  const retrievals: Retrieval[] = [];
  for (const revolution of orbitsBetween(start, end)) {
    const cloud = randomField(seed, "cloud", CLOUD_DRAWS.mesh, revolution);
    const error = randomField(seed, "cloud", CLOUD_DRAWS.meshError, revolution);
    const relief = groundDraws(seed, "gosat", revolution, REPEAT_CYCLE);
    for (const { index, exposure, time, longitude, latitude } of meshOf(revolution)) {
      if (time < start || time >= end) continue;
      const cell = grid.cellAt(longitude, latitude);
      if (cell < 0 || landFraction[cell] < 0.5) continue;
      const cosineZenith = cosineOfZenith(time, longitude, latitude);
      if (cosineZenith < LEAST_COSINE_ZENITH) continue;
      // Four numbers a point: its own and those of up to three exposures.
      const draw = 4 * index;
      const own = { point: cloud.normal(draw), exposure: cloud.normal(draw + 1 + exposure) };
      if (!isClear(pattern, own, time, longitude, latitude)) continue;
      const median = ZENITH_ERROR_PPM / Math.sqrt(cosineZenith);
      const ground = soundingGround(grid, surfacePressure, { time, longitude, latitude }, relief(index));
      retrievals.push({
        kind: "column",
        id: new Date(Math.floor(time) * 1000).toISOString().slice(0, 19).replaceAll(/\D/g, ""),
        time,
        longitude,
        latitude,
        xco2: NaN,
        uncertainty: fromPpm(Math.min(2, Math.max(0.45, median * Math.exp(0.22 * error.normal(draw + exposure))))),
        good: true,
        ...syntheticColumn(ground, cosineZenith, time),
      });
    }
  }
  retrievals.sort((a, b) => a.time - b.time);
  return {
    title: "synthetic GOSAT-like retrievals",
    remarks: ["the retrievals are synthetic: a computed orbit, invented clouds, land only"],
    files: [],
    observations: retrievals,
  };
}

/**
 * @param truthXco2 column of the truth, simulated by the column operator of this sounding [mol mol-1]
 * @param noise     [mol mol-1], e.g. `retrievalNoise`
 * @example
 * import { createGrid, fromPpm, gridPreset, syntheticOrbit, toPpm, withTruth } from "openjdas";
 *
 * const grid = createGrid(gridPreset("china-64km"));
 * const landFraction = new Float64Array(grid.cells).fill(1);
 * const surfacePressure = () => new Float64Array(grid.cells).fill(95000);
 * const orbit = syntheticOrbit({ grid, landFraction, surfacePressure, seed: 1, start: 1467331200, days: 1 });
 * const [sounding] = orbit.observations;
 * toPpm(withTruth(sounding, fromPpm(402), fromPpm(0.5)).xco2).toFixed(1); // => "402.5"
 */
export function withTruth(retrieval: Retrieval, truthXco2: number, noise: number): Retrieval {
  return { ...retrieval, xco2: truthXco2 + noise };
}

/**
 * Gaussian error of the stated size, the same for the same seed and sounding. @returns [mol mol-1]
 * @example
 * import { createGrid, gridPreset, retrievalNoise, syntheticOrbit } from "openjdas";
 *
 * const grid = createGrid(gridPreset("china-64km"));
 * const landFraction = new Float64Array(grid.cells).fill(1);
 * const surfacePressure = () => new Float64Array(grid.cells).fill(95000);
 * const orbit = syntheticOrbit({ grid, landFraction, surfacePressure, seed: 1, start: 1467331200, days: 1 });
 * const [sounding] = orbit.observations;
 * Math.abs(retrievalNoise(1, sounding) / sounding.uncertainty) < 5; // => true
 */
export function retrievalNoise(seed: number, retrieval: Retrieval): number {
  // Identifiers are decimal numbers of 14 to 16 digits: 64 bits hold them.
  const id = BigInt(retrieval.id);
  const high = Number(id >> 32n);
  return retrieval.uncertainty * randomField(seed, "retrievalNoise", 0, high).normal(Number(id & 0xffffffffn));
}
