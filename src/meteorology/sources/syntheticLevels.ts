/**
 * What the synthetic weather has fixed for each level: friction and flow across the isobars near the ground, the daily
 * swing of temperature, and the mean relative humidity.
 */
import { interfacePressure, levelPressure, type VerticalCoordinate } from "../../grids/verticalCoordinate.js";
import { temperatureRatio } from "./syntheticClimate.js";

const NOMINAL_PRESSURE = 1.013e5;
/** Friction: share of wind lost at the ground and turned across the isobars, fading with height [m]. */
const FRICTION = 0.4;
const CROSS_ISOBAR = 0.2;
const FRICTION_HEIGHT = 700;
/** Day-night swing of air temperature at the ground over land, half [K], fading with height [m]. */
const DIURNAL_SWING = 4;
const DIURNAL_HEIGHT = 500;

export interface LevelProfile {
  /** Pressure over surface pressure at the middle, and share of the column's mass [1]. */
  readonly sigma: number;
  readonly share: number;
  readonly aSum: number;
  readonly bSum: number;
  readonly friction: number;
  readonly acrossIsobars: number;
  readonly temperatureRatio: number;
  readonly diurnal: number;
  readonly relativeHumidity: number;
}

export function levelProfile(vertical: VerticalCoordinate, k: number): LevelProfile {
  const below = interfacePressure(vertical, k, NOMINAL_PRESSURE);
  const above = interfacePressure(vertical, k + 1, NOMINAL_PRESSURE);
  const top = interfacePressure(vertical, vertical.levels, NOMINAL_PRESSURE);
  const sigma = levelPressure(vertical, k, NOMINAL_PRESSURE) / NOMINAL_PRESSURE;
  const height = -8000 * Math.log(sigma);
  const nearGround = Math.exp(-height / FRICTION_HEIGHT);
  return {
    sigma,
    share: (below - above) / (NOMINAL_PRESSURE - top),
    aSum: vertical.a[k] + vertical.a[k + 1],
    bSum: vertical.b[k] + vertical.b[k + 1],
    friction: FRICTION * nearGround,
    acrossIsobars: CROSS_ISOBAR * nearGround,
    temperatureRatio: temperatureRatio(sigma),
    diurnal: DIURNAL_SWING * Math.exp(-height / DIURNAL_HEIGHT),
    relativeHumidity: 0.3 + 0.5 * sigma * sigma,
  };
}
