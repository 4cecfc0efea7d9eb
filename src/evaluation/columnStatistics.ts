/**
 * How well simulated columns agree with reference ones: the numbers of tables 2 and 3 of Kou et al. (2023,
 * doi:10.5194/acp-23-6719-2023). A difference is simulated minus reference; pairs where either is NaN are left out.
 * All inputs and results are in ppm, the correlation in [1]; a result without enough pairs is NaN.
 */

export interface ColumnStatistics {
  /** Pairs that entered. */
  readonly count: number;
  /** Mean difference. */
  readonly bias: number;
  readonly rmse: number;
  /** Of the differences, about their mean (divisor count - 1). */
  readonly standardDeviation: number;
  /** Pearson's correlation; NaN where either side does not vary. */
  readonly correlation: number;
  /** Mean absolute difference. */
  readonly meanAbsoluteError: number;
}

/**
 * @param simulated @param reference [pair] [ppm]
 * @example
 * import { columnStatistics } from "openjdas";
 *
 * const { count, bias, rmse } = columnStatistics([401, 403, 405], [400, 404, 402]);
 * [count, bias, rmse.toFixed(2)]; // => [3, 1, "1.91"]
 */
export function columnStatistics(simulated: ArrayLike<number>, reference: ArrayLike<number>): ColumnStatistics {
  const pairs = finitePairs(simulated, reference);
  const count = pairs.length;
  const differences = pairs.map(([a, b]) => a - b);
  const bias = mean(differences);
  const square = mean(differences.map((d) => d * d));
  const variance = count > 1 ? differences.reduce((sum, d) => sum + (d - bias) ** 2, 0) / (count - 1) : NaN;
  return {
    count,
    bias,
    rmse: Math.sqrt(square),
    standardDeviation: Math.sqrt(variance),
    correlation: correlation(pairs),
    meanAbsoluteError: mean(differences.map(Math.abs)),
  };
}

/** Intervals [lower, upper] of differences [ppm] whose shares are told. */
export const biasIntervals: readonly (readonly [number, number])[] = [
  [-4, 4],
  [-3, 3],
  [-2, 2],
  [-1, 1],
  [0, 4],
  [0, 3],
  [0, 2],
];

/** Share [1] of the differences within each of `biasIntervals`, ends included. @param simulated @param reference [ppm] */
export function biasShares(simulated: ArrayLike<number>, reference: ArrayLike<number>): number[] {
  const differences = finitePairs(simulated, reference).map(([a, b]) => a - b);
  return biasIntervals.map(
    ([lower, upper]) => differences.filter((d) => d >= lower && d <= upper).length / differences.length,
  );
}

/** Median of the finite values; NaN where there are none. */
export function median(values: ArrayLike<number>): number {
  const sorted = Array.from(values)
    .filter(Number.isFinite)
    .sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  if (sorted.length === 0) return NaN;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** NaN where there are none. */
export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/**
 * (1 - after / before) * 100 [%]; NaN where `before` is not positive.
 * @example
 * import { errorReduction } from "openjdas";
 *
 * errorReduction(2, 1); // => 50
 */
export function errorReduction(before: number, after: number): number {
  return before > 0 ? (1 - after / before) * 100 : NaN;
}

function finitePairs(a: ArrayLike<number>, b: ArrayLike<number>): [number, number][] {
  if (a.length !== b.length) throw new RangeError(`${a.length} simulated values for ${b.length} references`);
  const pairs: [number, number][] = [];
  for (let i = 0; i < a.length; i++) {
    if (Number.isFinite(a[i]) && Number.isFinite(b[i])) pairs.push([a[i], b[i]]);
  }
  return pairs;
}

function correlation(pairs: readonly (readonly [number, number])[]): number {
  const meanA = mean(pairs.map(([a]) => a));
  const meanB = mean(pairs.map(([, b]) => b));
  let ab = 0;
  let aa = 0;
  let bb = 0;
  for (const [a, b] of pairs) {
    ab += (a - meanA) * (b - meanB);
    aa += (a - meanA) ** 2;
    bb += (b - meanB) ** 2;
  }
  return aa > 0 && bb > 0 ? ab / Math.sqrt(aa * bb) : NaN;
}
