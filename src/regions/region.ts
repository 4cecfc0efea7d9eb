/** A region of a grid, as the share of each cell that counts, and totals over it. */
import type { Grid } from "../grids/grid.js";

export interface Region {
  /** Stable name, as files carry it: "land", "north", "R8-1". */
  readonly id: string;
  /** For tables: "North 37-52N 105-135E". */
  readonly title: string;
  /** Share of each cell that counts, [cell], [1]. */
  readonly share: Float64Array;
}

/** What regions need to know of a grid. */
export type RegionGrid = Pick<Grid, "cells" | "longitude" | "latitude" | "area" | "unitVectors" | "cellAt">;

/**
 * Surface flux summed over each region.
 * @param area [cell] [m2]
 * @param flux [cell] [mol m-2 s-1]
 * @param out  [region] [mol s-1], filled and returned
 * @example
 * import { regionTotals } from "openjdas";
 *
 * const west = { id: "west", title: "West", share: Float64Array.of(1, 0.5, 0) };
 * regionTotals([west], [1e10, 1e10, 1e10], [2e-6, 1e-6, 9e-6]).map(Math.round); // => [25000]
 */
export function regionTotals(
  regions: readonly Region[],
  area: ArrayLike<number>,
  flux: ArrayLike<number>,
  out = new Float64Array(regions.length),
): Float64Array {
  regions.forEach(({ share }, index) => {
    let total = 0;
    for (let cell = 0; cell < share.length; cell++)
      total += share[cell] === 0 ? 0 : share[cell] * area[cell] * flux[cell];
    out[index] = total;
  });
  return out;
}

/** Area of a region [m2]. */
export function regionArea(region: Region, area: ArrayLike<number>): number {
  return region.share.reduce((sum, share, cell) => sum + share * area[cell], 0);
}

/** From here on nothing is said of what is missing. */
const WHOLE = 0.995;

/** @param part of the region that the grid covers [1] @returns the name, with what there is of it where that is not all */
export function titleOfPart(name: string, part: number): string {
  if (part >= WHOLE) return name;
  const percent = 100 * part;
  return `${name} (${percent < 1 ? "less than 1" : Math.round(percent)} % of it)`;
}
