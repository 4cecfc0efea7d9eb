/**
 * The mean state of the synthetic weather. Surface air temperature falls across two windows of latitude by season,
 *
 *     Ts = 301 K - sum D (1 + tanh((|lat| - lat0) / w)) / 2,      T = max(Ts s^0.19, 208 K),
 *
 * and the jet is the wind that this temperature asks for by thermal-wind balance, f of the window's middle:
 *
 *     u = (R / f0 a) dTs/dlat (1 - s^0.19) / 0.19
 *
 * (Holton & Hakim 2013, eq. 3.30), weakening above s = 0.22. Below it a zonal wind of trades and westerlies in
 * geostrophic balance with the surface pressure, and over Asia a high in winter and a low in summer.
 */
import { EARTH_RADIUS, EARTH_ROTATION, GAS_CONSTANT_DRY_AIR } from "../../constants.js";
import { dayOfYear, type Time } from "../../time.js";
import type { Streamfunction } from "./streamfunctionPattern.js";

const RADIAN = Math.PI / 180;
/** Exponent of the fall of temperature with pressure. */
export const LAPSE = 0.19;
const TROPOPAUSE = 0.22;
/** Temperature of the stratosphere [K]. */
export const COLDEST = 208;
const EQUATOR = 301;
/** Air density at the ground, for geostrophic balance there [kg m-3]. */
export const SURFACE_DENSITY = 1.2;

/** A fall of temperature [K] across a latitude [degrees]. */
interface Window {
  readonly fall: number;
  readonly latitude: number;
  readonly width: number;
}
const WINTER: readonly Window[] = [
  { fall: 30, latitude: 32, width: 13 },
  { fall: 22, latitude: 58, width: 15 },
];
const SUMMER: readonly Window[] = [
  { fall: 16, latitude: 43, width: 11 },
  { fall: 10, latitude: 65, width: 12 },
];

/** Weight of winter in the northern hemisphere, 1 on 21 January, 0 half a year later. */
export function northernWinter(time: Time): number {
  return 0.5 + 0.5 * Math.cos((2 * Math.PI * (dayOfYear(time) - 20)) / 365.25);
}

/** [s-1] @param latitude [degrees] */
export function coriolis(latitude: number): number {
  return 2 * EARTH_ROTATION * Math.sin(latitude * RADIAN);
}

/** Fall of surface temperature between the equator and a latitude in a season [K]. */
function temperatureFall(windows: readonly Window[], latitude: number): number {
  return windows.reduce(
    (sum, w) => sum + (w.fall * (1 + Math.tanh((Math.abs(latitude) - w.latitude) / w.width))) / 2,
    0,
  );
}

/** Thermal wind of a season for unit (1 - s^0.19) / 0.19, [m s-1]. */
function thermalWind(windows: readonly Window[], latitude: number): number {
  return windows.reduce((sum, w) => {
    const gradient = w.fall / (2 * w.width * RADIAN * Math.cosh((Math.abs(latitude) - w.latitude) / w.width) ** 2);
    return sum + (GAS_CONSTANT_DRY_AIR * gradient) / (coriolis(w.latitude) * EARTH_RADIUS);
  }, 0);
}

/** Surface air temperature is summer + northern winter weight * change [K]; the southern winter is half a year away. */
export function surfaceTemperature(latitude: number): { summer: number; change: number } {
  const winter = EQUATOR - temperatureFall(WINTER, latitude);
  const summer = EQUATOR - temperatureFall(SUMMER, latitude);
  return latitude >= 0 ? { summer, change: winter - summer } : { summer: winter, change: summer - winter };
}

/** Vertical factor of the jet [1]. */
export function jetStrength(sigma: number): number {
  const s = Math.max(TROPOPAUSE, sigma);
  const shear = (1 - s ** LAPSE) / LAPSE;
  return sigma >= TROPOPAUSE ? shear : shear * (0.4 + (0.6 * sigma) / TROPOPAUSE);
}

/** Temperature over surface temperature, before the floor [1]. */
export function temperatureRatio(sigma: number): number {
  return sigma ** LAPSE;
}

/** Trades, westerlies and polar easterlies near the ground [m s-1]. */
function surfaceZonalWind(latitude: number): number {
  const bump = (middle: number, width: number): number => Math.exp(-(((Math.abs(latitude) - middle) / width) ** 2));
  return 5 * bump(45, 12) - 5 * bump(13, 9) - 2 * bump(78, 8);
}

/** Streamfunctions of the mean wind, and the surface pressure in balance with its lowest part [Pa]. */
export interface MeanState {
  readonly surface: Streamfunction;
  /** The jet is summer + winter weight * change, times `jetStrength`. */
  readonly jetSummer: Streamfunction;
  readonly jetChange: Streamfunction;
  /** Unit amplitude: multiply with `continentalStrength`. */
  readonly continent: Streamfunction;
  surfacePressure(latitude: number): number;
}

export function meanState(): MeanState {
  const byHemisphere =
    (north: readonly Window[], south: readonly Window[]) =>
    (latitude: number): number =>
      thermalWind(latitude >= 0 ? north : south, latitude);
  const summer = byHemisphere(SUMMER, WINTER);
  const winter = byHemisphere(WINTER, SUMMER);
  const psi = (wind: (latitude: number) => number): Streamfunction => {
    const table = integral((latitude) => -wind(latitude) * EARTH_RADIUS);
    return (_, latitude) => table(latitude);
  };
  const balance = integral((phi) => -SURFACE_DENSITY * coriolis(phi) * surfaceZonalWind(phi) * EARTH_RADIUS);
  return {
    surface: psi(surfaceZonalWind),
    jetSummer: psi(summer),
    jetChange: psi((latitude) => winter(latitude) - summer(latitude)),
    continent: (longitude, latitude) => {
      const east = ((((longitude - 103 + 180) % 360) + 360) % 360) - 180;
      return Math.exp(-((east / 25) ** 2) - ((latitude - 47) / 12) ** 2);
    },
    surfacePressure: (latitude) => 101100 + balance(latitude) - balance(0),
  };
}

/** Amplitude of the Asian high (winter) and low (summer) at the ground, 10 hPa, as a streamfunction [m2 s-1]. */
export function continentalStrength(time: Time): number {
  return ((2 * northernWinter(time) - 1) * 1000) / (SURFACE_DENSITY * coriolis(47));
}

/** It changes sign in the middle troposphere, as the monsoon does [1]. */
export function continentalProfile(sigma: number): number {
  return Math.max(-0.6, (sigma - 0.6) / 0.4);
}

/** Integral over latitude from the south pole (midpoint rule, 0.05 degrees), interpolated linearly. */
function integral(f: (latitude: number) => number): (latitude: number) => number {
  const perDegree = 20;
  const sums = new Float64Array(180 * perDegree + 2);
  for (let i = 1; i < sums.length; i++) {
    sums[i] = sums[i - 1] + (f(-90 + (i - 0.5) / perDegree) * RADIAN) / perDegree;
  }
  return (latitude) => {
    const x = Math.min(180 * perDegree, Math.max(0, (latitude + 90) * perDegree));
    const i = Math.floor(x);
    return sums[i] + (x - i) * (sums[i + 1] - sums[i]);
  };
}
