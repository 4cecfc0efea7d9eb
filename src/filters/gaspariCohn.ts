/**
 * Fifth-order piecewise rational taper with compact support (Gaspari & Cohn 1999, QJRMS 125, eq. 4.10).
 * c is the half-width; the taper is 1 at distance 0, 5/24 at c and 0 from 2c on.
 */

/**
 * @param ratio distance / (distance where the taper reaches zero), >= 0 @returns taper in [0, 1]
 * @example
 * import { gaspariCohn } from "openjdas";
 *
 * [0, 0.5, 1].map((ratio) => gaspariCohn(ratio).toFixed(3)); // => ["1.000", "0.208", "0.000"]
 */
export function gaspariCohn(ratio: number): number {
  if (ratio >= 1) return 0;
  const z = 2 * ratio;
  if (z <= 1) return 1 + z * z * (-5 / 3 + z * (5 / 8 + z * (1 / 2 - z / 4)));
  return Math.max(0, 4 - 2 / (3 * z) + z * (-5 + z * (5 / 3 + z * (5 / 8 + z * (-1 / 2 + z / 12)))));
}
