/**
 * Numbers of two lines or columns side by side, in the two float64 lanes of a vector: what is shared by the lanes of a cell is
 * computed for two cells at once, to the same bits. A line alone is its own neighbour, `next` = 0: it is computed twice, and
 * stored twice in one place.
 */

/** @param next bytes from the number of the first to that of the second */
// @ts-ignore: decorator
@inline
export function bothOf(address: usize, next: usize): v128 {
  return v128.load64_lane(address + next, v128.load64_splat(address), 1);
}

// @ts-ignore: decorator
@inline
export function storeBoth(address: usize, next: usize, values: v128): void {
  v128.store64_lane(address, values, 0);
  v128.store64_lane(address + next, values, 1);
}

/** Rounded to float32. */
// @ts-ignore: decorator
@inline
export function storeFloats(address: usize, next: usize, values: v128): void {
  const rounded = f32x4.demote_f64x2_zero(values);
  v128.store32_lane(address, rounded, 0);
  v128.store32_lane(address + next, rounded, 1);
}
