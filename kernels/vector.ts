/** Vectors of four float32 lanes. `pmin` compiles to one instruction; `min` would cost seven for the rules of NaN and -0. */

// @ts-ignore: decorator
@inline
export function least(a: v128, b: v128): v128 {
  return f32x4.pmin(a, b);
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

/** A row of zeros. Faster than memory.fill and memory.copy, which call out of the module, for rows of a few hundred bytes. */
// @ts-ignore: decorator
@inline
export function clear(target: usize, bytes: usize): void {
  const zero = f32x4.splat(0);
  for (let o: usize = 0; o < bytes; o += 16) v128.store(target + o, zero);
}

// @ts-ignore: decorator
@inline
export function copy(target: usize, source: usize, bytes: usize): void {
  for (let o: usize = 0; o < bytes; o += 16) v128.store(target + o, v128.load(source + o));
}

/** -1 in the lanes of the last, partial vector of a row that are members. */
// @ts-ignore: decorator
@inline
export function maskOf(members: i32): v128 {
  return i32x4.gt_s(i32x4.splat(members & 3), i32x4(0, 1, 2, 3));
}

// @ts-ignore: decorator
@inline
export function sumOfLanes(a: v128): f64 {
  return (
    <f64>f32x4.extract_lane(a, 0) +
    f32x4.extract_lane(a, 1) +
    (<f64>f32x4.extract_lane(a, 2) + f32x4.extract_lane(a, 3))
  );
}
