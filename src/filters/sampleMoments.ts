/**
 * What the filters make of all members of a row: mean, variance, sum of squares, always in the order of the members.
 * They have their own, beside fields/members.ts, because a filter takes arrays and knows no fields; the members are here
 * all of them, as a filter has no use of a part.
 */

/** Mean of the `members` values from `start` on. */
export function rowMean(values: ArrayLike<number>, members: number, start = 0): number {
  let sum = 0;
  for (let i = start; i < start + members; i++) sum += values[i];
  return sum / members;
}

/** Mean and unbiased variance of the first `members` values. */
export function moments(values: Float64Array, members: number): { mean: number; variance: number } {
  const mean = rowMean(values, members);
  let squares = 0;
  for (let m = 0; m < members; m++) squares += (values[m] - mean) ** 2;
  return { mean, variance: squares / (members - 1) };
}

/** Unbiased variance of the `members` perturbations from `start` on, whose mean is zero. */
export function perturbationVariance(perturbations: ArrayLike<number>, members: number, start: number): number {
  let squares = 0;
  for (let i = start; i < start + members; i++) squares += perturbations[i] ** 2;
  return squares / (members - 1);
}
