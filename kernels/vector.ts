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

/**
 * A sixth of the monotonized slope between two differences d of one sign, 0 where the signs differ, from e = d/3:
 * the central slope (d0 + d1)/2 within twice either difference (van Leer 1977).
 */
// @ts-ignore: decorator
@inline
export function limitedBetween(e0: v128, e1: v128, quarter: v128, zero: v128): v128 {
  return limit(f32x4.mul(quarter, f32x4.add(e0, e1)), e0, e1, zero);
}

/** `value` between 0 and the nearer of a and b where they have one sign, else 0. */
// @ts-ignore: decorator
@inline
export function limit(value: v128, a: v128, b: v128, zero: v128): v128 {
  const low = least(greatest(a, b), zero);
  const high = greatest(least(a, b), zero);
  return greatest(least(value, high), low);
}

/** What rounding took from `sum` = value + increment (Dekker 1971), exact where the value is the larger. */
// @ts-ignore: decorator
@inline
export function roundingError(sum: v128, value: v128, increment: v128): v128 {
  return f32x4.sub(increment, f32x4.sub(sum, value));
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
