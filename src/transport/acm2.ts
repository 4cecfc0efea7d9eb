/**
 * Mixing by ACM2 (Pleim 2007, doi:10.1175/JAM2539.1) of a weather, as exchange of dry air [kg s-1]. Through each
 * interface g = rho_dry Kz A / dz. In a convective column the share
 *     f = 1 / (1 + k^(-2/3) (-h/L)^(-1/3) / 0.72)
 * of what crosses the top of level 0 is non-local: D_1 = f g_1 sinks through interface 1 and as much air of level 0 rises,
 * from which each layer of the boundary layer takes its share by mass, D_k = D_1 (p_k - p_h) / (p_1 - p_h). That is
 * Pleim's Mu = f Kz_1 / ((h - z_1) dz_1) and Md(k) = Mu (h - z_k) / dz_k where the density is uniform. What is left,
 * (1 - f) g, is local, up to the top of the layer that holds h, as CMAQ has it.
 *
 * Convective: h/L < -0.02 and h above the third layer, as in CMAQ. CMAQ asks besides that theta_v falls between the two
 * lowest layers; weather given on few levels does not show that fall, while 1/L is what it says of the surface's heat.
 */
import { EPSILON, GAS_CONSTANT_DRY_AIR, GRAVITY, HEAT_CAPACITY_DRY_AIR, VON_KARMAN } from "../constants.js";
import type { Grid } from "../grids/grid.js";
import type { VerticalCoordinate } from "../grids/verticalCoordinate.js";
import type { Meteorology } from "../meteorology/meteorology.js";
import { acm2Diffusivity } from "./acm2Diffusivity.js";

/** Least boundary-layer height [m]. */
const SHALLOWEST = 20;
/** Greatest h/L of a convective column. */
const LEAST_INSTABILITY = -0.02;
/** Layers that lie within the boundary layer of a convective column, at least. */
const LEAST_LEVELS = 3;
const HEIGHT_SCALE = GAS_CONSTANT_DRY_AIR / GRAVITY;
const KAPPA = GAS_CONSTANT_DRY_AIR / HEAT_CAPACITY_DRY_AIR;
const VIRTUAL = 1 / EPSILON - 1;

export interface Acm2Mixing {
  /** @returns local exchange of a weather, [level + 1][row][column], [kg s-1]; the next call overwrites it */
  readonly exchange: (weather: Meteorology) => Float64Array;
  /** Non-local exchange D of the same weather, same shape; 0 in columns that are not convective. `exchange` sets it. */
  readonly nonLocal: Float64Array;
}

