/**
 * Horizontal diffusion along one line of cells, explicit, in flux form between closed ends:
 *     q_i <- q_i + (phi_(i+1) - phi_i) / m_i,      phi_i = g_i dt (q_i - q_(i-1)),
 * g the exchange of dry air through the face between two cells [kg s-1]. A line takes as many equal sub-steps as keep what
 * a cell exchanges in one below half of its air: no new extrema, and no two-cell wave changes its sign. State
 * [level][row][column][lane] float32 anomalies, mass and exchange float64. A constant stays constant to the last bit.
 * What rounding takes from one cell is given to the next. Twin: src/kernels/reference/horizontalDiffusionReference.ts.
 */
import { roundingError } from "./vector";

/** Greatest share of its air that a cell exchanges in a sub-step. */
const GREATEST_SHARE: f64 = 0.5;
const MOST_SUBSTEPS: f64 = 1000;
/**
 * Bytes of a cell's coefficients: exchange through its upper face in a sub-step, 1 / m, m of the cell before / m, and by
 * what share 1 / m is too small for having been rounded.
 */
const SLOT: usize = 16;

/** Lines along x: line = level * rows + row; `exchange` [level][row][column + 1]. */
export function diffuseX(
  columns: i32,
  rows: i32,
  lanes: i32,
  dt: f64,
  state: usize,
  mass: usize,
  exchange: usize,
  first: i32,
  last: i32,
  scratch: usize,
): void {
  const row = <usize>lanes * 4;
  for (let line = first; line < last; line++) {
    const cells = state + <usize>(line * columns) * row;
    const m = mass + <usize>(line * columns) * 8;
    diffuseLine(columns, lanes, dt, cells, row, m, 8, exchange + <usize>(line * (columns + 1)) * 8, scratch);
  }
}

/** Lines along y: line = level * columns + column; `exchange` [level][row + 1][column]. */
export function diffuseY(
  columns: i32,
  rows: i32,
  lanes: i32,
  dt: f64,
  state: usize,
  mass: usize,
  exchange: usize,
  first: i32,
  last: i32,
  scratch: usize,
): void {
  const row = <usize>lanes * 4;
  const stride = <usize>columns;
  for (let line = first; line < last; line++) {
    const level = line / columns;
    const column = line % columns;
    const start = <usize>(level * rows * columns + column);
    const g = exchange + <usize>(level * (rows + 1) * columns + column) * 8;
    diffuseLine(rows, lanes, dt, state + start * row, stride * row, mass + start * 8, stride * 8, g, scratch);
  }
}

function diffuseLine(
  n: i32,
  lanes: i32,
  dt: f64,
  cells: usize,
  stride: usize,
  mass: usize,
  massStride: usize,
  exchange: usize,
  scratch: usize,
): void {
  let worst: f64 = 0;
  let left: f64 = 0;
  for (let i = 0; i < n; i++) {
    const right = i < n - 1 ? load<f64>(exchange + <usize>(i + 1) * massStride) : 0;
    const share = (dt * (left + right)) / load<f64>(mass + <usize>i * massStride);
    if (!(share >= 0)) unreachable();
    worst = max(worst, share);
    left = right;
  }
  if (worst === 0) return;
  const count = ceil(worst / GREATEST_SHARE);
  if (!(count < MOST_SUBSTEPS)) unreachable();
  const part = dt / count;
  let before: f64 = 0;
  for (let i = 0; i < n; i++) {
    const slot = scratch + <usize>i * SLOT;
    const m = load<f64>(mass + <usize>i * massStride);
    const right = i < n - 1 ? load<f64>(exchange + <usize>(i + 1) * massStride) : 0;
    store<f32>(slot, <f32>(right * part));
    const reciprocal = <f32>(1 / m);
    store<f32>(slot, reciprocal, 4);
    store<f32>(slot, <f32>(1 - m * <f64>reciprocal), 12);
    store<f32>(slot, <f32>(before / m), 8);
    before = m;
  }
  for (let s = 0; s < <i32>count; s++) substep(n, lanes, cells, stride, scratch);
}

function substep(n: i32, lanes: i32, cells: usize, stride: usize, coefficients: usize): void {
  const zero = f32x4.splat(0);
  for (let o: usize = 0, bytes = <usize>lanes * 4; o < bytes; o += 16) {
    let p = cells + o;
    let c = coefficients;
    let q = v128.load(p);
    let entering = zero;
    let lost = zero;
    for (let i = 0; i < n; i++) {
      const next = i < n - 1 ? v128.load(p + stride) : q;
      const leaving = f32x4.mul(v128.load32_splat(c), f32x4.sub(next, q));
      const given = f32x4.mul(v128.load32_splat(c, 8), lost);
      const gain = f32x4.mul(f32x4.sub(leaving, entering), v128.load32_splat(c, 4));
      const change = f32x4.add(gain, given);
      const after = f32x4.add(q, change);
      v128.store(p, after);
      lost = f32x4.add(roundingError(after, q, change), f32x4.mul(gain, v128.load32_splat(c, 12)));
      entering = leaving;
      q = next;
      p += stride;
      c += SLOT;
    }
  }
}
