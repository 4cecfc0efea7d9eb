/** What an observation sees of the model, for one time and surface pressure: a sparse linear form in its mole fractions. */
import type { Ensemble } from "../fields/ensemble.js";

/** y = constant + sum_j weights[j] q[rows[j]] */
export interface LinearOperator {
  /** Index into [level][row][column]. */
  readonly rows: Int32Array;
  /** [1] */
  readonly weights: Float64Array;
  /** [mol mol-1] */
  readonly constant: number;
}

/**
 * y of every lane. @param ensemble mole fractions, [level][row][column][lane] @param out [lane], [mol mol-1]
 * @example
 * import { createEnsemble, laneLayout, simulateObservation } from "openjdas";
 *
 * const ensemble = createEnsemble(laneLayout(4), 2, 400, Float32Array.of(-1, 0, 1, 2, 2, 2, 2, 2));
 * const out = new Float64Array(4);
 * const meanOfBoth = { rows: Int32Array.of(0, 1), weights: Float64Array.of(0.5, 0.5), constant: 0 };
 * simulateObservation(meanOfBoth, ensemble, out);
 * out; // => [400.5, 401, 401.5, 402]
 */
export function simulateObservation(operator: LinearOperator, ensemble: Ensemble, out: Float64Array): void {
  const { rows, weights, constant } = operator;
  const { data, reference } = ensemble;
  const { lanes } = ensemble.layout;
  let sum = 0;
  for (const weight of weights) sum += weight;
  out.fill(constant + reference * sum, 0, lanes);
  for (let j = 0; j < rows.length; j++) {
    const start = rows[j] * lanes;
    const weight = weights[j];
    for (let lane = 0; lane < lanes; lane++) out[lane] += weight * data[start + lane];
  }
}
