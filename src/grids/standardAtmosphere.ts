/**
 * The standard atmosphere (ICAO 1993, Doc 7488): pressure by height above the sea, up to 32 km, and height by pressure in its
 * troposphere, where the temperature falls by 6.5 K a kilometre from 288.15 K,
 *
 *     p = 101325 Pa (1 - 0.0065 z / 288.15)^5.25588,      z < 11 km
 */
import { STANDARD_PRESSURE } from "../constants.js";

const LAPSE = 0.0065 / 288.15;
const EXPONENT = 5.25588;
const TROPOPAUSE = 11000;

/** @param height above the sea, up to 32 km [m] @returns [Pa] */
export function standardPressure(height: number): number {
  if (height < TROPOPAUSE) return STANDARD_PRESSURE * (1 - LAPSE * height) ** EXPONENT;
  if (height < 20000) return 22632.06 * Math.exp(-(height - TROPOPAUSE) / 6341.62);
  return 5474.889 * (1 + (height - 20000) / 216650) ** -34.16319;
}

/** @param pressure of the troposphere, down to 226 hPa [Pa] @returns height above the sea [m] */
export function standardHeight(pressure: number): number {
  return (1 - (pressure / STANDARD_PRESSURE) ** (1 / EXPONENT)) / LAPSE;
}
