/**
 * How likely the innovations of one analysis are under the errors that are assumed. With d_o = value - mean y and y' the
 * members' perturbations of the simulated observation, before the analysis,
 *     S_op = taper_op sum_m y'_om y'_pm / (N - 1) + R_o [o = p],
 *     log L = -1/2 (n log 2 pi + log det S + d' S^-1 d),
 * the Gaussian density of the innovations. Those of one analysis are given all that earlier ones have taken in, so the sum
 * over the analyses of a run is the log-likelihood of all its observations (Schweppe 1965, IEEE Trans. Inf. Theory 11;
 * for ensembles Dee 1995, MWR 123). S is factored as L D L'; D_o is the variance of observation o given those before it, so
 * at least R_o. A smaller pivot can only come of tapers that are no correlation, and is raised to R_o.
 */
import { moments } from "./sampleMoments.js";
import type { FilterObservation } from "./stateBlock.js";

/** What an analysis is about to take in. */
export interface Innovations {
  readonly members: number;
  readonly observations: readonly Pick<FilterObservation, "value" | "simulated" | "errorVariance">[];
  /** Of two observations by index, in [0, 1], symmetric: that of the filter. */
  readonly taper: (one: number, other: number) => number;
}

export interface InnovationLikelihood {
  readonly count: number;
  /** Natural logarithm of the density, in the inverse unit of the observations to the power of their count. */
  readonly logLikelihood: number;
  /** d' S^-1 d: `count` in the mean where the assumed errors are right. */
  readonly squares: number;
}

/**
 * @returns zeros where there are no observations
 * @example
 * import { innovationLikelihood } from "openjdas";
 *
 * const simulated = Float64Array.of(-1, 0, 1);
 * const { squares } = innovationLikelihood({
 *   members: 3,
 *   observations: [{ value: 4, simulated, errorVariance: 3 }],
 *   taper: () => 1,
 * });
 * squares; // => 4
 */
export function innovationLikelihood({ members, observations, taper }: Innovations): InnovationLikelihood {
  const count = observations.length;
  const departures = new Float64Array(count);
  const perturbations = observations.map(({ value, simulated }, o) => {
    const { mean } = moments(simulated, members);
    departures[o] = value - mean;
    return simulated.slice(0, members).map((y) => y - mean);
  });
  const covariance = (o: number, p: number): number => {
    const weight = taper(o, p);
    return weight === 0 ? 0 : (weight * dot(perturbations[o], perturbations[p], members)) / (members - 1);
  };
  // Rows of the unit lower triangle, and D: S = L D L'.
  const lower: Float64Array[] = [];
  const pivots = new Float64Array(count);
  const independent = new Float64Array(count);
  let logLikelihood = (-count / 2) * Math.log(2 * Math.PI);
  let squares = 0;
  for (let o = 0; o < count; o++) {
    const row = new Float64Array(o);
    let [pivot, rest] = [covariance(o, o) + observations[o].errorVariance, departures[o]];
    for (let p = 0; p < o; p++) {
      let value = covariance(o, p);
      for (let k = 0; k < p; k++) value -= row[k] * lower[p][k] * pivots[k];
      row[p] = value / pivots[p];
      pivot -= row[p] ** 2 * pivots[p];
      rest -= row[p] * independent[p];
    }
    lower.push(row);
    pivots[o] = Math.max(pivot, observations[o].errorVariance);
    independent[o] = rest;
    logLikelihood -= Math.log(pivots[o]) / 2;
    squares += rest ** 2 / pivots[o];
  }
  return { count, logLikelihood: logLikelihood - squares / 2, squares };
}

function dot(one: Float64Array, other: Float64Array, members: number): number {
  let sum = 0;
  for (let m = 0; m < members; m++) sum += one[m] * other[m];
  return sum;
}