/** @param grid shape and cell area [m2] */
export function createAcm2Mixing(
  grid: Pick<Grid, "columns" | "rows" | "cells" | "area">,
  vertical: VerticalCoordinate,
): Acm2Mixing {
  const { columns, rows, cells, area } = grid;
  const { a, b, levels } = vertical;
  const exchange = new Float64Array((levels + 1) * cells);
  const nonLocal = new Float64Array((levels + 1) * cells);
  const base = new Float64Array(cells);
  const lower = {
    height: new Float64Array(cells),
    virtual: new Float64Array(cells),
    logarithm: new Float64Array(cells),
  };
  /** Level that holds the top of the boundary layer, and the pressure at that top [Pa]. */
  const top = { level: new Int32Array(cells), pressure: new Float64Array(cells) };

  const diffuse = (weather: Meteorology): void => {
    const { surfacePressure, temperature, specificHumidity, xWind, yWind } = weather;
    const { boundaryLayerHeight, frictionVelocity, inverseObukhovLength } = weather;
    base.fill(0);
    top.level.fill(levels);
    for (let k = 0; k < levels; k++) {
      for (let row = 0, cell = 0; row < rows; row++) {
        for (let column = 0; column < columns; column++, cell++) {
          const at = k * cells + cell;
          const ps = surfacePressure[cell];
          const below = a[k] + b[k] * ps;
          const above = a[k + 1] + b[k + 1] * ps;
          const humidity = specificHumidity[at];
          const virtual = temperature[at] * (1 + VIRTUAL * humidity);
          const toMiddle = Math.log((2 * below) / (below + above));
          const toTop = Math.log(below / above);
          const bottom = base[cell];
          const height = bottom + HEIGHT_SCALE * virtual * toMiddle;
          const ceiling = bottom + HEIGHT_SCALE * virtual * toTop;
          const depth = Math.max(boundaryLayerHeight[cell], SHALLOWEST);
          if (k > 0) {
            const x = (k * rows + row) * (columns + 1) + column;
            const xBelow = x - rows * (columns + 1);
            const y = k * (rows + 1) * columns + cell;
            const yBelow = y - (rows + 1) * columns;
            const dz = height - lower.height[cell];
            const du = (xWind[x] + xWind[x + 1] - xWind[xBelow] - xWind[xBelow + 1]) / (2 * dz);
            const dv = (yWind[y] + yWind[y + columns] - yWind[yBelow] - yWind[yBelow + columns]) / (2 * dz);
            const meanVirtual = (virtual + lower.virtual[cell]) / 2;
            const warming = (virtual - lower.virtual[cell]) / meanVirtual;
            // of ln theta_v, then of theta_v over the mean of the two
            const step = warming * (1 + (warming * warming) / 12) + KAPPA * (lower.logarithm[cell] + toMiddle);
            const relativeStep = step * (1 - (step * step) / 12);
            const diffusivity = acm2Diffusivity({
              height: bottom,
              shear: du * du + dv * dv,
              stability: (GRAVITY * relativeStep) / dz,
              depth,
              friction: frictionVelocity[cell],
              inverseObukhov: inverseObukhovLength[cell],
            });
            const moisture = (humidity + specificHumidity[at - cells]) / 2;
            const density = (below / (GAS_CONSTANT_DRY_AIR * meanVirtual)) * (1 - moisture);
            exchange[at] = (density * diffusivity * area[cell]) / dz;
          }
          if (bottom <= depth && depth < ceiling) {
            top.level[cell] = k;
            top.pressure[cell] = below - ((depth - bottom) / (ceiling - bottom)) * (below - above);
          }
          base[cell] = ceiling;
          lower.height[cell] = height;
          lower.virtual[cell] = virtual;
          lower.logarithm[cell] = toTop - toMiddle;
        }
      }
    }
  };

  /** Parts the exchange of convective columns into local and non-local. */
  const convect = ({ surfacePressure, boundaryLayerHeight, inverseObukhovLength }: Meteorology): void => {
    nonLocal.fill(0);
    for (let cell = 0; cell < cells; cell++) {
      const last = top.level[cell];
      const hOverL = Math.max(boundaryLayerHeight[cell], SHALLOWEST) * inverseObukhovLength[cell];
      if (!(hOverL < LEAST_INSTABILITY && last >= LEAST_LEVELS && last < levels)) continue;
      const share = nonLocalShare(hOverL);
      const ps = surfacePressure[cell];
      const lowest = a[1] + b[1] * ps - top.pressure[cell];
      const sinking = (share * exchange[cells + cell]) / lowest;
      for (let k = 1; k <= last; k++) {
        nonLocal[k * cells + cell] = sinking * (a[k] + b[k] * ps - top.pressure[cell]);
      }
      for (let k = 1; k <= Math.min(last + 1, levels - 1); k++) exchange[k * cells + cell] *= 1 - share;
    }
  };
  return {
    nonLocal,
    exchange(weather) {
      diffuse(weather);
      convect(weather);
      return exchange;
    },
  };
}

/** f, the share of the mixing at the top of level 0 that is non-local. @param hOverL h / L, negative */
export function nonLocalShare(hOverL: number): number {
  return 1 / (1 + Math.cbrt(VON_KARMAN / -hOverL) / (0.72 * VON_KARMAN));
}
