/**
 * Serial EnSRF (Whitaker & Hamill 2002) of several observations on float32 rows, member innermost. One after another,
 * observation j adds g_j u_j with the gain g_j = taper_j sum_m x_m w_jm of the row x as it then is; so with x as it came
 *     c_j = sum_m x_m w_jm,   g_j = taper_j (c_j + sum_{k<j} g_k u_k.w_j),   x_m <- x_m + sum_j g_j u_jm
 * is the same in two passes over the row: w and u are known beforehand, as is `overlaps` u_k.w_j. As sum_m w_jm = 0, any
 * pivot may be taken from x before the sum: lane 0 is, so a large mean costs no digits.
 * Twin: src/kernels/reference/ensrfReference.ts.
 *
 * A line of the loop is four rows of one cell, which share its observations and tapers: line l is cell
 * `cells[l % cellCount]` of the levels at `levels[4 * (l / cellCount)]` and the three pointers that follow, of which some
 * may be equal. Its observations are entries starts[i] .. starts[i + 1] - 1 of `listed` and `tapers`.
 */

/** Observations whose gains are found together: more need fewer passes over the row but a larger triangle of overlaps. */
const BLOCK = 16;

export function ensrfUpdate(
  levels: usize,
  cells: usize,
  cellCount: i32,
  starts: usize,
  listed: usize,
  tapers: usize,
  lanes: i32,
  weights: usize,
  increments: usize,
  overlaps: usize,
  overlapStride: i32,
  status: usize,
  first: i32,
  last: i32,
  scratch: usize,
): void {
  const rowBytes = (<usize>lanes) << 2;
  const gains = scratch;
  const departures = scratch + (BLOCK << 4);
  for (let line = first; line < last; line++) {
    const group = levels + ((<usize>(line / cellCount)) << 4);
    const at = (<usize>(line % cellCount)) << 2;
    const offset = <usize>load<i32>(cells + at) * rowBytes;
    const row0 = <usize>load<u32>(group) + offset;
    const row1 = <usize>load<u32>(group, 4) + offset;
    const row2 = <usize>load<u32>(group, 8) + offset;
    const row3 = <usize>load<u32>(group, 12) + offset;
    const end = load<i32>(starts + at, 4);
    for (let start = load<i32>(starts + at); start < end; start += BLOCK) {
      const count = min(end - start, BLOCK);
      const observations = listed + ((<usize>start) << 2);
      subtractPivots(row0, row1, row2, row3, rowBytes, departures);
      let j = 0;
      for (; j + 2 <= count; j += 2) {
        covariancesOfTwo(departures, rowBytes, weights, observations + ((<usize>j) << 2), gains + ((<usize>j) << 4));
      }
      if (j < count) {
        covariancesOfOne(departures, rowBytes, weights, observations + ((<usize>j) << 2), gains + ((<usize>j) << 4));
      }
      if (!solve(gains, count, observations, tapers + ((<usize>start) << 2), overlaps, overlapStride)) {
        leaveOut(gains, count, observations, status);
      }
      addIncrements(row0, row1, row2, row3, rowBytes, gains, count, observations, increments);
    }
  }
}

/** departures [vector][row] = row - its lane 0 */
// @ts-ignore: decorator
@inline
function subtractPivots(row0: usize, row1: usize, row2: usize, row3: usize, rowBytes: usize, departures: usize): void {
  const pivot0 = v128.load32_splat(row0);
  const pivot1 = v128.load32_splat(row1);
  const pivot2 = v128.load32_splat(row2);
  const pivot3 = v128.load32_splat(row3);
  let to = departures;
  for (let lane: usize = 0; lane < rowBytes; lane += 16, to += 64) {
    v128.store(to, f32x4.sub(v128.load(row0 + lane), pivot0));
    v128.store(to, f32x4.sub(v128.load(row1 + lane), pivot1), 16);
    v128.store(to, f32x4.sub(v128.load(row2 + lane), pivot2), 32);
    v128.store(to, f32x4.sub(v128.load(row3 + lane), pivot3), 48);
  }
}

/** The sums of the lanes of four vectors. */
// @ts-ignore: decorator
@inline
function sumsOf(a: v128, b: v128, c: v128, d: v128): v128 {
  const ab = f32x4.add(v128.shuffle<f32>(a, b, 0, 4, 1, 5), v128.shuffle<f32>(a, b, 2, 6, 3, 7));
  const cd = f32x4.add(v128.shuffle<f32>(c, d, 0, 4, 1, 5), v128.shuffle<f32>(c, d, 2, 6, 3, 7));
  return f32x4.add(v128.shuffle<f32>(ab, cd, 0, 1, 4, 5), v128.shuffle<f32>(ab, cd, 2, 3, 6, 7));
}

