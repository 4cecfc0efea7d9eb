/**
 * What flows in through the sides of the domain: for each lane, level and position of the perimeter an anomaly from the
 * reference mole fraction. Positions: west column by row, east column by row, south row by column, north row by column
 * (a corner cell has two). Where the wind blows outward the values are not used.
 */
import type { Grid } from "../grids/grid.js";
import type { KernelMemory } from "../kernels/memory.js";
import type { DealtGrid } from "./dealtGrid.js";

export interface LateralBoundary {
  /** 2 (columns + rows) */
  readonly positions: number;
  /** Grid cell of each position. */
  readonly cells: Int32Array;
  /** [level][position][lane], anomalies [mol mol-1] */
  readonly anomalies: Float32Array;
}

export function createLateralBoundary(
  memory: KernelMemory,
  grid: Pick<Grid, "columns" | "rows">,
  levels: number,
  lanes: number,
): LateralBoundary {
  const cells = perimeterCells(grid);
  return { positions: cells.length, cells, anomalies: memory.float32(levels * cells.length * lanes) };
}

/** Grid cell of each perimeter position. */
export function perimeterCells({ columns, rows }: Pick<Grid, "columns" | "rows">): Int32Array {
  const westCells = Array.from({ length: rows }, (_, row) => row * columns);
  const southCells = Array.from({ length: columns }, (_, column) => column);
  return Int32Array.from([
    ...westCells,
    ...westCells.map((cell) => cell + columns - 1),
    ...southCells,
    ...southCells.map((cell) => cell + (rows - 1) * columns),
  ]);
}

/**
 * What flows in at the ends of the lines that a process has, as sweeps look for it: as if its rows, or its columns, were the grid.
 * @param inRows positions west and east of its rows, [level][2 (columns + own rows)][lane], filled
 * @param inColumns south and north of its columns, [level][2 (own columns + rows)][lane], filled
 */
export function dealBoundary(
  { positions, anomalies }: LateralBoundary,
  { columns, rows }: Pick<Grid, "columns" | "rows">,
  { rows: ownRows, columns: ownColumns }: Pick<DealtGrid, "rows" | "columns">,
  lanes: number,
  inRows: Float32Array,
  inColumns: Float32Array,
): void {
  const levels = anomalies.length / (positions * lanes);
  const copy = (from: number, count: number, target: Float32Array, to: number): void =>
    target.set(anomalies.subarray(from * lanes, (from + count) * lanes), to * lanes);
  for (let level = 0; level < levels; level++) {
    const west = level * positions;
    const ofRows = level * 2 * (columns + ownRows.count);
    copy(west + ownRows.first, ownRows.count, inRows, ofRows);
    copy(west + rows + ownRows.first, ownRows.count, inRows, ofRows + ownRows.count);
    const south = west + 2 * rows;
    const ofColumns = level * 2 * (ownColumns.count + rows) + 2 * rows;
    copy(south + ownColumns.first, ownColumns.count, inColumns, ofColumns);
    copy(south + columns + ownColumns.first, ownColumns.count, inColumns, ofColumns + ownColumns.count);
  }
}
