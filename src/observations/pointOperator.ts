/**
 * Mole fraction at a surface site as the model has it: bilinear in the horizontal; in the vertical linear in pressure
 * between the middles of the layers (layerShares.ts), at the pressure of the intake above the model's own ground: that which
 * the standard atmosphere has so much above the height where it has the surface pressure. The model's ground is not the
 * site's: what the height of a sample counts from, its own ground or that of the model, is said where it is made
 * (sites/placement.ts).
 */
import type { Grid } from "../grids/grid.js";
import { bilinearWeights } from "../grids/interpolation.js";
import { standardHeight, standardPressure } from "../grids/standardAtmosphere.js";
import type { VerticalCoordinate } from "../grids/verticalCoordinate.js";
import { layerMiddles, layerShares } from "./layerShares.js";
import type { LinearOperator } from "./linearOperator.js";
import type { SiteSample } from "./observation.js";

/**
 * @param surfacePressure [row][column], [Pa]
 * @example
 * import { createGrid, longitudeLatitudeGrid, pointOperator, verticalPreset } from "openjdas";
 *
 * const grid = createGrid(longitudeLatitudeGrid("four cells", 100, 30, 2, 2, 2, 2));
 * const tower = {
 *   kind: "point" as const,
 *   id: "1",
 *   site: "tower",
 *   time: 1467331200,
 *   longitude: 100.5,
 *   latitude: 30.5,
 *   height: 75, // above the ground [m]
 *   moleFraction: 402e-6,
 *   uncertainty: 0.2e-6,
 *   good: true,
 * };
 * const { rows, weights } = pointOperator(tower, grid, verticalPreset("jdas-15"), new Float64Array(4).fill(1e5));
 * rows.length; // => 8
 * weights.reduce((sum, weight) => sum + weight, 0).toFixed(6); // => "1.000000"
 */
export function pointOperator(
  sample: SiteSample,
  grid: Grid,
  vertical: VerticalCoordinate,
  surfacePressure: Float64Array,
): LinearOperator {
  const rows: number[] = [];
  const weights: number[] = [];
  for (const { cell, weight } of bilinearWeights(grid, sample.longitude, sample.latitude)) {
    const ps = surfacePressure[cell];
    for (const { level, share } of layerShares(pressureAbove(ps, sample.height), layerMiddles(vertical, ps))) {
      rows.push(level * grid.cells + cell);
      weights.push(weight * share);
    }
  }
  return { rows: Int32Array.from(rows), weights: Float64Array.from(weights), constant: 0 };
}

/** Pressure at the intake [Pa]. @param surfacePressure [row][column], [Pa] */
export function pointPressure(sample: SiteSample, grid: Grid, surfacePressure: Float64Array): number {
  let pressure = 0;
  for (const { cell, weight } of bilinearWeights(grid, sample.longitude, sample.latitude)) {
    pressure += weight * pressureAbove(surfacePressure[cell], sample.height);
  }
  return pressure;
}

/** @param surfacePressure [Pa] @param height above the ground [m] */
function pressureAbove(surfacePressure: number, height: number): number {
  return standardPressure(standardHeight(surfacePressure) + height);
}
