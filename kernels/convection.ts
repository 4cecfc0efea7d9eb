/**
 * Mixing of one convective column by ACM2 (Pleim 2007, doi:10.1175/JAM2539.1), backward Euler. Besides what mixing.ts
 * does, air of level 0 rises to each level of the boundary layer and sinks back layer by layer, D_k through interface k.
 * All that rises through an interface is of level 0, so that what crosses it, positive downwards, is
 *     phi_k = G_k (q_k - q_(k-1)) + N_k (q_k - q_0),      G = dt * exchange, N = dt * D [kg],
 * of the new q_k + (phi_(k+1) - phi_k) / m_k. Solved for phi: a tridiagonal T and one more column, that of phi_1,
 *     phi_k (1 + (G_k + N_k) / m_k + G_k / m_(k-1)) - (G_k + N_k) / m_k phi_(k+1) - G_k / m_(k-1) phi_(k-1)
 *         + N_k / m_0 phi_1 = G_k (q_k - q_(k-1)) + N_k (q_k - q_0)
 * (k = 1: N_1 / m_0 joins the diagonal). With t and s the right-hand side and that column after elimination upwards, and
 * a_k the weight of phi_(k+1),
 *     phi_1 = sum_k c_k t_k / (1 + sum_k c_k s_k),  c_1 = 1, c_(k+1) = c_k a_k;   phi_k = t_k - s_k phi_1 + a_k phi_(k+1).
 * s, a, c and all weights are shared by the lanes and not negative. Twin: src/kernels/reference/convectiveMixing.ts.
 */
import { roundingError } from "./vector";

/**
 * Bytes of a level's coefficients: G/m below, (G + N)/m, G and N (all over the pivot), 1 / m, m / m of the level below,
 * s, c. The first of level 0 is 1 / (1 + sum c s).
 */
export const CONVECTION: usize = 32;

export function convectionCoefficients(
  n: i32,
  mass: usize,
  exchange: usize,
  nonLocal: usize,
  stride: usize,
  dt: f64,
  coefficients: usize,
): void {
  let slot = coefficients;
  const ground = 1 / load<f64>(mass);
  let lower = ground;
  let above: f64 = 0;
  let s: f64 = 0;
  let c: f64 = 1;
  let sum: f64 = 1;
  store<f32>(slot, <f32>lower, 16);
  for (let k = 1; k < n; k++) {
    slot += CONVECTION;
    const upper = 1 / load<f64>(mass + <usize>k * stride);
    const g = load<f64>(exchange + <usize>k * stride) * dt;
    const far = load<f64>(nonLocal + <usize>k * stride) * dt;
    const border = far * ground;
    const pivot = 1 / (1 + (g + far) * upper + g * lower + (k == 1 ? border : 0) - g * lower * above);
    s = k == 1 ? 0 : pivot * (border + g * lower * s);
    if (k > 1) c *= above;
    sum += c * s;
    above = (g + far) * upper * pivot;
    store<f32>(slot, <f32>(g * lower * pivot));
    store<f32>(slot, <f32>above, 4);
    store<f32>(slot, <f32>(g * pivot), 8);
    store<f32>(slot, <f32>(far * pivot), 12);
    store<f32>(slot, <f32>upper, 16);
    store<f32>(slot, <f32>(lower / upper), 20);
    store<f32>(slot, <f32>s, 24);
    store<f32>(slot, <f32>c, 28);
    lower = upper;
  }
  store<f32>(coefficients, <f32>(1 / sum));
}

/** As mixColumn of mixing.ts, in all that its comment says. */
export function convectColumn(
  n: i32,
  lanes: i32,
  column: usize,
  stride: usize,
  coefficients: usize,
  amounts: usize,
  remainder: usize,
  emission: usize,
  emitted: f32,
): void {
  const zero = f32x4.splat(0);
  const unit = f32x4.splat(emitted);
  for (let o: usize = 0, bytes = <usize>lanes * 4; o < bytes; o += 32) {
    const second: usize = o + 16 < bytes ? 16 : 0;
    let p = column + o;
    let c = coefficients;
    let a = amounts;
    const bottomA = f32x4.add(v128.load(p), f32x4.mul(unit, v128.load(emission + o)));
    const bottomB = f32x4.add(v128.load(p + second), f32x4.mul(unit, v128.load(emission + o + second)));
    let qA = bottomA;
    let qB = bottomB;
    let phiA = zero;
    let phiB = zero;
    let firstA = zero;
    let firstB = zero;
    for (let k = 1; k < n; k++) {
      p += stride;
      c += CONVECTION;
      a += 32;
      const nextA = v128.load(p);
      const nextB = v128.load(p + second);
      const below = v128.load32_splat(c);
      const own = v128.load32_splat(c, 8);
      const far = v128.load32_splat(c, 12);
      const chain = v128.load32_splat(c, 28);
      const nearA = f32x4.mul(own, f32x4.sub(nextA, qA));
      const nearB = f32x4.mul(own, f32x4.sub(nextB, qB));
      const sunkA = f32x4.mul(far, f32x4.sub(nextA, bottomA));
      const sunkB = f32x4.mul(far, f32x4.sub(nextB, bottomB));
      phiA = f32x4.add(f32x4.add(nearA, sunkA), f32x4.mul(below, phiA));
      phiB = f32x4.add(f32x4.add(nearB, sunkB), f32x4.mul(below, phiB));
      firstA = f32x4.add(firstA, f32x4.mul(chain, phiA));
      firstB = f32x4.add(firstB, f32x4.mul(chain, phiB));
      v128.store(a, phiA);
      v128.store(a, phiB, 16);
      qA = nextA;
      qB = nextB;
    }
    const closing = v128.load32_splat(coefficients);
    firstA = f32x4.mul(closing, firstA);
    firstB = f32x4.mul(closing, firstB);
    phiA = zero;
    phiB = zero;
    let lostA = v128.load(remainder + o);
    let lostB = v128.load(remainder + o + second);
    for (let k = n - 1; k > 0; k--) {
      const above = v128.load32_splat(c, 4);
      const perMass = v128.load32_splat(c, 16);
      const ratio = v128.load32_splat(c, 20);
      const border = v128.load32_splat(c, 24);
      const ownA = f32x4.sub(v128.load(a), f32x4.mul(border, firstA));
      const ownB = f32x4.sub(v128.load(a, 16), f32x4.mul(border, firstB));
      const crossingA = f32x4.add(ownA, f32x4.mul(above, phiA));
      const crossingB = f32x4.add(ownB, f32x4.mul(above, phiB));
      const changeA = f32x4.add(f32x4.mul(f32x4.sub(phiA, crossingA), perMass), lostA);
      const changeB = f32x4.add(f32x4.mul(f32x4.sub(phiB, crossingB), perMass), lostB);
      qA = v128.load(p);
      qB = v128.load(p + second);
      const afterA = f32x4.add(qA, changeA);
      const afterB = f32x4.add(qB, changeB);
      v128.store(p, afterA);
      v128.store(p + second, afterB);
      lostA = f32x4.mul(ratio, roundingError(afterA, qA, changeA));
      lostB = f32x4.mul(ratio, roundingError(afterB, qB, changeB));
      phiA = crossingA;
      phiB = crossingB;
      p -= stride;
      c -= CONVECTION;
      a -= 32;
    }
    const perMass = v128.load32_splat(c, 16);
    v128.store(p, f32x4.add(bottomA, f32x4.add(f32x4.mul(phiA, perMass), lostA)));
    v128.store(p + second, f32x4.add(bottomB, f32x4.add(f32x4.mul(phiB, perMass), lostB)));
  }
}
