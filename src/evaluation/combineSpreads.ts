/**
 * One estimate from several ensembles of different configurations, T_k +- s_k with N_k members, k = 1 .. K:
 *     mean     T = 1/K sum_k T_k
 *     within   w^2 = 1/K sum_k s_k^2             what the ensembles believe of their own errors
 *     between  b^2 = 1/(K-1) sum_k (T_k - T)^2   what the choice of the configuration makes
 *     combined c^2 = w^2 + b^2
 * The law of total variance; c is that of one configuration drawn from those like these, not of the mean of K independent
 * ones: the runs share soundings, and most errors.
 *
 * The interval is T +- t c, with Student's t of the effective degrees of freedom
 *     n = c^4 / (b^4 / (K-1) + sum_k (s_k^2 / K)^2 / (N_k - 1))
 * (Welch-Satterthwaite; JCGM 100:2008, eq. G.2b): K - 1 where the runs' differences dominate, which are known from K numbers
 * alone, and as many as the members give, nearly the normal distribution, where the runs agree.
 */
import { mean } from "./columnStatistics.js";
import { studentQuantile } from "./studentQuantile.js";

/** Probability of the interval that is reported. */
export const INTERVAL = 0.9;

/** A total of one run. */
export interface EnsembleTotal {
  /** Of the ensemble mean, and the standard deviation of the members' totals, in one unit. */
  readonly total: number;
  readonly spread: number;
  /** 2 or more. */
  readonly members: number;
}

/** In the unit of the totals, but for degrees of freedom and quantile [1]. */
export interface CombinedTotal {
  readonly mean: number;
  readonly within: number;
  readonly between: number;
  readonly combined: number;
  readonly degreesOfFreedom: number;
  /** Standard deviations on each side of the mean that make the interval. */
  readonly quantile: number;
  /** The interval. */
  readonly low: number;
  readonly high: number;
}

/** @param runs 2 or more */
export function combineTotals(runs: readonly EnsembleTotal[]): CombinedTotal {
  const count = runs.length;
  const centre = mean(runs.map(({ total }) => total));
  const withinVariance = mean(runs.map(({ spread }) => spread ** 2));
  const betweenVariance = runs.reduce((sum, { total }) => sum + (total - centre) ** 2, 0) / (count - 1);
  const variance = withinVariance + betweenVariance;
  const uncertainty =
    betweenVariance ** 2 / (count - 1) +
    runs.reduce((sum, { spread, members }) => sum + (spread ** 2 / count) ** 2 / (members - 1), 0);
  const degreesOfFreedom = variance === 0 ? Infinity : variance ** 2 / uncertainty;
  const combined = Math.sqrt(variance);
  const quantile = studentQuantile(degreesOfFreedom, INTERVAL);
  return {
    mean: centre,
    within: Math.sqrt(withinVariance),
    between: Math.sqrt(betweenVariance),
    combined,
    degreesOfFreedom,
    quantile,
    low: centre - quantile * combined,
    high: centre + quantile * combined,
  };
}
