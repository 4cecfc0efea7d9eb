/**
 * Turbulent exchange by a local K scheme.
 *
 * Inside the boundary layer (height h) the profile of Holtslag & Boville (1993,
 * doi:10.1175/1520-0442(1993)006<1825:LVNBLD>2.0.CO;2), Kz = k w z (1 - z/h)^2; everywhere their free-atmosphere form
 * Kz = l^2 S f(Ri), 1/l = 1/(k z) + 1/(30 m); the larger of the two is taken, as Pleim (2007,
 * doi:10.1175/JAM2539.1) does. Ri from virtual temperature with the dry-adiabatic lapse rate. Bounds: the least Kz of
 * CMAQ (leastDiffusivity.ts) and 1000 m2 s-1, the largest that its eddy diffusivity allows.
 */
import { GRAVITY, HEAT_CAPACITY_DRY_AIR, VON_KARMAN } from "../constants.js";
import type { Grid } from "../grids/grid.js";
import type { VerticalCoordinate } from "../grids/verticalCoordinate.js";
import type { Meteorology } from "../meteorology/meteorology.js";
import { createExchangeWalk, type InterfaceRow } from "./turbulentExchange.js";

const GREATEST_DIFFUSIVITY = 1000;
/** Asymptotic mixing length [m]. */
const FREE_LENGTH = 30;
/** Depth of the surface layer as a share of the boundary layer. */
const SURFACE_LAYER = 0.1;
/** Least squared shear [s-2]. */
const LEAST_SHEAR = 1e-8;
const ADIABATIC_LAPSE = GRAVITY / HEAT_CAPACITY_DRY_AIR;

/**
 * @param grid shape and cell area [m2]
 * @param urbanFraction share of city in each cell, [row][column], 0 to 1 (leastDiffusivity.ts); none where not given
 * @returns exchange of a weather, [level + 1][row][column], [kg s-1], 0 at surface and top; the next call overwrites it
 * @example
 * import { createGrid, createTurbulentExchange, longitudeLatitudeGrid, syntheticMeteorology, verticalPreset } from "openjdas";
 *
 * const grid = createGrid(longitudeLatitudeGrid("small", 104, 28, 2, 2, 4, 4));
 * const vertical = verticalPreset("jdas-15");
 * const landFraction = new Float64Array(grid.cells).fill(1);
 * const weather = syntheticMeteorology({ grid, vertical, landFraction, seed: 1 });
 * const exchange = createTurbulentExchange(grid, vertical)(weather.at(1467331200));
 * exchange.length === 16 * grid.cells; // => true
 * exchange[grid.cells] > 0; // => true
 */
export function createTurbulentExchange(
  grid: Pick<Grid, "columns" | "rows" | "cells" | "area">,
  vertical: VerticalCoordinate,
  urbanFraction?: Float64Array,
): (weather: Meteorology) => Float64Array {
  return createExchangeWalk(grid, vertical, setDiffusivity, urbanFraction).exchange;
}

function setDiffusivity(row: InterfaceRow): void {
  const { height, perDistance, shear, perVirtual, warming, depth, friction, inverseObukhov, least, diffusivity } = row;
  for (let i = 0; i < diffusivity.length; i++) {
    const stability = GRAVITY * (warming[i] * perDistance[i] + ADIABATIC_LAPSE * perVirtual[i]);
    const turbulent = Math.max(
      freeDiffusivity(height[i], shear[i], stability),
      boundaryLayerDiffusivity(height[i], depth[i], friction[i], inverseObukhov[i]),
    );
    diffusivity[i] = Math.min(GREATEST_DIFFUSIVITY, Math.max(least[i], turbulent));
  }
}

/**
 * Free-atmosphere diffusivity. @param height [m] @param shear squared [s-2] @param stability N^2 [s-2]
 * @returns [m2 s-1]
 */
export function freeDiffusivity(height: number, shear: number, stability: number): number {
  const squared = Math.max(LEAST_SHEAR, shear);
  const richardson = stability / squared;
  const length = (VON_KARMAN * height * FREE_LENGTH) / (VON_KARMAN * height + FREE_LENGTH);
  const factor = richardson < 0 ? Math.sqrt(1 - 18 * richardson) : 1 / (1 + 10 * richardson * (1 + 8 * richardson));
  return length * length * Math.sqrt(squared) * factor;
}

/**
 * Diffusivity of a scalar inside the boundary layer, 0 above it. In stable and neutral air the velocity scale is
 * u* / phi_h(z / L), phi_h = 1 + 5 z/L up to 1, then 5 + z/L; in unstable air phi_h = (1 - 15 z/L)^(-1/2) up to a tenth
 * of the depth, and above it u* / phi_m over the Prandtl number there (Troen & Mahrt 1986).
 * @param height, depth [m] @param friction u* [m s-1] @param inverseObukhov 1 / L [m-1] @returns [m2 s-1]
 */
export function boundaryLayerDiffusivity(
  height: number,
  depth: number,
  friction: number,
  inverseObukhov: number,
): number {
  if (height >= depth) return 0;
  const shape = VON_KARMAN * height * (1 - height / depth) ** 2;
  if (inverseObukhov >= 0) {
    const zeta = height * inverseObukhov;
    return (shape * friction) / (zeta <= 1 ? 1 + 5 * zeta : 5 + zeta);
  }
  const zeta = Math.min(height, SURFACE_LAYER * depth) * inverseObukhov;
  const heat = Math.sqrt(1 - 15 * zeta);
  if (height <= SURFACE_LAYER * depth) return shape * friction * heat;
  const momentum = Math.cbrt(1 - 15 * zeta);
  const convective = friction * Math.cbrt((-depth * inverseObukhov) / VON_KARMAN);
  const scale = friction * momentum;
  const prandtl = momentum / heat + (7.2 * VON_KARMAN * SURFACE_LAYER * convective) / scale;
  return (shape * scale) / prandtl;
}
