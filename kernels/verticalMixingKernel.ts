/**
 * Turbulent mixing of one column, backward Euler of m dq/dt = div(phi), phi_k = G_k (q_k - q_(k-1)) with
 * G = dt * exchange [kg], solved for the amounts phi [kg x mole fraction] that cross the interfaces:
 *     phi_k (1 + G_k / m_k + G_k / m_(k-1)) - (G_k / m_k) phi_(k+1) - (G_k / m_(k-1)) phi_(k-1)
 *         = G_k (q_k - q_(k-1)),     q_k += (phi_(k+1) - phi_k) / m_k,
 * after the emission of the step is added to level 0. What leaves one layer enters the next, and a constant stays
 * constant to the last bit, at any G; a system for q itself loses mass in float32 where G >> m.
 * Levels are rows of lanes, passed over one after the other. Twin: src/kernels/reference/verticalMixingReference.ts.
 */
import { bothOf, storeFloats } from "./pair";
import { clear, roundingError } from "./vector";

/**
 * Bytes of a level's coefficients: G/m below, (G + N)/m, G (all over the pivot), 1 / m, m / m of the level below; and of
 * convectiveMixingKernel.ts, all 0 where there is none, N over the pivot, s, c. The first of level 0 is 1 / (1 + sum c s).
 */
export const MIXING: usize = 32;

/**
 * Of two columns (pair.ts). @param nonLocal N / dt as `exchange`, see convectiveMixingKernel.ts: a column has none where the first
 * above ground is 0; 0 where neither has any @param apart bytes from one's coefficients to the other's
 */
export function mixingCoefficients(
  n: i32,
  mass: usize,
  exchange: usize,
  nonLocal: usize,
  stride: usize,
  next: usize,
  dt: f64,
  coefficients: usize,
  apart: usize,
): void {
  const one = f64x2.splat(1);
  const time = f64x2.splat(dt);
  let slot = coefficients;
  const ground = f64x2.div(one, bothOf(mass, next));
  let lower = ground;
  let above = f64x2.splat(0);
  let s = f64x2.splat(0);
  let c = one;
  let sum = one;
  let far = f64x2.splat(0);
  const convective = nonLocal ? f64x2.gt(bothOf(nonLocal + stride, next), far) : far;
  storeFloats(slot + 12, apart, lower);
  for (let k = 1; k < n; k++) {
    slot += MIXING;
    mass += stride;
    exchange += stride;
    const m = bothOf(mass, next);
    const upper = f64x2.div(one, m);
    const g = f64x2.mul(bothOf(exchange, next), time);
    if (nonLocal) far = v128.and(convective, f64x2.mul(bothOf(nonLocal + <usize>k * stride, next), time));
    const border = f64x2.mul(far, ground);
    const down = f64x2.mul(g, lower);
    const up = f64x2.mul(f64x2.add(g, far), upper);
    const own = f64x2.add(f64x2.add(one, up), down);
    const diagonal = k === 1 ? f64x2.add(own, border) : own;
    const pivot = f64x2.div(one, f64x2.sub(diagonal, f64x2.mul(down, above)));
    if (k > 1) {
      s = f64x2.mul(pivot, f64x2.add(border, f64x2.mul(down, s)));
      c = f64x2.mul(c, above);
    }
    sum = f64x2.add(sum, f64x2.mul(c, s));
    above = f64x2.mul(up, pivot);
    storeFloats(slot, apart, f64x2.mul(down, pivot));
    storeFloats(slot + 4, apart, above);
    storeFloats(slot + 8, apart, f64x2.mul(g, pivot));
    storeFloats(slot + 12, apart, upper);
    storeFloats(slot + 16, apart, f64x2.mul(lower, m));
    storeFloats(slot + 20, apart, f64x2.mul(far, pivot));
    storeFloats(slot + 24, apart, s);
    storeFloats(slot + 28, apart, c);
    lower = upper;
  }
  storeFloats(coefficients, apart, f64x2.div(one, sum));
}

/** Adds the emission of the step to level 0. @param emitted mole fraction that one unit adds @param lost the rounding */
export function emit(row: usize, ground: usize, emission: usize, emitted: f32, lost: usize): void {
  const unit = f32x4.splat(emitted);
  for (let o: usize = 0; o < row; o += 16) {
    const q = v128.load(ground + o);
    const change = f32x4.mul(unit, v128.load(emission + o));
    const sum = f32x4.add(q, change);
    v128.store(ground + o, sum);
    v128.store(lost + o, roundingError(sum, q, change));
  }
}

/** Elimination upwards: what crosses each interface, but for the interface above it. @param amounts [level][lane] */
export function lift(n: i32, row: usize, column: usize, stride: usize, coefficients: usize, amounts: usize): void {
  clear(amounts, row);
  for (let k = 1; k < n; k++) {
    coefficients += MIXING;
    amounts += row;
    const upper = column + stride;
    const below = v128.load32_splat(coefficients);
    const own = v128.load32_splat(coefficients, 8);
    for (let o: usize = 0; o < row; o += 16) {
      const near = f32x4.mul(own, f32x4.sub(v128.load(upper + o), v128.load(column + o)));
      v128.store(amounts + o, f32x4.add(near, f32x4.mul(below, v128.load(amounts - row + o))));
    }
    column = upper;
  }
}

/**
 * Back substitution downwards. What rounding takes from a level is given to the one below, so that what is lost is that
 * of the thinnest. @param rounding [2][lane], what rounding took from the top level and from level 0 before
 */
export function settle(
  n: i32,
  row: usize,
  column: usize,
  stride: usize,
  coefficients: usize,
  amounts: usize,
  rounding: usize,
): void {
  coefficients += <usize>(n - 1) * MIXING;
  column += <usize>(n - 1) * stride;
  amounts += <usize>(n - 1) * row;
  clear(amounts + row, row);
  for (let k = n - 1; k > 0; k--) {
    const above = v128.load32_splat(coefficients, 4);
    const perMass = v128.load32_splat(coefficients, 12);
    const ratio = v128.load32_splat(coefficients, 16);
    for (let o: usize = 0; o < row; o += 16) {
      const phi = v128.load(amounts + row + o);
      const crossing = f32x4.add(v128.load(amounts + o), f32x4.mul(above, phi));
      v128.store(amounts + o, crossing);
      const change = f32x4.add(f32x4.mul(f32x4.sub(phi, crossing), perMass), v128.load(rounding + o));
      const q = v128.load(column + o);
      const sum = f32x4.add(q, change);
      v128.store(column + o, sum);
      v128.store(rounding + o, f32x4.mul(ratio, roundingError(sum, q, change)));
    }
    coefficients -= MIXING;
    column -= stride;
    amounts -= row;
  }
  const perMass = v128.load32_splat(coefficients, 12);
  for (let o: usize = 0; o < row; o += 16) {
    const lost = f32x4.add(v128.load(rounding + o), v128.load(rounding + row + o));
    const change = f32x4.add(f32x4.mul(v128.load(amounts + row + o), perMass), lost);
    v128.store(column + o, f32x4.add(v128.load(column + o), change));
  }
}
