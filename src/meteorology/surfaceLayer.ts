/**
 * Friction velocity and Obukhov length from the lowest level by similarity theory:
 *
 *     u* = k U / (ln(z / z0) - psi(z / L)),      1 / L = -k g H / (rho cp T u*^3)
 *
 * psi of Dyer (1974, doi:10.1007/BF00240838), z / L in stable air limited to 1 (beyond that turbulence is intermittent
 * and the theory fails, Beljaars & Holtslag 1991). Roughness over sea: Charnock (1955) with the smooth-flow term of
 * Smith (1988, doi:10.1029/JC093iC12p15467). SI.
 */
import { GAS_CONSTANT_DRY_AIR, GRAVITY, HEAT_CAPACITY_DRY_AIR, VON_KARMAN } from "../constants.js";

/** Grass, crops and scattered trees [m]. */
const LAND_ROUGHNESS = 0.1;
const CHARNOCK = 0.018;
const AIR_VISCOSITY = 1.5e-5;
const GUST = 1.2;
const CONVECTIVE_DEPTH = 1000;
const LEAST_WIND = 0.5;
const LEAST_FRICTION_VELOCITY = 0.03;
/** Range of 1 / L [m-1]. */
export const LEAST_INVERSE_OBUKHOV = -0.5;
export const GREATEST_INVERSE_OBUKHOV = 0.2;

export interface SurfaceLayer {
  /** [m s-1] */
  frictionVelocity: number;
  /** [m-1], positive stable */
  inverseObukhovLength: number;
}

/** @param landFraction 0 to 1; roughness lengths are mixed in their logarithm @returns [m] */
export function roughnessLength(landFraction: number, frictionVelocity: number): number {
  if (landFraction >= 1) return LAND_ROUGHNESS;
  const sea = (CHARNOCK * frictionVelocity * frictionVelocity) / GRAVITY + (0.11 * AIR_VISCOSITY) / frictionVelocity;
  if (landFraction <= 0) return sea;
  return Math.exp(landFraction * Math.log(LAND_ROUGHNESS) + (1 - landFraction) * Math.log(sea));
}

/** Integrated stability function of momentum. @param zeta z / L */
export function momentumStability(zeta: number): number {
  if (zeta >= 0) return -5 * Math.min(1, zeta);
  const x = Math.sqrt(Math.sqrt(1 - 16 * zeta));
  return 2 * Math.log((1 + x) / 2) + Math.log((1 + x * x) / 2) - 2 * Math.atan(x) + Math.PI / 2;
}

/** Log law. @param speed wind [m s-1] at `height` [m] @returns [m s-1] */
export function frictionVelocity(speed: number, height: number, roughness: number, inverseObukhov: number): number {
  const profile = Math.max(1, Math.log(height / roughness) - momentumStability(height * inverseObukhov));
  return Math.max(LEAST_FRICTION_VELOCITY, (VON_KARMAN * Math.max(LEAST_WIND, speed)) / profile);
}

/**
 * @param heatFlux sensible heat, positive upward [W m-2] @param temperature [K] @param surfacePressure [Pa]
 * @returns 1 / L [m-1]
 */
export function inverseObukhovOfHeatFlux(
  heatFlux: number,
  friction: number,
  temperature: number,
  surfacePressure: number,
): number {
  const density = surfacePressure / (GAS_CONSTANT_DRY_AIR * temperature);
  const inverse =
    (-VON_KARMAN * GRAVITY * heatFlux) /
    (density * HEAT_CAPACITY_DRY_AIR * temperature * friction * friction * friction);
  return Math.min(GREATEST_INVERSE_OBUKHOV, Math.max(LEAST_INVERSE_OBUKHOV, inverse));
}

/**
 * From the bulk Richardson number between the surface and a height: z / L = ln(z / z0) Ri, over (1 - 5 Ri) in stable
 * air (exact for psi = -5 z / L; Launiainen 1995, doi:10.1007/BF00710895). @returns 1 / L [m-1]
 */
export function inverseObukhovOfRichardson(richardson: number, height: number, roughness: number): number {
  const logarithm = Math.log(height / roughness);
  const zeta = richardson < 0 ? logarithm * richardson : (logarithm * richardson) / Math.max(0.05, 1 - 5 * richardson);
  return Math.min(GREATEST_INVERSE_OBUKHOV, Math.max(LEAST_INVERSE_OBUKHOV, zeta / height));
}

/**
 * Solves u* and 1 / L together for a given heat flux by fixed-point iteration, written to `out`. In convection the gusts
 * of thermals, 1.2 w* of a layer 1 km deep, add to the wind (Beljaars 1995, doi:10.1002/qj.49712152203).
 */
export function solveSurfaceLayer(
  speed: number,
  height: number,
  landFraction: number,
  heatFlux: number,
  temperature: number,
  surfacePressure: number,
  out: SurfaceLayer,
): void {
  const buoyancy =
    (Math.max(0, heatFlux) * (GRAVITY * GAS_CONSTANT_DRY_AIR)) / (HEAT_CAPACITY_DRY_AIR * surfacePressure);
  const gust = GUST * Math.cbrt(buoyancy * CONVECTIVE_DEPTH);
  const effective = Math.sqrt(speed * speed + gust * gust);
  let friction = 0.05 * Math.max(LEAST_WIND, effective);
  let inverse = 0;
  for (let pass = 0; pass < 4; pass++) {
    friction = frictionVelocity(effective, height, roughnessLength(landFraction, friction), inverse);
    inverse = inverseObukhovOfHeatFlux(heatFlux, friction, temperature, surfacePressure);
  }
  out.frictionVelocity = friction;
  out.inverseObukhovLength = inverse;
}
