/**
 * Saturation vapour pressure over water and ice in the form of Tetens with the constants of Buck (1981,
 * doi:10.1175/1520-0450(1981)020<1527:NEFCVP>2.0.CO;2), mixed quadratically between -23 and 0 Celsius as in the
 * IFS (ECMWF, IFS Documentation Cy47r1, part IV, eq. 12.13), and what follows from it. SI.
 */
import { EPSILON } from "../constants.js";

const MELTING = 273.16;
const ALL_ICE = 250.16;

/** @param temperature [K] @returns [Pa] */
export function saturationVapourPressure(temperature: number): number {
  const t = temperature - MELTING;
  if (temperature >= MELTING) return 611.21 * Math.exp((17.502 * t) / (temperature - 32.19));
  const ice = 611.21 * Math.exp((22.587 * t) / (temperature + 0.7));
  if (temperature <= ALL_ICE) return ice;
  const water = 611.21 * Math.exp((17.502 * t) / (temperature - 32.19));
  const share = ((temperature - ALL_ICE) / (MELTING - ALL_ICE)) ** 2;
  return share * water + (1 - share) * ice;
}

/**
 * Specific humidity of air at a relative humidity; no more than saturated where the vapour pressure nears the pressure.
 * @param relativeHumidity [1] @param temperature [K] @param pressure [Pa] @returns kg vapour per kg moist air
 */
export function specificHumidity(relativeHumidity: number, temperature: number, pressure: number): number {
  const vapour = Math.min(0.5 * pressure, Math.max(0, relativeHumidity) * saturationVapourPressure(temperature));
  return (EPSILON * vapour) / (pressure - (1 - EPSILON) * vapour);
}

/** @param temperature [K] @param humidity kg vapour per kg moist air @returns [K] */
export function virtualTemperature(temperature: number, humidity: number): number {
  return temperature * (1 + (1 / EPSILON - 1) * humidity);
}
