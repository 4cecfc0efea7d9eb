/**
 * Twin of the kernel `ensrfUpdate`: the row update of the serial EnSRF (Whitaker & Hamill 2002) for one observation,
 *     K = taper * sum_m x_m w_m,   x_m <- x_m + K g_m,
 * with w_m = y'_m / ((N - 1) (HPH + R)) and g_m = d - alpha y'_m, both zero in lanes that are no members, and
 * sum_m w_m = 0, so that the mean of x drops out of the covariance. Mean and perturbations move in one pass.
 */

/**
 * Updates lines first..last-1 in place; line l is cell `cells[l % cells.length]` of level `l / cells.length`.
 * @param levels     one array [cell][lane] a level
 * @param cells      cells within reach of the observation
 * @param tapers     [0, 1], one a listed cell
 * @param weights    w [lane], in 1 / (unit of the observation)
 * @param increments g [lane], in the unit of the observation
 * @returns whether every gain was finite; rows with another gain are left alone
 */
export function ensrfUpdate(
  levels: readonly (Float32Array | Float64Array)[],
  cells: Int32Array,
  tapers: ArrayLike<number>,
  weights: ArrayLike<number>,
  increments: ArrayLike<number>,
  first: number,
  last: number,
): boolean {
  const lanes = weights.length;
  let finite = true;
  for (let line = first; line < last; line++) {
    const index = line % cells.length;
    const row = levels[Math.floor(line / cells.length)].subarray(cells[index] * lanes, (cells[index] + 1) * lanes);
    let sum = 0;
    for (let lane = 0; lane < lanes; lane++) sum += (row[lane] - row[0]) * weights[lane];
    const gain = sum * tapers[index];
    if (!Number.isFinite(gain)) {
      finite = false;
      continue;
    }
    for (let lane = 0; lane < lanes; lane++) row[lane] += gain * increments[lane];
  }
  return finite;
}
