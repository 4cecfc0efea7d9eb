/**
 * Perturbed analyses: runs beside the members that start at their mean and take the members' gain K, each with observations
 * that are wrong by b_s, errors which many of them share,
 *     x_s <- x_s + K (value + b_s - H x_s),
 * and give nothing: no gain is made of them, so members and mean are those of a run without. As the gain is the members',
 * e_s = x_s - mean is what the errors b_s do to the estimate. A member stands for the estimate with its own errors, so what is
 * uncertain in all is said by members that each have the errors of one of the analyses too,
 *     x_i + e_s,   s = i mod S,   e centred over the members,
 * whose spread is that of both: K C K' of the shared errors' covariance C beside the analysis covariance of the members.
 */
import type { LaneLayout } from "./ensemble.js";
import { memberMean, takeMean } from "./members.js";

/** Number of perturbed analyses beside an ensemble: each is that of two members. */
export function perturbedAnalysesOf(members: number): number {
  return Math.ceil(members / 2);
}

/**
 * Adds to every member what the errors of its perturbed analysis do, in place; the mean over the members stays.
 * @param values any rows, [row][lane], any unit
 *
 * @example
 * import { addPerturbedAnalyses, laneLayout } from "openjdas";
 *
 * const layout = laneLayout(4, [], 0, 2); // four members, two perturbed analyses in the lanes after them
 * const row = Float64Array.of(9, 9, 11, 11, 8, 10, 0, 0);
 * addPerturbedAnalyses(layout, row);
 * row.subarray(0, 4); // => [8, 10, 10, 12]
 */
export function addPerturbedAnalyses(
  { members, lanes, perturbed }: LaneLayout,
  values: Float32Array | Float64Array,
): void {
  if (perturbed === undefined) return;
  const { first, count } = perturbed;
  const errors = new Float64Array(members);
  for (let row = 0; row < values.length; row += lanes) {
    for (let m = 0; m < members; m++) errors[m] = values[row + first + (m % count)];
    takeMean(errors, members, memberMean(errors, members));
    for (let m = 0; m < members; m++) values[row + m] += errors[m];
  }
}
