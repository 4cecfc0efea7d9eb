/**
 * Innovation statistics that tell whether the assumed errors fit the departures seen.
 * o: observation, b: background mean, a: analysis mean, in observation space.
 */

export interface InnovationStatistics {
  readonly count: number;
  /** Mean of (o - b) and of (o - a), in the unit of the observations. */
  readonly meanDeparture: number;
  readonly meanResidual: number;
  /** Mean of (o - b)^2 / (HPH + R): 1 where the assumed errors are right. */
  readonly chiSquare: number;
  /** Mean of (o - a)(o - b): the error variance that the observations show (Desroziers et al. 2005, QJRMS 131). */
  readonly errorVariance: number;
  /** Mean of (a - b)(o - b): the background variance that they show (same paper). */
  readonly backgroundVariance: number;
}

/** What one observation adds. */
export interface Innovation {
  /** o - b before any observation of the hour was assimilated. */
  readonly departure: number;
  /** o - a after all of them. */
  readonly residual: number;
  /** HPH before the analysis. */
  readonly backgroundVariance: number;
  /** R as assumed. */
  readonly errorVariance: number;
}

/**
 * @returns NaN statistics where there are no observations
 * @example
 * import { innovationStatistics } from "openjdas";
 *
 * const errors = { backgroundVariance: 1, errorVariance: 3 };
 * const { chiSquare } = innovationStatistics([
 *   { departure: 2, residual: 1, ...errors },
 *   { departure: -2, residual: -1, ...errors },
 * ]);
 * chiSquare; // => 1
 */
export function innovationStatistics(innovations: readonly Innovation[]): InnovationStatistics {
  const mean = (of: (innovation: Innovation) => number): number =>
    innovations.reduce((sum, innovation) => sum + of(innovation), 0) / innovations.length;
  return {
    count: innovations.length,
    meanDeparture: mean((i) => i.departure),
    meanResidual: mean((i) => i.residual),
    chiSquare: mean((i) => i.departure ** 2 / (i.backgroundVariance + i.errorVariance)),
    errorVariance: mean((i) => i.residual * i.departure),
    backgroundVariance: mean((i) => (i.departure - i.residual) * i.departure),
  };
}
