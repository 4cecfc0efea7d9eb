/**
 * Innovation statistics of assimilated observations: d = y - (H x^b + estimated bias), beside what filter and error model
 * expect of it, s^2 = variance of (H x^b + bias) over the members + assumed error^2; column and bias of a member need not
 * be independent. chi-square = mean(d^2 / s^2) is 1 where both are right, above 1 where spread or errors are
 * too small (Desroziers et al. 2005, doi:10.1256/qj.05.108).
 */
import { mean } from "./columnStatistics.js";

export interface Innovations {
  readonly count: number;
  /** mean(d^2 / s^2) [1] */
  readonly chiSquare: number;
  /** Mean and root mean square of d, root mean square of s [ppm]. */
  readonly bias: number;
  readonly rms: number;
  readonly expected: number;
}

/** Each [observation] [ppm]; what is not known is NaN. */
export interface Departures {
  readonly observed: ArrayLike<number>;
  readonly background: ArrayLike<number>;
  /** Of what the members expect, column and bias, over the members. */
  readonly comparedSpread: ArrayLike<number>;
  /** Assumed standard deviation. */
  readonly error: ArrayLike<number>;
  /** Estimated bias of the observation; where it is not known there is none. */
  readonly biasCorrection: ArrayLike<number>;
}

/** @param among indices of assimilated observations @returns undefined where none has all of what is needed */
export function innovations(
  { observed, background, biasCorrection, comparedSpread, error }: Departures,
  among: readonly number[],
): Innovations | undefined {
  const chosen = among.filter((i) => [observed, background, comparedSpread, error].every((v) => Number.isFinite(v[i])));
  if (chosen.length === 0) return undefined;
  const departures = chosen.map((i) => observed[i] - background[i] - (biasCorrection[i] || 0));
  const variances = chosen.map((i) => comparedSpread[i] ** 2 + error[i] ** 2);
  return {
    count: chosen.length,
    chiSquare: mean(departures.map((d, k) => d ** 2 / variances[k])),
    bias: mean(departures),
    rms: Math.sqrt(mean(departures.map((d) => d ** 2))),
    expected: Math.sqrt(mean(variances)),
  };
}
