/**
 * Twin of the kernel `ensrfUpdate`: the row update of the serial EnSRF (Whitaker & Hamill 2002), one observation after
 * another,
 *     K = taper * sum_m x_m w_m,   x_m <- x_m + K u_m,
 * with w_m = y'_m / ((N - 1) (HPH + R)) and u_m = d - alpha y'_m, both zero in lanes that are no members, and
 * sum_m w_m = 0, so that the mean of x drops out of the covariance. Mean and perturbations move in one pass. Lanes with a u and
 * no w (perturbed analyses) take the gain and do not enter it.
 */

/** An observation that reaches a row. */
export interface ReachingObservation {
  /** [0, 1] */
  readonly taper: number;
  /** w [lane], in 1 / (unit of the observation). */
  readonly weights: ArrayLike<number>;
  /** u [lane], in the unit of the observation. */
  readonly increments: ArrayLike<number>;
}

/**
 * Updates one row in place.
 * @returns the index of the first observation whose gain is not finite, -1 if there is none; the row is then left alone
 */
export function ensrfUpdate(row: Float32Array | Float64Array, observations: readonly ReachingObservation[]): number {
  const x = Float64Array.from(row);
  for (const [o, { taper, weights, increments }] of observations.entries()) {
    let sum = 0;
    for (let lane = 0; lane < x.length; lane++) sum += (x[lane] - x[0]) * weights[lane];
    const gain = sum * taper;
    if (!Number.isFinite(gain)) return o;
    for (let lane = 0; lane < x.length; lane++) x[lane] += gain * increments[lane];
  }
  row.set(x);
  return -1;
}
