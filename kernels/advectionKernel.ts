/**
 * Horizontal advection: the piecewise parabolic step of line.ts along rows and columns of the grid. State
 * [level][row][column][lane] float32 anomalies, mass and flux float64, lane innermost. A parallel loop has one line of
 * cells as its unit; coefficients are computed for two at once, where these have the same number of sub-steps (pair.ts).
 * `inflow` gathers what entered each line at its two ends, [line][lane] float64 [kg x mole fraction], without the reference
 * mole fraction. Twin: src/kernels/reference/advectionReference.ts.
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
  const massRow = <usize>columns * 8;
  const apart = <usize>(columns + 1) * SLOT;
  const spacing = scratch + 2 * apart;
  const work = aligned(spacing + SPACING);
  equalSpacing(spacing);
  let line = first;
  while (line < last) {
    const m = mass + <usize>(line * columns) * 8;
    const f = flux + <usize>(line * (columns + 1)) * 8;
    let massNext: usize = line + 1 < last ? massRow : 0;
    let fluxNext: usize = massNext ? massRow + 8 : 0;
    const counts = countSubsteps(columns, m, 8, massNext, f, 8, fluxNext, dt);
    const substeps = <i32>f64x2.extract_lane(counts, 0);
    if (substeps !== <i32>f64x2.extract_lane(counts, 1)) massNext = fluxNext = 0;
    const part = dt / substeps;
    const end = massNext ? line + 2 : line + 1;
    for (let s = 0; s < substeps; s++) {
      lineCoefficients(columns, false, m, 8, massNext, f, 8, fluxNext, part, scratch, apart);
      for (let own = line; own < end; own++) {
        const west = boundary + <usize>((own / rows) * perimeter + (own % rows)) * row;
        const cells = state + <usize>(own * columns) * row;
        const air = flux + <usize>(own * (columns + 1)) * 8;
        const airWest = load<f64>(air) * part;
        const airEast = load<f64>(air + <usize>columns * 8) * part;
        const fromWest = airWest > 0 ? west : cells;
        const fromEast = airEast < 0 ? west + <usize>rows * row : cells + <usize>(columns - 1) * row;
        const shares = own === line ? scratch : scratch + apart;
        advectLine(columns, lanes, false, cells, row, cells, row, shares, spacing, 0, fromWest, fromEast, work);
        lineInflow(lanes, work, airWest, airEast, inflow + <usize>own * row * 2);
      }
    }
    line = end;
  }
}

/**
 * Lines along y: line = level * columns + column. South columns follow the east rows of `boundary`, then north. There is room for
 * one gathered line, so that lines of several sub-steps go one by one.
 */
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
  const apart = <usize>(rows + 1) * SLOT;
  const spacing = scratch + 2 * apart;
  const work = aligned(spacing + SPACING);
  const gathered = work + workBytes(lanes);
  equalSpacing(spacing);
  let line = first;
  while (line < last) {
    const level = line / columns;
    const column = line % columns;
    const m = mass + <usize>(level * rows * columns + column) * 8;
    const f = flux + <usize>(level * (rows + 1) * columns + column) * 8;
    let next: usize = line + 1 < last && column + 1 < columns ? 8 : 0;
    const counts = countSubsteps(rows, m, massStride, next, f, massStride, next, dt);
    const substeps = <i32>f64x2.extract_lane(counts, 0);
    if (substeps > 1 || substeps !== <i32>f64x2.extract_lane(counts, 1)) next = 0;
    const part = dt / substeps;
    const lines = next ? 2 : 1;
    for (let s = 0; s < substeps; s++) {
      lineCoefficients(rows, false, m, massStride, next, f, massStride, next, part, scratch, apart);
      for (let l = 0; l < lines; l++) {
        const south = boundary + <usize>(level * perimeter + 2 * rows + column + l) * row;
        const cells = state + <usize>(level * rows * columns + column + l) * row;
        if (s === 0) gather(rows, cells, stride, gathered, row);
        const air = f + <usize>l * 8;
        const airSouth = load<f64>(air) * part;
        const airNorth = load<f64>(air + <usize>rows * massStride) * part;
        const fromSouth = airSouth > 0 ? south : gathered;
        const fromNorth = airNorth < 0 ? south + <usize>columns * row : gathered + <usize>(rows - 1) * row;
        const final = s === substeps - 1;
        const target = final ? cells : gathered;
        const targetStride = final ? stride : row;
        const shares = scratch + <usize>l * apart;
        advectLine(
          rows,
          lanes,
          false,
          gathered,
          row,
          target,
          targetStride,
          shares,
          spacing,
          0,
          fromSouth,
          fromNorth,
          work,
        );
        lineInflow(lanes, work, airSouth, airNorth, inflow + <usize>(line + l) * row * 2);
      }
    }
    line += lines;
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
