/**
 * How the flow of a streamfunction passes hills without leaving its layers. A layer over high ground holds less air, the
 * share m = 1 - D of what it holds at sea level, so its wind is that of a streamfunction of mass transport over m:
 *
 *     v = k x grad(Psi) / m,      Psi = psi - sum_h D_h (psi - psi(middle of h)),      D = sum_h D_h
 *
 * D_h is hill h's part of D, by height. Over the middle of a hill that is the wind of psi itself; what the hill's air does
 * not carry goes around it, both ways. m v has no divergence in any sigma layer, so no air is pressed through them by the
 * ground. m is that of a standard temperature. Where there are no hills nothing changes, to the last bit.
 */
import { GAS_CONSTANT_DRY_AIR, GRAVITY } from "../../constants.js";
import type { Grid } from "../../grids/grid.js";
import { groundHeight, type Hill, hillShape } from "../../grids/syntheticOrography.js";
import type { FlowOverGround } from "./streamfunctionPattern.js";
import { LAPSE } from "./syntheticClimate.js";

/** Fall of temperature with height below the tropopause [K m-1]: what s^0.19 has. */
export const LAPSE_RATE = (LAPSE * GRAVITY) / GAS_CONSTANT_DRY_AIR;
/** At sea level, in the standard atmosphere [K]. */
const STANDARD_TEMPERATURE = 288.15;
const NOMINAL_PRESSURE = 1.013e5;

/**
 * Pressure on the ground over that at sea level [1], hydrostatic with T = Ts s^0.19, s pressure over that at sea level.
 * @param height [m] @param temperature Ts at sea level [K]
 */
export function groundPressureRatio(height: number, temperature: number): number {
  return (1 - (LAPSE_RATE * height) / temperature) ** (1 / LAPSE);
}

/** @param top pressure of the model top [Pa] */
export function flowOverHills(grid: Grid, hills: readonly Hill[], top: number): FlowOverGround {
  const { columns, rows, cornerLongitude, cornerLatitude } = grid;
  const lostAt = (height: number): number =>
    ((1 - groundPressureRatio(height, STANDARD_TEMPERATURE)) * NOMINAL_PRESSURE) / (NOMINAL_PRESSURE - top);
  const share = grid.longitude.map((longitude, c) => 1 - lostAt(groundHeight(hills, longitude, grid.latitude[c])));
  /** D_h of each hill, [corner][hill]. */
  const lost = new Float64Array(cornerLongitude.length * hills.length);
  cornerLongitude.forEach((longitude, corner) => {
    const own = lost.subarray(corner * hills.length, (corner + 1) * hills.length);
    let total = 0;
    for (let h = 0; h < own.length; h++) {
      own[h] = hills[h].height * hillShape(hills[h], longitude, cornerLatitude[corner]);
      total += own[h];
    }
    const perMetre = total > 0 ? lostAt(total) / total : 0;
    for (let h = 0; h < own.length; h++) own[h] *= perMetre;
  });
  const between = (low: number, high: number): number => 0.5 * (share[low] + share[high]);
  return {
    transport(psi) {
      const middles = hills.map(({ longitude, latitude }) => psi(longitude, latitude));
      return cornerLongitude.map((longitude, corner) => {
        const own = psi(longitude, cornerLatitude[corner]);
        let sum = own;
        for (let h = 0; h < middles.length; h++) sum -= lost[corner * middles.length + h] * (own - middles[h]);
        return sum;
      });
    },
    xShare: Float64Array.from({ length: (columns + 1) * rows }, (_, face) => {
      const row = Math.floor(face / (columns + 1));
      const east = face % (columns + 1);
      const first = row * columns;
      return between(first + Math.max(0, east - 1), first + Math.min(columns - 1, east));
    }),
    yShare: Float64Array.from({ length: columns * (rows + 1) }, (_, face) => {
      const north = Math.floor(face / columns);
      const column = face % columns;
      return between(Math.max(0, north - 1) * columns + column, Math.min(rows - 1, north) * columns + column);
    }),
  };
}
