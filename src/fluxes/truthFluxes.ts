/**
 * The truth of a twin experiment: a biosphere whose gross uptake G and respiration R = NEE + G differ from the prior's
 * by factors that are smooth in space and constant in time, NEE_true = R (1 + e_R) - G (1 + e_G). Each e is sigma times
 * a Gaussian field of which part of the variance has a correlation length of 600 km and part one of 200 km, cut off so
 * that factors stay within 0.1 and 1.9; its mean over the domain is kept as drawn. Land only, as the prior is.
 * Weather that the prior does not follow multiplies G by 1 + w_G(t) and R by 1 + w_R(t) besides, fields of mean 0 with a
 * correlation of 800 km and 3 days, cut off alike.
 */
import { SECONDS_PER_DAY } from "../constants.js";
import { createCorrelation } from "../fields/correlatedNoise.js";
import { createEvolvingField } from "../fields/evolvingField.js";
import type { Grid } from "../grids/grid.js";
import { randomField } from "../random.js";
import type { Time } from "../time.js";
import { grossUptakeOf } from "./grossUptake.js";
import type { FluxSource } from "./fluxSource.js";

const LONG = 600e3;
const SHORT = 200e3;
/** Share of the variance with the short length. */
const SHORT_SHARE = 0.3;
const MOST_ERROR = 0.9;
/** Correlation of what the weather does in space [m] and time [s]; w_R against w_G. */
const WEATHER_LENGTH = 800e3;
const WEATHER_DURATION = 3 * SECONDS_PER_DAY;
const RESPIRATION_SHARE = 2 / 3;

type DrawnError = "uptake" | "respiration" | "uptakeWeather" | "respirationWeather";
/** Each error draws for a "member" of its own. */
const DRAWS = {
  uptake: 0,
  respiration: 1,
  uptakeWeather: 2,
  respirationWeather: 3,
} as const satisfies Readonly<Record<DrawnError, number>>;

export interface TruthErrors {
  readonly seed: number;
  /** Standard deviation of e_G and of e_R [1], before the cut. */
  readonly uptakeError: number;
  readonly respirationError: number;
  /** Standard deviation of w_G [1]; that of w_R is two thirds of it. */
  readonly weatherDriven: number;
}

export interface TruthFluxes extends FluxSource {
  /** 1 + e_G and 1 + e_R, [row][column]. */
  readonly uptakeFactor: Float64Array;
  readonly respirationFactor: Float64Array;
  /** 1 + w_G and 1 + w_R of an hour, [row][column]; the next call overwrites them. */
  weatherFactors(time: Time): { readonly uptake: Float64Array; readonly respiration: Float64Array };
}

/**
 * @param biosphere the prior; it stays the caller's to close
 * @example
 * import { createGrid, gridPreset, truthFluxes } from "openjdas";
 *
 * const grid = createGrid(gridPreset("china-64km"));
 * const biosphere = {
 *   component: "biosphere",
 *   title: "the same uptake everywhere",
 *   remarks: [],
 *   files: [],
 *   hourly: () => new Float64Array(grid.cells).fill(-2e-6),
 *   grossUptake: () => new Float64Array(grid.cells).fill(5e-6),
 *   close() {},
 * } as const;
 * const errors = { seed: 1, uptakeError: 0.3, respirationError: 0.25, weatherDriven: 0.15 };
 * const truth = truthFluxes(grid, biosphere, errors);
 * truth.uptakeFactor.every((factor) => factor > 0); // => true
 * truth.hourly(1467331200)[0] === -2e-6; // => false
 */
export function truthFluxes(grid: Grid, biosphere: FluxSource, errors: TruthErrors): TruthFluxes {
  const long = createCorrelation(grid, LONG);
  const short = createCorrelation(grid, SHORT);
  const factor = (draws: DrawnError, sigma: number): Float64Array => {
    const a = long.sample(randomField(errors.seed, "truthFlux", DRAWS[draws], 0));
    const b = short.sample(randomField(errors.seed, "truthFlux", DRAWS[draws], 1));
    return a.map((value, cell) => {
      const error = sigma * (Math.sqrt(1 - SHORT_SHARE) * value + Math.sqrt(SHORT_SHARE) * b[cell]);
      return oneAnd(error);
    });
  };
  const uptakeFactor = factor("uptake", errors.uptakeError);
  const respirationFactor = factor("respiration", errors.respirationError);
  const patterns = createCorrelation(grid, WEATHER_LENGTH);
  const weather = (draws: DrawnError, sigma: number): ((time: Time) => Float64Array) => {
    const result = new Float64Array(grid.cells).fill(1);
    if (sigma === 0) return () => result;
    const field = createEvolvingField(grid.cells, WEATHER_DURATION, (node) =>
      patterns.sample(randomField(errors.seed, "truthFlux", DRAWS[draws], node)),
    );
    return (time) => {
      const now = field(time);
      for (let cell = 0; cell < result.length; cell++) result[cell] = oneAnd(sigma * now[cell]);
      return result;
    };
  };
  const uptakeWeather = weather("uptakeWeather", errors.weatherDriven);
  const respirationWeather = weather("respirationWeather", RESPIRATION_SHARE * errors.weatherDriven);
  const weatherFactors = (time: Time): { uptake: Float64Array; respiration: Float64Array } => ({
    uptake: uptakeWeather(time),
    respiration: respirationWeather(time),
  });
  return {
    component: "biosphere",
    title: `twin truth made of ${biosphere.title}`,
    remarks: [
      ...biosphere.remarks,
      "The true fluxes are the prior with drawn errors of uptake and respiration: a twin.",
    ],
    files: biosphere.files,
    uptakeFactor,
    respirationFactor,
    weatherFactors,
    hourly(time) {
      const net = biosphere.hourly(time);
      const uptake = grossUptakeOf(biosphere, time, net);
      const now = weatherFactors(time);
      return net.map(
        (value, cell) =>
          (value + uptake[cell]) * respirationFactor[cell] * now.respiration[cell] -
          uptake[cell] * uptakeFactor[cell] * now.uptake[cell],
      );
    },
    grossUptake(time) {
      const { uptake } = weatherFactors(time);
      return grossUptakeOf(biosphere, time).map((value, cell) => value * uptakeFactor[cell] * uptake[cell]);
    },
    close() {},
  };
}

function oneAnd(error: number): number {
  return 1 + Math.min(MOST_ERROR, Math.max(-MOST_ERROR, error));
}
