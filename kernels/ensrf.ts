/**
 * Row update of the serial EnSRF (Whitaker & Hamill 2002) for one observation, float32, member innermost:
 *     K = taper * sum_m x_m w_m,   x_m <- x_m + K g_m
 * with w_m = y'_m / ((N - 1) (HPH + R)) and g_m = d - alpha y'_m, both zero in lanes that are no members. As
 * sum_m w_m = 0, any pivot may be taken from x before the sum: lane 0 is, so a large mean costs no digits.
 * Twin: src/kernels/reference/ensrf.ts.
 *
 * Line l of the loop is cell `cells[l % cellCount]` of level `l / cellCount`; `levels` holds one pointer a level.
 * A row whose gain is not finite is left alone and reported in `status`.
 */
export function ensrfUpdate(
  levels: usize,
  cells: usize,
  tapers: usize,
  cellCount: i32,
  lanes: i32,
  weights: usize,
  increments: usize,
  status: usize,
  first: i32,
  last: i32,
  scratch: usize,
): void {
  const rowBytes = (<usize>lanes) << 2;
  let level = first / cellCount;
  let index = first % cellCount;
  let base: usize = load<u32>(levels + ((<usize>level) << 2));
  for (let line = first; line < last; line++) {
    const row = base + <usize>load<i32>(cells + ((<usize>index) << 2)) * rowBytes;
    const pivot = v128.load32_splat(row);
    let even = f32x4.splat(0);
    let odd = f32x4.splat(0);
    let lane: usize = 0;
    for (; lane + 32 <= rowBytes; lane += 32) {
      even = f32x4.add(even, f32x4.mul(f32x4.sub(v128.load(row + lane), pivot), v128.load(weights + lane)));
      odd = f32x4.add(odd, f32x4.mul(f32x4.sub(v128.load(row + lane, 16), pivot), v128.load(weights + lane, 16)));
    }
    if (lane < rowBytes) {
      even = f32x4.add(even, f32x4.mul(f32x4.sub(v128.load(row + lane), pivot), v128.load(weights + lane)));
    }
    const sums = f32x4.add(even, odd);
    const sum =
      f32x4.extract_lane(sums, 0) +
      f32x4.extract_lane(sums, 1) +
      (f32x4.extract_lane(sums, 2) + f32x4.extract_lane(sums, 3));
    const gain = sum * load<f32>(tapers + ((<usize>index) << 2));
    if (abs(gain) < f32.MAX_VALUE) {
      const gains = f32x4.splat(gain);
      for (lane = 0; lane < rowBytes; lane += 16) {
        v128.store(
          row + lane,
          f32x4.add(v128.load(row + lane), f32x4.mul(gains, v128.load(increments + lane))),
        );
      }
    } else {
      atomic.store<i32>(status, 1);
    }
    if (++index == cellCount) {
      index = 0;
      level++;
      if (line + 1 < last) base = load<u32>(levels + ((<usize>level) << 2));
    }
  }
}
