/**
 * Turbulent mixing of one column, backward Euler of m dq/dt = div(phi), phi_k = G_k (q_k - q_(k-1)) with
 * G = dt * exchange [kg], solved for the amounts phi [kg x mole fraction] that cross the interfaces:
 *     phi_k (1 + G_k / m_k + G_k / m_(k-1)) - (G_k / m_k) phi_(k+1) - (G_k / m_(k-1)) phi_(k-1)
 *         = G_k (q_k - q_(k-1)),     q_k += (phi_(k+1) - phi_k) / m_k,
 * after the emission of the step is added to level 0. What leaves one layer enters the next, and a constant stays
 * constant to the last bit, at any G; a system for q itself loses mass in float32 where G >> m.
 * Twin: src/kernels/reference/verticalMixing.ts.
 */
import { roundingError } from "./vector";

/** Bytes of a level's mixing coefficients: below, above, own (all over the pivot), 1 / m, m / m of the level below. */
const MIXING: usize = 20;

export function mixingCoefficients(n: i32, mass: usize, exchange: usize, stride: usize, dt: f64, coefficients: usize): void {
  let slot = coefficients;
  let lower = 1 / load<f64>(mass);
  let above: f64 = 0;
  store<f32>(slot, <f32>lower, 12);
  for (let k = 1; k < n; k++) {
    slot += MIXING;
    const upper = 1 / load<f64>(mass + <usize>k * stride);
    const g = load<f64>(exchange + <usize>k * stride) * dt;
    const pivot = 1 / (1 + g * upper + g * lower - g * lower * above);
    above = g * upper * pivot;
    store<f32>(slot, <f32>(g * lower * pivot));
    store<f32>(slot, <f32>above, 4);
    store<f32>(slot, <f32>(g * pivot), 8);
    store<f32>(slot, <f32>upper, 12);
    store<f32>(slot, <f32>(lower / upper), 16);
    lower = upper;
  }
}

/**
 * What rounding takes from a level is given to the one below, so that what is lost is that of the thinnest.
 * Two groups of lanes go together, so that neither waits for itself; the last may be paired with itself.
 * @param amounts 32 bytes a level @param remainder what rounding took from the top level before, one value a lane
 * @param emitted mole fraction that one unit of emission adds to level 0
 */
export function mixColumn(
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
    for (let k = 1; k < n; k++) {
      p += stride;
      c += MIXING;
      a += 32;
      const nextA = v128.load(p);
      const nextB = v128.load(p + second);
      const below = v128.load32_splat(c);
      const own = v128.load32_splat(c, 8);
      phiA = f32x4.add(f32x4.mul(own, f32x4.sub(nextA, qA)), f32x4.mul(below, phiA));
      phiB = f32x4.add(f32x4.mul(own, f32x4.sub(nextB, qB)), f32x4.mul(below, phiB));
      v128.store(a, phiA);
      v128.store(a, phiB, 16);
      qA = nextA;
      qB = nextB;
    }
    phiA = zero;
    phiB = zero;
    let lostA = v128.load(remainder + o);
    let lostB = v128.load(remainder + o + second);
    for (let k = n - 1; k > 0; k--) {
      const above = v128.load32_splat(c, 4);
      const perMass = v128.load32_splat(c, 12);
      const ratio = v128.load32_splat(c, 16);
      const crossingA = f32x4.add(v128.load(a), f32x4.mul(above, phiA));
      const crossingB = f32x4.add(v128.load(a, 16), f32x4.mul(above, phiB));
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
      c -= MIXING;
      a -= 32;
    }
    const perMass = v128.load32_splat(c, 12);
    v128.store(p, f32x4.add(bottomA, f32x4.add(f32x4.mul(phiA, perMass), lostA)));
    v128.store(p + second, f32x4.add(bottomB, f32x4.add(f32x4.mul(phiB, perMass), lostB)));
  }
}
