/**
 * Share of city in each cell, estimated from the inhabitants of cities: 170 m2 of built-up land for each, the mean of the
 * 3646 cities of more than 100 000 inhabitants of 2000 (339 840 km2, 2.01 billion people; Angel et al. 2011,
 * doi:10.1016/j.progress.2011.04.001). Each city lies in the cell of its centre alone, at most all of it: on cells smaller
 * than the city (2000 km2 for 12 million) too little of it is counted.
 */
import type { Grid } from "../grids/grid.js";
import type { Cities } from "../io/cities.js";

const AREA_PER_INHABITANT = 170;

/** @returns [row][column], 0 to 1 */
export function urbanFractionOfCities(
  grid: Pick<Grid, "cells" | "area" | "cellAt">,
  { inhabitants, longitude, latitude }: Pick<Cities, "inhabitants" | "longitude" | "latitude">,
): Float64Array {
  const fraction = new Float64Array(grid.cells);
  for (let i = 0; i < inhabitants.length; i++) {
    const cell = grid.cellAt(longitude[i], latitude[i]);
    if (cell >= 0) fraction[cell] += (inhabitants[i] * AREA_PER_INHABITANT) / grid.area[cell];
  }
  for (let cell = 0; cell < grid.cells; cell++) fraction[cell] = Math.min(1, fraction[cell]);
  return fraction;
}
