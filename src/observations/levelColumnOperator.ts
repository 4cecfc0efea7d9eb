/**
 * Column CO2 as the satellite would see the model, at the retrieval's levels as published (Kou et al. 2023, eq. 2), dry air:
 *
 *     XCO2 = XCO2_prior + sum_k h_k A_k (y_k - y_k,prior)
 *
 * y_k is the model's column at retrieval level k: linear in pressure between the middles of the layers, the lowest layer
 * below the lowest middle, the highest layer between its middle and the model top. Levels above the model top take
 * the background's stratosphere where one is given, else the retrieval's prior (no departure). Each of the four cells around
 * a sounding has its own surface pressure. For one sounding and one surface pressure all this is a sparse linear form in
 * the mole fractions of the model. It takes the model at points: air near the ground counts too much, and terrain that is
 * higher in the retrieval cuts it off (docs/method.md); columnOperator.ts, which integrates over mass, does neither.
 */
import type { Grid } from "../grids/grid.js";
import { bilinearWeights } from "../grids/interpolation.js";
import { interfacePressure, type VerticalCoordinate } from "../grids/verticalCoordinate.js";
import type { AirAbove } from "./columnOperator.js";
import { layerMiddles, layerShares } from "./layerShares.js";
import type { LinearOperator } from "./linearOperator.js";
import type { Retrieval } from "./retrieval.js";

/** @param surfacePressure [row][column], [Pa] */
export function levelColumnOperator(
  retrieval: Retrieval,
  grid: Grid,
  vertical: VerticalCoordinate,
  surfacePressure: Float64Array,
  above?: AirAbove,
): LinearOperator {
  const { pressure, averagingKernel, pressureWeight, priorProfile } = retrieval;
  const sums = new Map<number, number>();
  let constant = retrieval.priorXco2;
  for (const { cell, weight } of bilinearWeights(grid, retrieval.longitude, retrieval.latitude)) {
    const ps = surfacePressure[cell];
    const middles = layerMiddles(vertical, ps);
    const top = interfacePressure(vertical, vertical.levels, ps);
    for (let k = 0; k < pressure.length; k++) {
      const factor = weight * pressureWeight[k] * averagingKernel[k];
      if (pressure[k] < top) {
        if (above !== undefined) constant += factor * (above(cell, pressure[k]) - priorProfile[k]);
        continue;
      }
      constant -= factor * priorProfile[k];
      for (const { level, share } of layerShares(pressure[k], middles)) {
        const row = level * grid.cells + cell;
        sums.set(row, (sums.get(row) ?? 0) + factor * share);
      }
    }
  }
  return { rows: Int32Array.from(sums.keys()), weights: Float64Array.from(sums.values()), constant };
}
