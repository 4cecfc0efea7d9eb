/**
 * Horizontal advection by the piecewise parabolic method (Colella & Woodward 1984, doi:10.1016/0021-9991(84)90143-8,
 * eqs. 1.6-1.12), monotonic, in advective form
 *     q <- q + (F_l (q_l - q) - F_r (q_r - q)) / m_new,
 * exact where q is uniform. State [level][row][column][lane] float32 anomalies, mass and flux float64, lane innermost.
 * A parallel loop has one line of cells as its unit. `inflow` gathers what entered each line at its two ends, [line]
 * [lane] float64 [kg x mole fraction], without the reference mole fraction. Twin: src/kernels/reference/advection.ts.
 */
import { countSubsteps, lineCoefficients, SLOT } from "./lineCoefficients";
import { addProduct, greatest, least, limitedBetween, roundingError } from "./vector";

/** Lines along x: line = level * rows + row. `boundary`: [level][position][lane], west rows, then east rows first. */
export function advectX(
  columns: i32,
  rows: i32,
  lanes: i32,
  dt: f64,
  state: usize,
  mass: usize,
  flux: usize,
  boundary: usize,
  inflow: usize,
  first: i32,
  last: i32,
  scratch: usize,
): void {
  const row = <usize>lanes * 4;
  const perimeter = 2 * (columns + rows);
  for (let line = first; line < last; line++) {
    const west = boundary + <usize>((line / rows) * perimeter + (line % rows)) * row;
    const cells = state + <usize>(line * columns) * row;
    const m = mass + <usize>(line * columns) * 8;
    const f = flux + <usize>(line * (columns + 1)) * 8;
    const substeps = countSubsteps(columns, m, 8, f, 8, dt);
    const part = dt / substeps;
    for (let s = 0; s < substeps; s++) {
      lineCoefficients(columns, m, 8, f, 8, part, scratch);
      advectLine(
        columns, lanes, cells, row, cells, row, scratch, west, west + <usize>rows * row,
        inflow + <usize>line * row * 2, load<f64>(f) * part, load<f64>(f + <usize>columns * 8) * part,
      );
    }
  }
}

/** Lines along y: line = level * columns + column. South columns follow the east rows of `boundary`, then north. */
export function advectY(
  columns: i32,
  rows: i32,
  lanes: i32,
  dt: f64,
  state: usize,
  mass: usize,
  flux: usize,
  boundary: usize,
  inflow: usize,
  first: i32,
  last: i32,
  scratch: usize,
): void {
  const row = <usize>lanes * 4;
  const perimeter = 2 * (columns + rows);
  const massStride = <usize>columns * 8;
  const stride = <usize>columns * row;
  const gathered = scratch + <usize>(rows + 1) * SLOT;
  for (let line = first; line < last; line++) {
    const level = line / columns;
    const column = line % columns;
    const south = boundary + <usize>(level * perimeter + 2 * rows + column) * row;
    const cells = state + <usize>(level * rows * columns + column) * row;
    const m = mass + <usize>(level * rows * columns + column) * 8;
    const f = flux + <usize>(level * (rows + 1) * columns + column) * 8;
    const substeps = countSubsteps(rows, m, massStride, f, massStride, dt);
    const part = dt / substeps;
    gather(rows, cells, stride, gathered, row);
    for (let s = 0; s < substeps; s++) {
      lineCoefficients(rows, m, massStride, f, massStride, part, scratch);
      const final = s == substeps - 1;
      advectLine(
        rows, lanes, gathered, row, final ? cells : gathered, final ? stride : row, scratch,
        south, south + <usize>columns * row, inflow + <usize>line * row * 2,
        load<f64>(f) * part, load<f64>(f + <usize>rows * massStride) * part,
      );
    }
  }
}

/** Copies cells that lie far apart into a row: the sweep then runs twice as fast. */
// @ts-ignore: decorator
@inline
function gather(n: i32, source: usize, stride: usize, target: usize, bytes: usize): void {
  for (let i = 0; i < n; i++, source += stride, target += bytes) {
    for (let o: usize = 0; o < bytes; o += 16) v128.store(target + o, v128.load(source + o));
  }
}

/**
 * One sub-step of one line, 4 lanes at a time, in place or from `source` to `target`. With d = q_(i+1) - q_i and t a
 * sixth of the limited slope, the edge between i and i + 1 lies r = d/2 - (t_(i+1) - t_i) above q_i and l = d - r below
 * q_(i+1); dr and dl are r and l of one cell made monotonic. Where the air leaves cell i to the right (F > 0) the step
 * of cell i ends and that of cell i + 1 begins; where it comes from the right, both wait for the parabola of i + 1.
 * `west` and `east` hold what flows in; what flows out sees the outermost cell repeated.
 *
 * What rounding takes from one cell is given to the next, so that a line loses at most one rounding: in a steady wind
 * the roundings of every step are the same, and the carbon of the domain would drift by 1e-9 a day.
 */
