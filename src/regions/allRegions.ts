/** Every region whose totals a run keeps: those of the paper and of the scores (masks.ts), and the provinces. */
import type { Grid } from "../grids/grid.js";
import { type Province, provinceRegions } from "./provinceRegions.js";
import { regionMasks } from "./masks.js";
import type { Region } from "./region.js";

/** @param landFraction [cell] [1] @returns always in the same order */
export function allRegions(grid: Grid, landFraction: ArrayLike<number>, provinces: readonly Province[]): Region[] {
  return [...regionMasks(grid, landFraction), ...provinceRegions(grid, provinces)];
}
