/**
 * Turbulent exchange of air between layers, g = rho_dry Kz A / dz [kg s-1].
 *
 * Inside the boundary layer (height h) the profile of Holtslag & Boville (1993,
 * doi:10.1175/1520-0442(1993)006<1825:LVNBLD>2.0.CO;2), Kz = k w z (1 - z/h)^2; everywhere their free-atmosphere form
 * Kz = l^2 S f(Ri), 1/l = 1/(k z) + 1/(30 m); the larger of the two is taken, as Pleim (2007,
 * doi:10.1175/JAM2539.1) does. Ri from virtual temperature with the dry-adiabatic lapse rate. Bounds: 0.01 m2 s-1, the
 * least value of CMAQ's Kz outside cities, and 1000 m2 s-1, the largest that its eddy diffusivity allows.
 */
import { EPSILON, GAS_CONSTANT_DRY_AIR, GRAVITY, HEAT_CAPACITY_DRY_AIR, VON_KARMAN } from "../constants.js";
import type { Grid } from "../grids/grid.js";
import type { VerticalCoordinate } from "../grids/verticalCoordinate.js";
import type { Meteorology } from "../meteorology/meteorology.js";

const LEAST_DIFFUSIVITY = 0.01;
const GREATEST_DIFFUSIVITY = 1000;
/** Asymptotic mixing length [m]. */
const FREE_LENGTH = 30;
/** Depth of the surface layer as a share of the boundary layer. */
const SURFACE_LAYER = 0.1;
/** Least squared shear [s-2]. */
const LEAST_SHEAR = 1e-8;
const HEIGHT_SCALE = GAS_CONSTANT_DRY_AIR / GRAVITY;
const VIRTUAL = 1 / EPSILON - 1;
const ADIABATIC_LAPSE = GRAVITY / HEAT_CAPACITY_DRY_AIR;

/**
 * @param grid shape and cell area [m2]
 * @returns exchange of a weather, [level + 1][row][column], [kg s-1], 0 at surface and top; the next call overwrites it
 */
export function createTurbulentExchange(
  grid: Pick<Grid, "columns" | "rows" | "cells" | "area">,
  vertical: VerticalCoordinate,
): (weather: Meteorology) => Float64Array {
  const { columns, rows, cells, area } = grid;
  const { a, b, levels } = vertical;
  const exchange = new Float64Array((levels + 1) * cells);
  const base = new Float64Array(cells);
  const lower = { height: new Float64Array(cells), virtual: new Float64Array(cells) };
  return (weather) => {
    const { surfacePressure, temperature, specificHumidity, xWind, yWind } = weather;
    const { boundaryLayerHeight, frictionVelocity, inverseObukhovLength } = weather;
    base.fill(0);
    for (let k = 0; k < levels; k++) {
      for (let row = 0, cell = 0; row < rows; row++) {
        for (let column = 0; column < columns; column++, cell++) {
          const at = k * cells + cell;
          const ps = surfacePressure[cell];
          const below = a[k] + b[k] * ps;
          const above = a[k + 1] + b[k + 1] * ps;
          const humidity = specificHumidity[at];
          const virtual = temperature[at] * (1 + VIRTUAL * humidity);
          const interfaceHeight = base[cell];
          const height = interfaceHeight + HEIGHT_SCALE * virtual * Math.log((2 * below) / (below + above));
          if (k > 0) {
            const x = (k * rows + row) * (columns + 1) + column;
            const xBelow = x - rows * (columns + 1);
            const y = k * (rows + 1) * columns + cell;
            const yBelow = y - (rows + 1) * columns;
            const dz = height - lower.height[cell];
            const du = (xWind[x] + xWind[x + 1] - xWind[xBelow] - xWind[xBelow + 1]) / (2 * dz);
            const dv = (yWind[y] + yWind[y + columns] - yWind[yBelow] - yWind[yBelow + columns]) / (2 * dz);
            const meanVirtual = (virtual + lower.virtual[cell]) / 2;
            const stability = (GRAVITY / meanVirtual) * ((virtual - lower.virtual[cell]) / dz + ADIABATIC_LAPSE);
            const turbulent = Math.max(
              freeDiffusivity(interfaceHeight, du * du + dv * dv, stability),
              boundaryLayerDiffusivity(
                interfaceHeight,
                boundaryLayerHeight[cell],
                frictionVelocity[cell],
                inverseObukhovLength[cell],
              ),
            );
            const diffusivity = Math.min(GREATEST_DIFFUSIVITY, Math.max(LEAST_DIFFUSIVITY, turbulent));
            const moisture = (humidity + specificHumidity[at - cells]) / 2;
            const density = (below / (GAS_CONSTANT_DRY_AIR * meanVirtual)) * (1 - moisture);
            exchange[at] = (density * diffusivity * area[cell]) / dz;
          }
          base[cell] = interfaceHeight + HEIGHT_SCALE * virtual * Math.log(below / above);
          lower.height[cell] = height;
          lower.virtual[cell] = virtual;
        }
      }
    }
    return exchange;
  };
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
