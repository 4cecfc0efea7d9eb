/**
 * What the synthetic weather has fixed for each level: how much of jet, continental circulation and waves it has,
 * friction and flow across the isobars near the ground, the daily swing of temperature, and the mean relative humidity.
 * Temperature of waves is hydrostatic, T' = -(f / R) d psi' / d ln p, by a difference over 2 % of pressure.
 */
import { GAS_CONSTANT_DRY_AIR } from "../../constants.js";
import { interfacePressure, levelPressure, type VerticalCoordinate } from "../../grids/verticalCoordinate.js";
import { continentalProfile, jetStrength, temperatureRatio } from "./syntheticClimate.js";
import { waveStrength, waveTilt } from "./syntheticWaves.js";

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
  /** Weights of the fields of syntheticFlow.ts in psi, and of its waves in T' over f. */
  readonly continent: number;
  readonly jet: number;
  readonly waves: number;
  readonly wavesBehind: number;
  readonly waveWarmth: number;
  readonly waveWarmthBehind: number;
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
  const upper = wavesAt(0.99 * sigma);
  const lower = wavesAt(1.01 * sigma);
  const perLogPressure = 1 / (0.02 * GAS_CONSTANT_DRY_AIR);
  return {
    sigma,
    share: (below - above) / (NOMINAL_PRESSURE - top),
    aSum: vertical.a[k] + vertical.a[k + 1],
    bSum: vertical.b[k] + vertical.b[k + 1],
    continent: continentalProfile(sigma),
    jet: jetStrength(sigma),
    ...wavesAt(sigma),
    waveWarmth: (upper.waves - lower.waves) * perLogPressure,
    waveWarmthBehind: (upper.wavesBehind - lower.wavesBehind) * perLogPressure,
    friction: FRICTION * nearGround,
    acrossIsobars: CROSS_ISOBAR * nearGround,
    temperatureRatio: temperatureRatio(sigma),
    diurnal: DIURNAL_SWING * Math.exp(-height / DIURNAL_HEIGHT),
    relativeHumidity: 0.3 + 0.5 * sigma * sigma,
  };
}

/** Weights of the waves and of those a quarter of a period behind. */
export function wavesAt(sigma: number): Pick<LevelProfile, "waves" | "wavesBehind"> {
  const strength = waveStrength(sigma);
  const tilt = waveTilt(sigma);
  return { waves: strength * Math.cos(tilt), wavesBehind: strength * Math.sin(tilt) };
}