// @ts-ignore: decorator
@inline
function covariancesOfTwo(departures: usize, rowBytes: usize, weights: usize, observations: usize, out: usize): void {
  let w = weights + <usize>load<i32>(observations) * rowBytes;
  let v = weights + <usize>load<i32>(observations, 4) * rowBytes;
  let a0 = f32x4.splat(0);
  let a1 = f32x4.splat(0);
  let a2 = f32x4.splat(0);
  let a3 = f32x4.splat(0);
  let b0 = f32x4.splat(0);
  let b1 = f32x4.splat(0);
  let b2 = f32x4.splat(0);
  let b3 = f32x4.splat(0);
  const end = departures + (rowBytes << 2);
  for (let x = departures; x < end; x += 64, w += 16, v += 16) {
    const a = v128.load(w);
    const b = v128.load(v);
    const x0 = v128.load(x);
    a0 = f32x4.add(a0, f32x4.mul(x0, a));
    b0 = f32x4.add(b0, f32x4.mul(x0, b));
    const x1 = v128.load(x, 16);
    a1 = f32x4.add(a1, f32x4.mul(x1, a));
    b1 = f32x4.add(b1, f32x4.mul(x1, b));
    const x2 = v128.load(x, 32);
    a2 = f32x4.add(a2, f32x4.mul(x2, a));
    b2 = f32x4.add(b2, f32x4.mul(x2, b));
    const x3 = v128.load(x, 48);
    a3 = f32x4.add(a3, f32x4.mul(x3, a));
    b3 = f32x4.add(b3, f32x4.mul(x3, b));
  }
  v128.store(out, sumsOf(a0, a1, a2, a3));
  v128.store(out, sumsOf(b0, b1, b2, b3), 16);
}

// @ts-ignore: decorator
@inline
function covariancesOfOne(departures: usize, rowBytes: usize, weights: usize, observations: usize, out: usize): void {
  let w = weights + <usize>load<i32>(observations) * rowBytes;
  let a0 = f32x4.splat(0);
  let a1 = f32x4.splat(0);
  let a2 = f32x4.splat(0);
  let a3 = f32x4.splat(0);
  const end = departures + (rowBytes << 2);
  for (let x = departures; x < end; x += 64, w += 16) {
    const a = v128.load(w);
    a0 = f32x4.add(a0, f32x4.mul(v128.load(x), a));
    a1 = f32x4.add(a1, f32x4.mul(v128.load(x, 16), a));
    a2 = f32x4.add(a2, f32x4.mul(v128.load(x, 32), a));
    a3 = f32x4.add(a3, f32x4.mul(v128.load(x, 48), a));
  }
  v128.store(out, sumsOf(a0, a1, a2, a3));
}

/** Turns c into g, four rows a vector, two observations at a time. @returns whether every gain is finite */
// @ts-ignore: decorator
@inline
function solve(
  gains: usize,
  count: i32,
  observations: usize,
  tapers: usize,
  overlaps: usize,
  overlapStride: i32,
): bool {
  const largest = f32x4.splat(f32.MAX_VALUE);
  let finite = i32x4.splat(-1);
  let before0 = f32x4.splat(0);
  let before1 = f32x4.splat(0);
  const stride = (<usize>overlapStride) << 2;
  const end = observations + ((<usize>count) << 2);
  let taper = tapers;
  let to = gains;
  for (let j = observations; j < end; j += 8, taper += 8, to += 32) {
    const second = j + 4 < end;
    const overlap0 = overlaps + <usize>load<i32>(j) * stride;
    const overlap1 = overlaps + <usize>load<i32>(second ? j + 4 : j) * stride;
    let c0 = v128.load(to);
    let c1 = v128.load(to, 16);
    let gain = gains;
    let k = observations;
    for (; k + 8 < j; k += 4, gain += 16) {
      const at = (<usize>load<i32>(k)) << 2;
      const g = v128.load(gain);
      c0 = f32x4.add(c0, f32x4.mul(g, v128.load32_splat(overlap0 + at)));
      c1 = f32x4.add(c1, f32x4.mul(g, v128.load32_splat(overlap1 + at)));
    }
    if (k < j) {
      const at0 = (<usize>load<i32>(k)) << 2;
      const at1 = (<usize>load<i32>(k, 4)) << 2;
      c0 = f32x4.add(c0, f32x4.mul(before0, v128.load32_splat(overlap0 + at0)));
      c1 = f32x4.add(c1, f32x4.mul(before0, v128.load32_splat(overlap1 + at0)));
      c0 = f32x4.add(c0, f32x4.mul(before1, v128.load32_splat(overlap0 + at1)));
      c1 = f32x4.add(c1, f32x4.mul(before1, v128.load32_splat(overlap1 + at1)));
    }
    before0 = f32x4.mul(c0, v128.load32_splat(taper));
    finite = v128.and(finite, f32x4.lt(f32x4.abs(before0), largest));
    v128.store(to, before0);
    if (second) {
      c1 = f32x4.add(c1, f32x4.mul(before0, v128.load32_splat(overlap1 + ((<usize>load<i32>(j)) << 2))));
      before1 = f32x4.mul(c1, v128.load32_splat(taper, 4));
      finite = v128.and(finite, f32x4.lt(f32x4.abs(before1), largest));
      v128.store(to, before1, 16);
    }
  }
  return i32x4.all_true(finite);
}

