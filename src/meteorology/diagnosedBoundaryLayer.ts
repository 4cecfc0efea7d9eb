/**
 * Friction velocity, Obukhov length and boundary-layer height of a whole domain, each taken as given or, where absent,
 * diagnosed from the profiles: surfaceLayer.ts and boundaryLayer.ts hold the equations. [row][column], SI.
 */
import { GAS_CONSTANT_DRY_AIR, GRAVITY, HEAT_CAPACITY_DRY_AIR } from "../constants.js";
import type { Grid } from "../grids/grid.js";
import type { VerticalCoordinate } from "../grids/verticalCoordinate.js";
import { boundaryLayerHeight } from "./boundaryLayer.js";
import { virtualTemperature } from "./humidity.js";
import { layerHeights } from "./hydrostatics.js";
import type { Meteorology } from "./meteorology.js";
import {
  frictionVelocity,
  inverseObukhovOfHeatFlux,
  inverseObukhovOfRichardson,
  roughnessLength,
  type SurfaceLayer,
  solveSurfaceLayer,
} from "./surfaceLayer.js";

/** What a source gives of the boundary layer; the rest is diagnosed. */
export interface GivenBoundaryLayer {
  readonly height: Float64Array | undefined;
  readonly frictionVelocity: Float64Array | undefined;
  /** Positive upward [W m-2] */
  readonly heatFlux: Float64Array | undefined;
  /** Temperature of the ground, or of the air close to it, for the bulk Richardson number [K] */
  readonly groundTemperature: Float64Array | undefined;
}

const KAPPA = GAS_CONSTANT_DRY_AIR / HEAT_CAPACITY_DRY_AIR;

/** Fills the last three arrays of `weather`. @param landFraction 0 to 1 */
export function diagnoseBoundaryLayer(
  grid: Grid,
  vertical: VerticalCoordinate,
  landFraction: Float64Array,
  given: GivenBoundaryLayer,
  weather: Meteorology,
): void {
  const { columns, cells } = grid;
  const { levels, a, b } = vertical;
  const { xWind, yWind, surfacePressure, temperature, specificHumidity } = weather;
  const heights = new Float64Array(levels * cells);
  layerHeights(vertical, weather, heights);
  const profile = (): Float64Array => new Float64Array(levels);
  const column = { levels, height: profile(), theta: profile(), u: profile(), v: profile() };
  const layer: SurfaceLayer = { frictionVelocity: 0, inverseObukhovLength: 0 };
  const xFaces = (columns + 1) * grid.rows;
  const yFaces = columns * (grid.rows + 1);
  for (let c = 0; c < cells; c++) {
    const row = Math.floor(c / columns);
    const west = row * (columns + 1) + (c - row * columns);
    const ps = surfacePressure[c];
    for (let k = 0; k < levels; k++) {
      const at = k * cells + c;
      const pressure = 0.5 * (a[k] + a[k + 1] + (b[k] + b[k + 1]) * ps);
      column.height[k] = heights[at];
      column.theta[k] = virtualTemperature(temperature[at], specificHumidity[at]) * (ps / pressure) ** KAPPA;
      column.u[k] = 0.5 * (xWind[k * xFaces + west] + xWind[k * xFaces + west + 1]);
      column.v[k] = 0.5 * (yWind[k * yFaces + c] + yWind[k * yFaces + c + columns]);
    }
    const speed = Math.hypot(column.u[0], column.v[0]);
    const lowest = temperature[c];
    if (given.heatFlux !== undefined && given.frictionVelocity !== undefined) {
      layer.frictionVelocity = Math.max(0.03, given.frictionVelocity[c]);
      layer.inverseObukhovLength = inverseObukhovOfHeatFlux(given.heatFlux[c], layer.frictionVelocity, lowest, ps);
    } else if (given.heatFlux !== undefined) {
      solveSurfaceLayer(speed, column.height[0], landFraction[c], given.heatFlux[c], lowest, ps, layer);
    } else {
      fromRichardson(column, speed, landFraction[c], given, specificHumidity[c], c, layer);
    }
    weather.frictionVelocity[c] = layer.frictionVelocity;
    weather.inverseObukhovLength[c] = layer.inverseObukhovLength;
    weather.boundaryLayerHeight[c] =
      given.height === undefined
        ? boundaryLayerHeight(column, layer.frictionVelocity, layer.inverseObukhovLength)
        : Math.max(50, given.height[c]);
  }
}

/** Neutral where the temperature at the ground is not known. */
function fromRichardson(
  column: { readonly height: Float64Array; readonly theta: Float64Array },
  speed: number,
  landFraction: number,
  given: GivenBoundaryLayer,
  humidity: number,
  cell: number,
  out: SurfaceLayer,
): void {
  const height = column.height[0];
  let friction = 0.05 * Math.max(1, speed);
  let inverse = 0;
  for (let pass = 0; pass < 3; pass++) {
    const roughness = roughnessLength(landFraction, friction);
    if (given.groundTemperature !== undefined) {
      const ground = virtualTemperature(given.groundTemperature[cell], humidity);
      const richardson = ((GRAVITY / ground) * (column.theta[0] - ground) * height) / Math.max(1, speed * speed);
      inverse = inverseObukhovOfRichardson(richardson, height, roughness);
    }
    friction =
      given.frictionVelocity === undefined
        ? frictionVelocity(speed, height, roughness, inverse)
        : Math.max(0.03, given.frictionVelocity[cell]);
  }
  out.frictionVelocity = friction;
  out.inverseObukhovLength = inverse;
}
