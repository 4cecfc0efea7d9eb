/**
 * Height of the middle of each layer above the ground from the hypsometric equation, dz = -(R Tv / g) d ln p
 * (Wallace & Hobbs 2006, eq. 3.29). [level][row][column], SI.
 */
import { GAS_CONSTANT_DRY_AIR, GRAVITY } from "../constants.js";
import type { VerticalCoordinate } from "../grids/verticalCoordinate.js";
import { virtualTemperature } from "./humidity.js";
import type { Meteorology } from "./meteorology.js";

/** @param out [level][row][column], [m] above ground; overwritten */
export function layerHeights(
  vertical: VerticalCoordinate,
  weather: Pick<Meteorology, "surfacePressure" | "temperature" | "specificHumidity">,
  out: Float64Array,
): void {
  const { a, b, levels } = vertical;
  const cells = weather.surfacePressure.length;
  for (let c = 0; c < cells; c++) {
    const ps = weather.surfacePressure[c];
    let base = 0;
    let below = ps;
    for (let k = 0; k < levels; k++) {
      const at = k * cells + c;
      const above = a[k + 1] + b[k + 1] * ps;
      const scale =
        (GAS_CONSTANT_DRY_AIR / GRAVITY) * virtualTemperature(weather.temperature[at], weather.specificHumidity[at]);
      out[at] = base + scale * Math.log((2 * below) / (below + above));
      base += scale * Math.log(below / above);
      below = above;
    }
  }
}
