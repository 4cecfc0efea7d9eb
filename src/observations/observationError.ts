/**
 * Variance of an observation: what the retrieval states, inflated, what the model cannot represent, and where it is asked for
 * what plumes that lie elsewhere make of it (displacedColumns.ts),
 *
 *     R = max((inflation * uncertainty)^2 + representation^2 + displacement, floor^2)   [(mol mol-1)^2]
 *
 * With real observations, whose stated errors leave out much, inflation 1.3 without representation did best in twin
 * experiments; the default adds representation error and that of displaced plumes instead.
 */
export interface ObservationError {
  /** Factor on the stated standard error [1]. */
  readonly inflation: number;
  /** Standard deviation of the representation error [mol mol-1]. */
  readonly representation: number;
  /** Least standard deviation [mol mol-1]. */
  readonly floor: number;
}

/**
 * @param uncertainty standard error that the retrieval states [mol mol-1]
 * @param displacement variance for plumes that lie elsewhere [(mol mol-1)^2] @returns R [(mol mol-1)^2]
 * @example
 * import { fromPpm, observationVariance, toPpm } from "openjdas";
 *
 * const error = { inflation: 1.5, representation: fromPpm(2), floor: fromPpm(0.5) };
 * toPpm(Math.sqrt(observationVariance(fromPpm(1), error))).toFixed(1); // => "2.5"
 */
export function observationVariance(uncertainty: number, error: ObservationError, displacement = 0): number {
  const variance = (error.inflation * uncertainty) ** 2 + error.representation ** 2 + displacement;
  return Math.max(variance, error.floor ** 2);
}
