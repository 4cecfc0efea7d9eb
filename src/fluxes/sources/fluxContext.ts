/** What a flux source may know of the run. */
import type { Grid } from "../../grids/grid.js";

export interface FluxContext {
  readonly grid: Grid;
  /** Share of land of each cell, [row][column]. */
  readonly landFraction: Float64Array;
  readonly seed: number;
}
