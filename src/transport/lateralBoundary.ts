/**
 * What flows in through the sides of the domain: for each lane, level and position of the perimeter an anomaly from the
 * reference mole fraction. Positions: west column by row, east column by row, south row by column, north row by column
 * (a corner cell has two). Where the wind blows outward the values are not used.
 */
import type { Grid } from "../grids/grid.js";
import type { KernelMemory } from "../kernels/memory.js";

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