function advectLine(
  n: i32,
  lanes: i32,
  source: usize,
  sourceStride: usize,
  target: usize,
  targetStride: usize,
  coefficients: usize,
  west: usize,
  east: usize,
  inflow: usize,
  airWest: f64,
  airEast: f64,
): void {
  const zero = f32x4.splat(0);
  const half = f32x4.splat(0.5);
  const third = f32x4.splat(<f32>(1.0 / 3));
  const quarter = f32x4.splat(0.25);
  for (let o: usize = 0, bytes = <usize>lanes * 4; o < bytes; o += 16) {
    let read = source + o;
    let write = target + o;
    let c = coefficients;
    let q0 = v128.load(read);
    let q1 = v128.load(read + sourceStride);
    const lastCell = v128.load(read + <usize>(n - 1) * sourceStride);
    const ghostWest = airWest > 0 ? v128.load(west + o) : q0;
    const ghostEast = airEast < 0 ? v128.load(east + o) : lastCell;
    const d0 = f32x4.sub(q0, ghostWest);
    let d1 = f32x4.sub(q1, q0);
    let e1 = f32x4.mul(third, d1);
    let t0 = limitedBetween(f32x4.mul(third, d0), e1, quarter, zero);
    let l = f32x4.add(f32x4.mul(half, d0), t0);
    let before = zero;
    let q = q0;
    let gain = f32x4.mul(v128.load32_splat(c), f32x4.sub(ghostWest, q0));
    let lost = zero;
    if (airWest > 0) addProduct(inflow + 2 * o, airWest, ghostWest);
    for (let i = 0; i < n; i++) {
      let q2 = ghostEast;
      if (i + 2 < n) q2 = v128.load(read + 2 * sourceStride);
      const d2 = f32x4.sub(q2, q1);
      const e2 = f32x4.mul(third, d2);
      const t1 = limitedBetween(e1, e2, quarter, zero);
      const middle = f32x4.mul(half, d1);
      const rise = f32x4.sub(t1, t0);
      const r = f32x4.sub(middle, rise);
      const low = least(greatest(r, l), zero);
      const high = greatest(least(r, l), zero);
      const low2 = f32x4.add(low, low);
      const high2 = f32x4.add(high, high);
      const dr = greatest(least(r, high2), low2);
      const dl = greatest(least(l, high2), low2);
      if (!(load<f32>(c) > 0)) {
        const out = f32x4.sub(f32x4.mul(v128.load32_splat(c, 12), dr), f32x4.mul(v128.load32_splat(c, 8), dl));
        if (i) {
          const loss = f32x4.mul(v128.load32_splat(c - SLOT, 4), f32x4.add(out, before));
          const change = f32x4.add(f32x4.sub(gain, loss), lost);
          const after = f32x4.add(q, change);
          v128.store(write - targetStride, after);
          lost = f32x4.mul(v128.load32_splat(c, 16), roundingError(after, q, change));
        } else {
          addProduct(inflow + 2 * o, airWest, f32x4.add(q0, out));
        }
        gain = f32x4.mul(v128.load32_splat(c), out);
      }
      c += SLOT;
      if (load<f32>(c) > 0) {
        const out = f32x4.sub(f32x4.mul(v128.load32_splat(c, 8), dr), f32x4.mul(v128.load32_splat(c, 12), dl));
        const loss = f32x4.mul(v128.load32_splat(c - SLOT, 4), out);
        const change = f32x4.add(f32x4.sub(gain, loss), lost);
        const after = f32x4.add(q0, change);
        v128.store(write, after);
        lost = f32x4.mul(v128.load32_splat(c, 16), roundingError(after, q0, change));
        gain = f32x4.mul(v128.load32_splat(c), f32x4.sub(out, d1));
        if (i == n - 1) addProduct(inflow + 2 * o, -airEast, f32x4.add(q0, out));
      }
      before = d1;
      q = q0;
      q0 = q1;
      q1 = q2;
      d1 = d2;
      e1 = e2;
      t0 = t1;
      l = f32x4.add(middle, rise);
      read += sourceStride;
      write += targetStride;
    }
    if (!(load<f32>(c) > 0)) {
      const loss = f32x4.mul(v128.load32_splat(c - SLOT, 4), f32x4.sub(ghostEast, lastCell));
      v128.store(write - targetStride, f32x4.add(q, f32x4.add(f32x4.sub(gain, loss), lost)));
      addProduct(inflow + 2 * o, -airEast, ghostEast);
    }
  }
}
