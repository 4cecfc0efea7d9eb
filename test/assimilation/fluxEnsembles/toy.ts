/** A small world for flux ensembles: a few cells along 35 N, a prior with day and night, white or smooth draws. */
import { randomField, type Purpose } from "../../../src/random.js";
import { localSolarHour, parseTime, type Time } from "../../../src/time.js";
import type { NaturalPrior } from "../../../src/assimilation/fluxEnsembles/fluxEnsemble.js";

export const START = parseTime("2010-07-01")!;
export const HOUR = 3600;
export const DAY = 86400;

export function toyGrid(cells: number) {
  return {
    cells,
    area: new Float64Array(cells).fill(4e9),
    longitude: Float64Array.from({ length: cells }, (_, cell) => 100 + 2 * cell),
    latitude: new Float64Array(cells).fill(35),
  };
}

/** Respiration 2, uptake up to 10 umol m-2 s-1 by day in even cells; little in odd cells. [mol m-2 s-1] */
export function toyPrior(cells: number): NaturalPrior {
  const grid = toyGrid(cells);
  const uptake = (time: Time): Float64Array =>
    Float64Array.from({ length: cells }, (_, cell) => {
      const phase = ((localSolarHour(time, grid.longitude[cell]) - 12) / 12) * Math.PI;
      return (cell % 2 === 0 ? 10e-6 : 1e-6) * Math.max(0, Math.cos(phase));
    });
  return { grossUptake: uptake, natural: (time) => uptake(time).map((value) => 2e-6 - value) };
}

/** Independent normal draws, [cell]. */
export function whiteDraw(cells: number, seed: number, purpose: Purpose = "test") {
  return (member: number, step: number): Float64Array => {
    const random = randomField(seed, purpose, member, step);
    return Float64Array.from({ length: cells }, (_, cell) => random.normal(cell));
  };
}

export const allocate = (length: number): Float32Array => new Float32Array(length);
