/**
 * Horizontal advection: the piecewise parabolic step of line.ts along rows and columns of the grid. State
 * [level][row][column][lane] float32 anomalies, mass and flux float64, lane innermost. A parallel loop has one line of
 * cells as its unit. `inflow` gathers what entered each line at its two ends, [line][lane] float64 [kg x mole fraction],
 * without the reference mole fraction. Twin: src/kernels/reference/advectionReference.ts.
 */
import { advectLine, aligned, lineInflow, workBytes } from "./line";
import { countSubsteps, lineCoefficients, SLOT } from "./lineCoefficients";
import { equalSpacing, SPACING } from "./spacing";
import { copy } from "./vector";

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
  const spacing = scratch + <usize>(columns + 1) * SLOT;
  const work = aligned(spacing + SPACING);
  equalSpacing(spacing);
  for (let line = first; line < last; line++) {
    const west = boundary + <usize>((line / rows) * perimeter + (line % rows)) * row;
    const cells = state + <usize>(line * columns) * row;
    const m = mass + <usize>(line * columns) * 8;
    const f = flux + <usize>(line * (columns + 1)) * 8;
    const substeps = countSubsteps(columns, m, 8, f, 8, dt);
    const part = dt / substeps;
    for (let s = 0; s < substeps; s++) {
      lineCoefficients(columns, false, m, 8, f, 8, part, scratch);
      const airWest = load<f64>(f) * part;
      const airEast = load<f64>(f + <usize>columns * 8) * part;
      const fromWest = airWest > 0 ? west : cells;
      const fromEast = airEast < 0 ? west + <usize>rows * row : cells + <usize>(columns - 1) * row;
      advectLine(columns, lanes, false, cells, row, cells, row, scratch, spacing, 0, fromWest, fromEast, work);
      lineInflow(lanes, work, airWest, airEast, inflow + <usize>line * row * 2);
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
  const spacing = scratch + <usize>(rows + 1) * SLOT;
  const work = aligned(spacing + SPACING);
  const gathered = work + workBytes(lanes);
  equalSpacing(spacing);
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
      lineCoefficients(rows, false, m, massStride, f, massStride, part, scratch);
      const airSouth = load<f64>(f) * part;
      const airNorth = load<f64>(f + <usize>rows * massStride) * part;
      const fromSouth = airSouth > 0 ? south : gathered;
      const fromNorth = airNorth < 0 ? south + <usize>columns * row : gathered + <usize>(rows - 1) * row;
      const final = s === substeps - 1;
      const target = final ? cells : gathered;
      const targetStride = final ? stride : row;
      advectLine(
        rows,
        lanes,
        false,
        gathered,
        row,
        target,
        targetStride,
        scratch,
        spacing,
        0,
        fromSouth,
        fromNorth,
        work,
      );
      lineInflow(lanes, work, airSouth, airNorth, inflow + <usize>line * row * 2);
    }
  }
}

/** Copies cells that lie far apart into a row: the sweep then runs twice as fast. */
// @ts-ignore: decorator
@inline
function gather(n: i32, source: usize, stride: usize, target: usize, bytes: usize): void {
  for (let i = 0; i < n; i++, source += stride, target += bytes) {
    copy(target, source, bytes);
  }
}
