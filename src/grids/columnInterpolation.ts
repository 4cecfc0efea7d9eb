/**
 * Linear interpolation in pressure between the points of a column; beyond the ends the nearest value holds.
 */

/**
 * @param pressures of the points, falling, [Pa]
 * @param values    at the points
 * @param pressure  [Pa]
 */
export function interpolateColumn(pressures: Float64Array, values: Float64Array, pressure: number): number {
  const last = pressures.length - 1;
  if (pressure >= pressures[0]) return values[0];
  if (pressure <= pressures[last]) return values[last];
  let low = 0;
  let high = last;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (pressures[middle] >= pressure) low = middle;
    else high = middle;
  }
  const share = (pressures[low] - pressure) / (pressures[low] - pressures[high]);
  return values[low] + share * (values[high] - values[low]);
}
