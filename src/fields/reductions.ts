/** Mean and spread over the members of an ensemble; lanes that are no members are left out. */
import type { Ensemble } from "./ensemble.js";

/**
 * Adds the ensemble mean and variance of every row to running sums, so that time means cost no second pass.
 * The variance is unbiased, 1 / (N - 1); 0 for a single member.
 * @param meanSum     [row], in the unit of the field
 * @param varianceSum [row], in its square
 */
export function addMeanAndVariance(ensemble: Ensemble, meanSum: Float64Array, varianceSum: Float64Array): void {
  const { data, rows, reference } = ensemble;
  const { members, lanes } = ensemble.layout;
  const degrees = Math.max(1, members - 1);
  for (let row = 0; row < rows; row++) {
    const start = row * lanes;
    const shift = data[start];
    let sum = 0;
    let squares = 0;
    for (let i = start; i < start + members; i++) {
      const departure = data[i] - shift;
      sum += departure;
      squares += departure * departure;
    }
    meanSum[row] += reference + shift + sum / members;
    varianceSum[row] += Math.max(0, squares - (sum * sum) / members) / degrees;
  }
}

/** Adds one lane to a running sum. @param sum [row], in the unit of the field */
export function addLane(ensemble: Ensemble, lane: number, sum: Float64Array): void {
  const { data, rows, reference } = ensemble;
  const { lanes } = ensemble.layout;
  for (let row = 0; row < rows; row++) sum[row] += reference + data[row * lanes + lane];
}
