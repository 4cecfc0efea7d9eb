/** Every region whose totals a run keeps: those of the paper and of the scores (regions.ts), and the provinces. */
import type { Grid } from "../grids/grid.js";
import { provinceRegions } from "./provinceRegions.js";
import { type Region, regionMasks } from "./regions.js";

/** @param landFraction [cell] [1] @returns always in the same order */
export function allRegions(grid: Grid, landFraction: ArrayLike<number>): Region[] {
  return [...regionMasks(grid, landFraction), ...provinceRegions(grid)];
}
