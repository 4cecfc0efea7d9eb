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
import { GAS_CONSTANT_DRY_AIR, GRAVITY, HEAT_CAPACITY_DRY_AIR, VON_KARMAN } from "../constants.js";
import type { Grid } from "../grids/grid.js";
import type { VerticalCoordinate } from "../grids/verticalCoordinate.js";
import type { Meteorology } from "../meteorology/meteorology.js";
import { acm2Diffusivity } from "./acm2Diffusivity.js";
import { createExchangeWalk, type InterfaceRow } from "./turbulentExchange.js";

/** Least boundary-layer height [m]. */
const SHALLOWEST = 20;
/** Greatest h/L of a convective column. */
const LEAST_INSTABILITY = -0.02;
/** Layers that lie within the boundary layer of a convective column, at least. */
const LEAST_LEVELS = 3;
const KAPPA = GAS_CONSTANT_DRY_AIR / HEAT_CAPACITY_DRY_AIR;

export interface Acm2Mixing {
  /** @returns local exchange of a weather, [level + 1][row][column], [kg s-1]; the next call overwrites it */
  readonly exchange: (weather: Meteorology) => Float64Array;
  /** Non-local exchange D of the same weather, same shape; 0 in columns that are not convective. `exchange` sets it. */
  readonly nonLocal: Float64Array;
}

/**
 * @param grid shape and cell area [m2]
 * @param urbanFraction share of city in each cell, [row][column], 0 to 1 (leastDiffusivity.ts); none where not given
 * @example
 * import { createAcm2Mixing, createGrid, longitudeLatitudeGrid, syntheticMeteorology, verticalPreset } from "openjdas";
 *
 * const grid = createGrid(longitudeLatitudeGrid("small", 104, 28, 2, 2, 4, 4));
 * const vertical = verticalPreset("jdas-15");
 * const landFraction = new Float64Array(grid.cells).fill(1);
 * const weather = syntheticMeteorology({ grid, vertical, landFraction, seed: 1 });
 * const mixing = createAcm2Mixing(grid, vertical);
 * mixing.exchange(weather.at(1467331200 + 5 * 3600)); // early afternoon
 * mixing.nonLocal.some((exchange) => exchange > 0); // => true
 */
export function createAcm2Mixing(
  grid: Pick<Grid, "columns" | "rows" | "cells" | "area">,
  vertical: VerticalCoordinate,
  urbanFraction?: Float64Array,
): Acm2Mixing {
  const { cells } = grid;
  const { a, b, levels } = vertical;
  const nonLocal = new Float64Array((levels + 1) * cells);
  const walk = createExchangeWalk(grid, vertical, setDiffusivity, urbanFraction);
  const { interfaceHeight } = walk;

  /** Parts the exchange of convective columns into local and non-local. */
  const convect = (weather: Meteorology, exchange: Float64Array): void => {
    const { surfacePressure, boundaryLayerHeight, inverseObukhovLength } = weather;
    nonLocal.fill(0);
    for (let cell = 0; cell < cells; cell++) {
      const depth = Math.max(boundaryLayerHeight[cell], SHALLOWEST);
      const hOverL = depth * inverseObukhovLength[cell];
      if (!(hOverL < LEAST_INSTABILITY && depth >= interfaceHeight[LEAST_LEVELS * cells + cell])) continue;
      let last = LEAST_LEVELS;
      while (last < levels && interfaceHeight[(last + 1) * cells + cell] <= depth) last++;
      if (last === levels) continue;
      const share = nonLocalShare(hOverL);
      const ps = surfacePressure[cell];
      const bottom = interfaceHeight[last * cells + cell];
      const above = (depth - bottom) / (interfaceHeight[(last + 1) * cells + cell] - bottom);
      const top = a[last] + b[last] * ps - above * (a[last] - a[last + 1] + (b[last] - b[last + 1]) * ps);
      const sinking = (share * exchange[cells + cell]) / (a[1] + b[1] * ps - top);
      for (let k = 1; k <= last; k++) nonLocal[k * cells + cell] = sinking * (a[k] + b[k] * ps - top);
      for (let k = 1; k <= Math.min(last + 1, levels - 1); k++) exchange[k * cells + cell] *= 1 - share;
    }
  };
  return {
    nonLocal,
    exchange(weather) {
      const exchange = walk.exchange(weather);
      convect(weather, exchange);
      return exchange;
    },
  };
}

function setDiffusivity(row: InterfaceRow): void {
  const { height, perDistance, shear, warming, logPressure, depth, friction, inverseObukhov, least, diffusivity } = row;
  for (let i = 0; i < diffusivity.length; i++) {
    // of ln theta_v, then of theta_v over the mean of the two
    const step = warming[i] * (1 + (warming[i] * warming[i]) / 12) + KAPPA * logPressure[i];
    const relativeStep = step * (1 - (step * step) / 12);
    diffusivity[i] = acm2Diffusivity({
      height: height[i],
      shear: shear[i],
      stability: GRAVITY * relativeStep * perDistance[i],
      depth: Math.max(depth[i], SHALLOWEST),
      least: least[i],
      friction: friction[i],
      inverseObukhov: inverseObukhov[i],
    });
  }
}

/** f, the share of the mixing at the top of level 0 that is non-local. @param hOverL h / L, negative */
export function nonLocalShare(hOverL: number): number {
  return 1 / (1 + Math.cbrt(VON_KARMAN / -hOverL) / (0.72 * VON_KARMAN));
}
