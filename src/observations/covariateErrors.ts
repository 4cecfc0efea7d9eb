/**
 * Errors of retrievals that follow what the light passed through, for twin experiments: a bias by covariates and an error
 * that soundings of one overpass share with their neighbours, b + s with
 *
 *     b = size / 2 (+-air mass  +- aerosol  +- albedo  +- season)
 *
 * Each covariate has mean 0 and variance about 1: the slant path 1 / cos(zenith) about that of 51 degrees; a field that
 * moves on within 4 days and 500 km, for aerosol; one of 250 km for good, for the ground; the cosine of a year of drawn
 * phase. Signs are drawn. s is Gaussian, alike within 200 km and another one in each hour. None of this is of the form that a
 * filter estimates.
 */
import { SECONDS_PER_DAY, SECONDS_PER_HOUR } from "../constants.js";
import { createCorrelation } from "../fields/correlatedNoise.js";
import { createEvolvingField } from "../fields/evolvingField.js";
import type { Grid } from "../grids/grid.js";
import { cosineOfZenith } from "../grids/sun.js";
import { randomField } from "../random.js";
import { dayOfYear, type Time } from "../time.js";
import type { Retrieval } from "./retrieval.js";

export interface CovariateErrorSettings {
  readonly seed: number;
  /** Standard deviation of b [mol mol-1]. */
  readonly bias: number;
  /** Standard deviation of s [mol mol-1]. */
  readonly shared: number;
}

const AEROSOL = { length: 500e3, duration: 4 * SECONDS_PER_DAY } as const;
const ALBEDO_LENGTH = 250e3;
const SHARED_LENGTH = 200e3;
/** Mean and standard deviation of the slant path, and the most that it departs [1]. */
const AIR_MASS = { mean: 1.6, deviation: 0.6, most: 2.5 } as const;
/** What each draw is for; `node` counts steps of time. */
const DRAWS = { signs: 0, aerosol: 1, albedo: 2, shared: 3 } as const;

/** @returns error of a retrieval [mol mol-1]. @param cell of the grid that holds it */
export function covariateErrors(
  grid: Grid,
  { seed, bias, shared }: CovariateErrorSettings,
): (retrieval: Pick<Retrieval, "time" | "longitude" | "latitude">, cell: number) => number {
  const draw = (what: keyof typeof DRAWS, node = 0) => randomField(seed, "retrievalCovariate", DRAWS[what], node);
  const signs = draw("signs");
  const sign = (index: number): number => (signs.uniform(index) < 0.5 ? -1 : 1);
  const phase = 2 * Math.PI * signs.uniform(4);
  const ofAerosol = createCorrelation(grid, AEROSOL.length);
  const aerosol = createEvolvingField(grid.cells, AEROSOL.duration, (node) => ofAerosol.sample(draw("aerosol", node)));
  const albedo = createCorrelation(grid, ALBEDO_LENGTH).sample(draw("albedo"));
  const season = (time: Time): number => Math.SQRT2 * Math.cos((2 * Math.PI * dayOfYear(time)) / 365.25 + phase);
  const ofShared = createCorrelation(grid, SHARED_LENGTH);
  let held = { hour: Number.NaN, field: albedo };
  const sharedAt = (time: Time): Float64Array => {
    const hour = Math.floor(time / SECONDS_PER_HOUR);
    if (hour !== held.hour) held = { hour, field: ofShared.sample(draw("shared", hour)) };
    return held.field;
  };
  return ({ time, longitude, latitude }, cell) => {
    const covariates = [
      airMass(cosineOfZenith(time, longitude, latitude)),
      aerosol(time)[cell],
      albedo[cell],
      season(time),
    ];
    const sum = covariates.reduce((total, value, index) => total + sign(index) * value, 0);
    return (bias / 2) * sum + shared * sharedAt(time)[cell];
  };
}

function airMass(cosine: number): number {
  const { mean, deviation, most } = AIR_MASS;
  return Math.min(most, (1 / Math.max(1e-3, cosine) - mean) / deviation);
}
