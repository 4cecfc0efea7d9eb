/** Every region whose totals a run keeps: those of the paper and of the scores (masks.ts), provinces, the user's own. */
import type { Grid } from "../grids/grid.js";
import { type Province, provinceRegions } from "./provinceRegions.js";
import { regionMasks } from "./masks.js";
import type { Region } from "./region.js";

/** @param landFraction [cell] [1] @param own those of the experiment file @returns always in the same order */
export function allRegions(
  grid: Grid,
  landFraction: ArrayLike<number>,
  provinces: readonly Province[],
  own: readonly Region[],
): Region[] {
  return [...regionMasks(grid, landFraction), ...provinceRegions(grid, provinces), ...own];
}
