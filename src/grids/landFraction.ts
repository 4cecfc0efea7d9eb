/** Share of land of each grid cell, from polygons of the land; lakes count as land unless the polygons leave them out. */
import type { Grid } from "./grid.js";
import { polygonFractions, type PolygonGeometry } from "./polygons.js";

/**
 * @returns [row][column], within [0, 1]; slivers below 1e-9 count as none
 * @example
 * import { createGrid, gridPreset, landFraction, naturalEarthLand } from "openjdas";
 *
 * const grid = createGrid(gridPreset("china-64km"));
 * const land = landFraction(grid, naturalEarthLand("110m"));
 * land[grid.cellAt(105, 35)]; // => 1
 * land[grid.cellAt(130, 20)]; // => 0
 */
export function landFraction(grid: Grid, land: PolygonGeometry): Float64Array {
  return polygonFractions(grid, land).map((share) => (share < 1e-9 ? 0 : Math.min(1, share)));
}
