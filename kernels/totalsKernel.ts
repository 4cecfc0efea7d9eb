/**
 * Sums over cells with float64 weights: totals[line][lane] = sum over the cells of a line of weight * value. Each line
 * has its own totals, so the result does not depend on threads. Twin: src/kernels/reference/totalsReference.ts.
 */
import { addProduct } from "./vector";

export function weightedTotals(
  cellsPerLine: i32,
  lanes: i32,
  values: usize,
  weights: usize,
  totals: usize,
  first: i32,
  last: i32,
  scratch: usize,
): void {
  const row = <usize>lanes * 4;
  for (let line = first; line < last; line++) {
    const total = totals + <usize>line * row * 2;
    memory.fill(total, 0, row * 2);
    for (let i = line * cellsPerLine; i < (line + 1) * cellsPerLine; i++) {
      const weight = load<f64>(weights + <usize>i * 8);
      const value = values + <usize>i * row;
      for (let o: usize = 0; o < row; o += 16) addProduct(total + 2 * o, weight, v128.load(value + o));
    }
  }
}
