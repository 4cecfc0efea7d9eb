/** The definition of the totals kernel: sum of weight x value over all cells, one sum a lane, float64. */
export function weightedTotals(values: ArrayLike<number>, weights: ArrayLike<number>, lanes: number): Float64Array {
  const totals = new Float64Array(lanes);
  for (let i = 0; i < weights.length; i++) {
    for (let lane = 0; lane < lanes; lane++) totals[lane] += weights[i] * values[i * lanes + lane];
  }
  return totals;
}
