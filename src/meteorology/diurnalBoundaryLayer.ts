/**
 * A made-up boundary layer that follows the sun, for weather that has none: over land 100-300 m at night and growing
 * with the sine of the sun's elevation two hours before (about 1 km in winter and 1.8 km in summer at 35 N), over sea
 * about 600 m. Sensible heat follows the sun over land and is constant over sea; u* and L follow by similarity.
 * [row][column], SI.
 */
import { GAS_CONSTANT_DRY_AIR, GRAVITY, SECONDS_PER_DAY } from "../constants.js";
import type { Grid } from "../grids/grid.js";
import { solarDeclination } from "../grids/sun.js";
import { levelPressure, type VerticalCoordinate } from "../grids/verticalCoordinate.js";
import type { Time } from "../time.js";
import { type SurfaceLayer, solveSurfaceLayer } from "./surfaceLayer.js";

/** What the boundary layer is made from, at the lowest level, and what is made; arrays [row][column]. */
export interface LowestLevel {
  readonly time: Time;
  readonly windSpeed: Float64Array;
  readonly temperature: Float64Array;
  readonly surfacePressure: Float64Array;
  readonly boundaryLayerHeight: Float64Array;
  readonly frictionVelocity: Float64Array;
  readonly inverseObukhovLength: Float64Array;
}

/** Degrees to radians. */
const RADIAN = Math.PI / 180;
const LAG = 2 / 24;
const DAY_GROWTH = 1700;
const LAND_HEATING = 300;
const NIGHT_COOLING = 25;
const SEA_HEATING = 10;

interface SunGeometry {
  /** Sine of the sun's elevation at a cell; negative at night. */
  sineElevation(cell: number): number;
}

/** Sun over the cells of a grid, without trigonometry per cell and instant. */
function createSun(grid: Grid): (time: Time) => SunGeometry {
  const table = (angle: Float64Array, f: (x: number) => number): Float64Array => angle.map((a) => f(a * RADIAN));
  const sineLatitude = table(grid.latitude, Math.sin);
  const cosineEast = grid.latitude.map((phi, c) => Math.cos(phi * RADIAN) * Math.cos(grid.longitude[c] * RADIAN));
  const sineEast = grid.latitude.map((phi, c) => Math.cos(phi * RADIAN) * Math.sin(grid.longitude[c] * RADIAN));
  return (time) => {
    const declination = solarDeclination(time);
    const hourAngle = 2 * Math.PI * (time / SECONDS_PER_DAY - Math.floor(time / SECONDS_PER_DAY)) - Math.PI;
    const s = Math.sin(declination);
    const c = Math.cos(declination) * Math.cos(hourAngle);
    const d = Math.cos(declination) * Math.sin(hourAngle);
    return { sineElevation: (cell) => s * sineLatitude[cell] + c * cosineEast[cell] - d * sineEast[cell] };
  };
}

/** @param landFraction [row][column], 0 to 1 @returns fills the last three arrays of its argument */
export function createDiurnalBoundaryLayer(
  grid: Grid,
  vertical: VerticalCoordinate,
  landFraction: Float64Array,
): (lowest: LowestLevel) => void {
  const sun = createSun(grid);
  const layer: SurfaceLayer = { frictionVelocity: 0, inverseObukhovLength: 0 };
  const depth = (GAS_CONSTANT_DRY_AIR / GRAVITY) * Math.log(1.013e5 / levelPressure(vertical, 0, 1.013e5));
  return (lowest) => {
    const now = sun(lowest.time);
    const before = sun(lowest.time - LAG * SECONDS_PER_DAY);
    for (let c = 0; c < grid.cells; c++) {
      const land = landFraction[c];
      const speed = lowest.windSpeed[c];
      const temperature = lowest.temperature[c];
      const heating = LAND_HEATING * Math.max(0, now.sineElevation(c)) - NIGHT_COOLING;
      const heatFlux = land * heating + (1 - land) * SEA_HEATING;
      const height = depth * temperature;
      solveSurfaceLayer(speed, height, land, heatFlux, temperature, lowest.surfacePressure[c], layer);
      const night = Math.min(300, Math.max(100, 80 + 500 * layer.frictionVelocity));
      const overLand = night + DAY_GROWTH * Math.max(0, before.sineElevation(c));
      const overSea = Math.min(800, Math.max(400, 450 + 25 * speed));
      lowest.boundaryLayerHeight[c] = land * overLand + (1 - land) * overSea;
      lowest.frictionVelocity[c] = layer.frictionVelocity;
      lowest.inverseObukhovLength[c] = layer.inverseObukhovLength;
    }
  };
}

/** Wind speed in the cells from the lowest level's face winds. @param out [row][column], [m s-1] */
export function lowestWindSpeed(grid: Grid, xWind: Float64Array, yWind: Float64Array, out: Float64Array): void {
  const { columns, rows } = grid;
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const c = row * columns + column;
      const west = row * (columns + 1) + column;
      const u = 0.5 * (xWind[west] + xWind[west + 1]);
      const v = 0.5 * (yWind[c] + yWind[c + columns]);
      out[c] = Math.sqrt(u * u + v * v);
    }
  }
}
