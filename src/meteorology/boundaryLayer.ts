/**
 * Boundary-layer height of one column: the lowest height where the bulk Richardson number
 *
 *     Ri(z) = (g / theta_s) (theta(z) - theta_s) (z - z_s) / (|U(z) - U(z_s)|^2 + 100 u*^2)
 *
 * exceeds 0.25, theta virtual potential temperature, s the lowest level (Vogelezang & Holtslag 1996, eq. 2,
 * doi:10.1007/BF02430331; critical value as in Seidel et al. 2012, doi:10.1029/2012JD018143). In convection theta_s
 * has the excess of thermals, 8.5 w'theta' / w (Troen & Mahrt 1986, doi:10.1007/BF00122760). SI.
 */
import { GRAVITY, VON_KARMAN } from "../constants.js";

const CRITICAL = 0.25;
const STRESS_WEIGHT = 100;
const THERMAL_EXCESS = 8.5;
const LOWEST = 50;
const HIGHEST = 5000;

/** One column, level 0 the lowest; buffers may be reused from column to column. */
export interface Column {
  readonly levels: number;
  /** Above ground [m], virtual potential temperature [K], wind components in any frame [m s-1]. */
  readonly height: Float64Array;
  readonly theta: Float64Array;
  readonly u: Float64Array;
  readonly v: Float64Array;
}

/**
 * @param frictionVelocity [m s-1] @param inverseObukhovLength [m-1]
 * @returns [m] above ground, 50 to 5000
 */
export function boundaryLayerHeight(column: Column, frictionVelocity: number, inverseObukhovLength: number): number {
  const { levels, height, theta, u, v } = column;
  const surface = theta[0] + thermalExcess(theta[0], frictionVelocity, inverseObukhovLength, height[0]);
  const stress = STRESS_WEIGHT * frictionVelocity * frictionVelocity;
  let below = 0;
  let heightBelow = height[0];
  for (let k = 1; k < levels; k++) {
    const shear = (u[k] - u[0]) ** 2 + (v[k] - v[0]) ** 2 + stress;
    const richardson = ((GRAVITY / surface) * (theta[k] - surface) * (height[k] - height[0])) / Math.max(1e-6, shear);
    if (richardson > CRITICAL) {
      const share = (CRITICAL - below) / (richardson - below);
      return clamp(heightBelow + share * (height[k] - heightBelow));
    }
    below = richardson;
    heightBelow = height[k];
  }
  return HIGHEST;
}

/** Velocity scale u* (1 - 9 z / L)^(1/3) in the middle of the surface layer; the flux from u* and L. @returns [K] */
function thermalExcess(theta: number, friction: number, inverseObukhov: number, height: number): number {
  if (inverseObukhov >= 0) return 0;
  const heatFlux = (-friction * friction * friction * theta * inverseObukhov) / (VON_KARMAN * GRAVITY);
  const scale = friction * Math.cbrt(1 - 9 * Math.max(height, 50) * inverseObukhov);
  return Math.min(3, (THERMAL_EXCESS * heatFlux) / scale);
}

function clamp(height: number): number {
  return Math.min(HIGHEST, Math.max(LOWEST, height));
}
