/**
 * Sums over cells with float64 weights: totals[column][lane] = sum over the rows of a column of weight * value, [row][column]. Each
 * column has its own totals, so the result does not depend on threads. Twin: src/kernels/reference/totalsReference.ts.
 */
import { addProduct } from "./vector";

export function weightedTotals(
  rows: i32,
  columns: i32,
  lanes: i32,
  values: usize,
  weights: usize,
  totals: usize,
  first: i32,
  last: i32,
  scratch: usize,
): void {
  const row = <usize>lanes * 4;
  const start = totals + <usize>first * row * 2;
  memory.fill(start, 0, <usize>(last - first) * row * 2);
  for (let r = 0; r < rows; r++) {
    let total = start;
    for (let i = r * columns + first; i < r * columns + last; i++, total += 2 * row) {
      const weight = load<f64>(weights + <usize>i * 8);
      const value = values + <usize>i * row;
      for (let o: usize = 0; o < row; o += 16) addProduct(total + 2 * o, weight, v128.load(value + o));
    }
  }
}
