/** Bilinear weights of a point among the cell centres of a grid. */
import type { Grid } from "./grid.js";

export interface CellWeight {
  readonly cell: number;
  readonly weight: number;
}

/** Weights sum to 1; outside the outermost centres the nearest ones are used. @returns 1 to 4 cells */
export function bilinearWeights(grid: Grid, longitude: number, latitude: number): CellWeight[] {
  const { column, row } = grid.locate(longitude, latitude);
  const x = Math.min(grid.columns - 1, Math.max(0, column));
  const y = Math.min(grid.rows - 1, Math.max(0, row));
  const i = Math.min(grid.columns - 2, Math.floor(x));
  const j = Math.min(grid.rows - 2, Math.floor(y));
  const fx = x - i;
  const fy = y - j;
  const cell = j * grid.columns + i;
  return [
    { cell, weight: (1 - fx) * (1 - fy) },
    { cell: cell + 1, weight: fx * (1 - fy) },
    { cell: cell + grid.columns, weight: (1 - fx) * fy },
    { cell: cell + grid.columns + 1, weight: fx * fy },
  ].filter((entry) => entry.weight > 0);
}
