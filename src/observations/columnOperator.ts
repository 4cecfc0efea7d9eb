/**
 * Column CO2 as the satellite would see the model, by integrals over mass (Connor et al. 2008, eq. 8-11, continuous in
 * pressure; dry air):
 *
 *     XCO2 = XCO2_prior + integral of g(p) (f(p) - f_prior(p)) dp,    g(p) = sum_k h_k A_k hat_k(p) / integral of hat_k dp
 *
 * hat_k is 1 at retrieval level k and falls linearly to 0 at its neighbours; f is the model, constant within each layer,
 * so that a layer's weight is the integral of g over it. With A = 1 and weights h that are those of the levels' own
 * pressures it is the mean over mass, whatever the profile. The model's pressures are taken times retrieval's over model's
 * surface pressure, for the grounds to meet: what differs is the height of the terrain, not the share of air near it.
 * Above the model top stands the background's stratosphere where one is given, else the retrieval's prior (no departure).
 * Each of the four cells around a sounding has its own surface pressure. For one sounding and one surface pressure all this
 * is a sparse linear form in the mole fractions of the model. Eq. 2 of Kou et al. (2023) as published, which takes the
 * model at points: levelColumnOperator.ts.
 */
import type { Grid } from "../grids/grid.js";
import { bilinearWeights } from "../grids/interpolation.js";
import { interfacePressure, type VerticalCoordinate } from "../grids/verticalCoordinate.js";
import { hatIntegrals, integral, integralOfProduct, type LevelFunction, valueAt } from "./levelFunction.js";
import type { LinearOperator } from "./linearOperator.js";
import type { Retrieval } from "./retrieval.js";

/** Pressure of an interface of the model over a cell, where the integrals take it to be [Pa]. */
type InterfaceAt = (k: number, surfacePressure: number) => number;

/** Mole fraction above the model top, over a cell at a pressure [Pa], [mol mol-1]. */
export type AirAbove = (cell: number, pressure: number) => number;

/**
 * @param surfacePressure [row][column], [Pa]
 * @param above at pressures of the retrieval
 * @example
 * import { columnOperator, createGrid, gridPreset, syntheticOrbit, verticalPreset } from "openjdas";
 *
 * const grid = createGrid(gridPreset("china-64km"));
 * const landFraction = new Float64Array(grid.cells).fill(1);
 * const surfacePressure = () => new Float64Array(grid.cells).fill(95000);
 * const orbit = syntheticOrbit({ grid, landFraction, surfacePressure, seed: 1, start: 1467331200, days: 1 });
 * const { rows, weights } = columnOperator(orbit.observations[0], grid, verticalPreset("jdas-15"), surfacePressure());
 * rows.every((row) => row < 15 * grid.cells); // => true
 * weights.every((weight) => weight > 0); // => true
 */
export function columnOperator(
  retrieval: Retrieval,
  grid: Grid,
  vertical: VerticalCoordinate,
  surfacePressure: Float64Array,
  above?: AirAbove,
): LinearOperator {
  const ground = groundOf(retrieval);
  const scaled: InterfaceAt = (k, ps) => (interfacePressure(vertical, k, ps) * ground) / ps;
  return columnOver(retrieval, grid, vertical, surfacePressure, scaled, above);
}

/**
 * The same of the air as it lies over the retrieval's own ground: model pressures as they are, layers below the ground cut
 * off, and the lowest layer continued where the ground lies lower than the model's. A twin's truth is seen so, whatever form
 * the model takes: what scaling makes of other ground is an error of the model's.
 */
export function columnOverOwnGround(
  retrieval: Retrieval,
  grid: Grid,
  vertical: VerticalCoordinate,
  surfacePressure: Float64Array,
  above?: AirAbove,
): LinearOperator {
  const ground = groundOf(retrieval);
  const asItLies: InterfaceAt = (k, ps) => (k === 0 ? Math.max(ps, ground) : interfacePressure(vertical, k, ps));
  return columnOver(retrieval, grid, vertical, surfacePressure, asItLies, above);
}

function groundOf({ pressure }: Retrieval): number {
  return pressure[pressure.length - 1];
}

function columnOver(
  retrieval: Retrieval,
  grid: Grid,
  vertical: VerticalCoordinate,
  surfacePressure: Float64Array,
  interfaceAt: InterfaceAt,
  above?: AirAbove,
): LinearOperator {
  const { pressure, priorProfile } = retrieval;
  const density = kernelDensity(retrieval);
  const prior: LevelFunction = { pressure, values: priorProfile };
  const priorAt = (at: number): number => valueAt(prior, at);
  const space = pressure[0];
  const ground = groundOf(retrieval);
  const rows: number[] = [];
  const weights: number[] = [];
  let constant = retrieval.priorXco2;
  for (const { cell, weight } of bilinearWeights(grid, retrieval.longitude, retrieval.latitude)) {
    const ps = surfacePressure[cell];
    const top = interfaceAt(vertical.levels, ps);
    constant -= weight * integralOfProduct(density, priorAt, top, ground);
    if (above !== undefined) {
      constant += weight * integralOfProduct(density, (at) => above(cell, at) - priorAt(at), space, top);
    }
    for (let level = 0; level < vertical.levels; level++) {
      const own = integral(density, interfaceAt(level + 1, ps), interfaceAt(level, ps));
      if (own === 0) continue;
      rows.push(level * grid.cells + cell);
      weights.push(weight * own);
    }
  }
  return { rows: Int32Array.from(rows), weights: Float64Array.from(weights), constant };
}

/** g(p) at the levels [Pa-1]. */
function kernelDensity({ pressure, averagingKernel, pressureWeight }: Retrieval): LevelFunction {
  const hats = hatIntegrals(pressure);
  return { pressure, values: pressure.map((_, k) => (pressureWeight[k] * averagingKernel[k]) / hats[k]) };
}
