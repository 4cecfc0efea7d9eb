/**
 * What ACM2 (Pleim 2007, doi:10.1175/JAM2539.1) adds to verticalMixingKernel.ts in a convective column: air of level 0
 * rises to each level of the boundary layer and sinks back layer by layer, D_k through interface k. All that rises through
 * an interface is of level 0, so that what crosses it, positive downwards, is
 *     phi_k = G_k (q_k - q_(k-1)) + N_k (q_k - q_0),      G = dt * exchange, N = dt * D [kg],
 * of the new q_k + (phi_(k+1) - phi_k) / m_k. Solved for phi: a tridiagonal T and one more column, that of phi_1,
 *     phi_k (1 + (G_k + N_k) / m_k + G_k / m_(k-1)) - (G_k + N_k) / m_k phi_(k+1) - G_k / m_(k-1) phi_(k-1)
 *         + N_k / m_0 phi_1 = G_k (q_k - q_(k-1)) + N_k (q_k - q_0)
 * (k = 1: N_1 / m_0 joins the diagonal). With t and s the right-hand side and that column after elimination upwards, and
 * a_k the weight of phi_(k+1),
 *     phi_1 = sum_k c_k t_k / (1 + sum_k c_k s_k),  c_1 = 1, c_(k+1) = c_k a_k;   phi_k = t_k - s_k phi_1 + a_k phi_(k+1).
 * s, a, c and all weights are shared by the lanes and not negative; mixingCoefficients has them, and settle does the rest.
 * Twin: src/kernels/reference/convectiveMixingReference.ts.
 */
import { MIXING } from "./verticalMixingKernel";
import { clear } from "./vector";

/** In place of `lift` of verticalMixingKernel.ts, with one row more of `amounts` to work in. */
export function convect(n: i32, row: usize, column: usize, stride: usize, coefficients: usize, amounts: usize): void {
  const ground = column;
  const first = amounts + <usize>n * row;
  clear(amounts, row);
  clear(first, row);
  let c = coefficients;
  let a = amounts;
  for (let k = 1; k < n; k++) {
    c += MIXING;
    a += row;
    const upper = column + stride;
    const below = v128.load32_splat(c);
    const own = v128.load32_splat(c, 8);
    const far = v128.load32_splat(c, 20);
    const chain = v128.load32_splat(c, 28);
    for (let o: usize = 0; o < row; o += 16) {
      const q = v128.load(upper + o);
      const near = f32x4.mul(own, f32x4.sub(q, v128.load(column + o)));
      const sunk = f32x4.mul(far, f32x4.sub(q, v128.load(ground + o)));
      const amount = f32x4.add(f32x4.add(near, sunk), f32x4.mul(below, v128.load(a - row + o)));
      v128.store(a + o, amount);
      v128.store(first + o, f32x4.add(v128.load(first + o), f32x4.mul(chain, amount)));
    }
    column = upper;
  }
  const closing = v128.load32_splat(coefficients);
  for (let o: usize = 0; o < row; o += 16) v128.store(first + o, f32x4.mul(closing, v128.load(first + o)));
  a = amounts;
  c = coefficients;
  for (let k = 1; k < n; k++) {
    c += MIXING;
    a += row;
    const border = v128.load32_splat(c, 24);
    for (let o: usize = 0; o < row; o += 16) {
      v128.store(a + o, f32x4.sub(v128.load(a + o), f32x4.mul(border, v128.load(first + o))));
    }
  }
}