/** Rows with a gain that is not finite: reports the first such observation of each and makes all gains of the row 0. */
function leaveOut(gains: usize, count: i32, observations: usize, status: usize): void {
  for (let row: usize = 0; row < 16; row += 4) {
    for (let k = 0; k < count; k++) {
      if (abs(load<f32>(gains + ((<usize>k) << 4) + row)) < f32.MAX_VALUE) continue;
      atomic.store<i32>(status + ((<usize>load<i32>(observations + ((<usize>k) << 2))) << 2), 1);
      for (let j = 0; j < count; j++) store<f32>(gains + ((<usize>j) << 4) + row, 0);
      break;
    }
  }
}

/** row += sum_j gain_j increment_j */
// @ts-ignore: decorator
@inline
function addIncrements(
  row0: usize,
  row1: usize,
  row2: usize,
  row3: usize,
  rowBytes: usize,
  gains: usize,
  count: i32,
  observations: usize,
  increments: usize,
): void {
  const end = observations + ((<usize>count) << 2);
  let lane: usize = 0;
  for (; lane + 32 <= rowBytes; lane += 32) {
    let a0 = v128.load(row0 + lane);
    let a1 = v128.load(row1 + lane);
    let a2 = v128.load(row2 + lane);
    let a3 = v128.load(row3 + lane);
    let b0 = v128.load(row0 + lane, 16);
    let b1 = v128.load(row1 + lane, 16);
    let b2 = v128.load(row2 + lane, 16);
    let b3 = v128.load(row3 + lane, 16);
    const from = increments + lane;
    let gain = gains;
    for (let j = observations; j < end; j += 4, gain += 16) {
      const u = from + <usize>load<i32>(j) * rowBytes;
      const a = v128.load(u);
      const b = v128.load(u, 16);
      const g0 = v128.load32_splat(gain);
      a0 = f32x4.add(a0, f32x4.mul(g0, a));
      b0 = f32x4.add(b0, f32x4.mul(g0, b));
      const g1 = v128.load32_splat(gain, 4);
      a1 = f32x4.add(a1, f32x4.mul(g1, a));
      b1 = f32x4.add(b1, f32x4.mul(g1, b));
      const g2 = v128.load32_splat(gain, 8);
      a2 = f32x4.add(a2, f32x4.mul(g2, a));
      b2 = f32x4.add(b2, f32x4.mul(g2, b));
      const g3 = v128.load32_splat(gain, 12);
      a3 = f32x4.add(a3, f32x4.mul(g3, a));
      b3 = f32x4.add(b3, f32x4.mul(g3, b));
    }
    v128.store(row0 + lane, a0);
    v128.store(row1 + lane, a1);
    v128.store(row2 + lane, a2);
    v128.store(row3 + lane, a3);
    v128.store(row0 + lane, b0, 16);
    v128.store(row1 + lane, b1, 16);
    v128.store(row2 + lane, b2, 16);
    v128.store(row3 + lane, b3, 16);
  }
  if (lane < rowBytes) {
    let a0 = v128.load(row0 + lane);
    let a1 = v128.load(row1 + lane);
    let a2 = v128.load(row2 + lane);
    let a3 = v128.load(row3 + lane);
    const from = increments + lane;
    let gain = gains;
    for (let j = observations; j < end; j += 4, gain += 16) {
      const a = v128.load(from + <usize>load<i32>(j) * rowBytes);
      a0 = f32x4.add(a0, f32x4.mul(v128.load32_splat(gain), a));
      a1 = f32x4.add(a1, f32x4.mul(v128.load32_splat(gain, 4), a));
      a2 = f32x4.add(a2, f32x4.mul(v128.load32_splat(gain, 8), a));
      a3 = f32x4.add(a3, f32x4.mul(v128.load32_splat(gain, 12), a));
    }
    v128.store(row0 + lane, a0);
    v128.store(row1 + lane, a1);
    v128.store(row2 + lane, a2);
    v128.store(row3 + lane, a3);
  }
}
