/** Rows of float64 whose length is a multiple of 16 bytes. */

// @ts-ignore: decorator
@inline
export function dotProduct(a: usize, b: usize, bytes: usize): f64 {
  let sum = f64x2.splat(0);
  for (let o: usize = 0; o < bytes; o += 16) sum = f64x2.add(sum, f64x2.mul(v128.load(a + o), v128.load(b + o)));
  return f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1);
}

/** target += factor * a */
// @ts-ignore: decorator
@inline
export function addScaled(target: usize, factor: f64, a: usize, bytes: usize): void {
  const f = f64x2.splat(factor);
  for (let o: usize = 0; o < bytes; o += 16) {
    v128.store(target + o, f64x2.add(v128.load(target + o), f64x2.mul(f, v128.load(a + o))));
  }
}

/** target = factor * a */
// @ts-ignore: decorator
@inline
export function setScaled(target: usize, factor: f64, a: usize, bytes: usize): void {
  const f = f64x2.splat(factor);
  for (let o: usize = 0; o < bytes; o += 16) v128.store(target + o, f64x2.mul(f, v128.load(a + o)));
}
