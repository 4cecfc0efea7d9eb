/**
 * Vectors of four float32 lanes. `pmin` and `pmax` compile to one instruction each; `min` and `max` would cost seven
 * for the rules of NaN and -0.
 */

// @ts-ignore: decorator
@inline
export function least(a: v128, b: v128): v128 {
  return f32x4.pmin(a, b);
}

// @ts-ignore: decorator
@inline
export function greatest(a: v128, b: v128): v128 {
  return f32x4.pmax(a, b);
}

/** The smaller in magnitude of two values of one sign, 0 where the signs differ. */
// @ts-ignore: decorator
@inline
export function minmod(a: v128, b: v128): v128 {
  const zero = f32x4.splat(0);
  return greatest(least(a, b), least(greatest(a, b), zero));
}

/** `slope` limited to twice the smaller of two differences of one sign (van Leer), 0 where the signs differ. */
// @ts-ignore: decorator
@inline
export function limitedSlope(slope: v128, d0: v128, d1: v128): v128 {
  const zero = f32x4.splat(0);
  const low = least(greatest(d0, d1), zero);
  const high = greatest(least(d0, d1), zero);
  return greatest(f32x4.add(low, low), least(slope, f32x4.add(high, high)));
}

/** target[0..3] += factor * a, in float64. */
// @ts-ignore: decorator
@inline
export function addProduct(target: usize, factor: f64, a: v128): void {
  const f = f64x2.splat(factor);
  const high = i8x16.shuffle(a, a, 8, 9, 10, 11, 12, 13, 14, 15, 8, 9, 10, 11, 12, 13, 14, 15);
  v128.store(target, f64x2.add(v128.load(target), f64x2.mul(f, f64x2.promote_low_f32x4(a))));
  v128.store(target, f64x2.add(v128.load(target, 16), f64x2.mul(f, f64x2.promote_low_f32x4(high))), 16);
}
