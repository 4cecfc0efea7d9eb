/**
 * The definition of the totals kernel: sum of weight x value over the rows of each column, one sum a lane, float64.
 * @param values [row][column][lane] @param weights [row][column] @returns [column][lane]
 */
export function weightedTotals(
  values: ArrayLike<number>,
  weights: ArrayLike<number>,
  columns: number,
  lanes: number,
): Float64Array {
  const totals = new Float64Array(columns * lanes);
  for (let i = 0; i < weights.length; i++) {
    const total = (i % columns) * lanes;
    for (let lane = 0; lane < lanes; lane++) totals[total + lane] += weights[i] * values[i * lanes + lane];
  }
  return totals;
}
