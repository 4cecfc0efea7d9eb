/**
 * Levels, averaging kernel, pressure weights and prior of a synthetic sounding, in the shapes of ACOS v9: 20 levels
 * evenly spaced in pressure from space to surface. Fitted by eye to the means of the good land soundings of
 * 2009-09-01 and -02 in bins of the solar zenith angle: the kernel is 0.39 at the top of the atmosphere for a sun
 * 30 degrees from the zenith and 0.30 for 50 degrees, reaches 0.9 at about a third and a half of the surface pressure
 * and 1.02 at the ground; the prior falls by 8 ppm through the stratosphere.
 */
import { SECONDS_PER_YEAR } from "../../constants.js";
import type { Time } from "../../time.js";
import { fromPpm } from "../../units.js";
import type { Retrieval } from "../retrieval.js";

const LEVELS = 20;
/** Pressure of the uppermost level [Pa]. */
const SPACE = 10;

/** The parts of a retrieval that its pressure, sun and date make. */
export type SyntheticColumn = Pick<
  Retrieval,
  "pressure" | "averagingKernel" | "pressureWeight" | "priorProfile" | "priorXco2"
>;

/**
 * @param surfacePressure [Pa]
 * @param cosineZenith    cosine of the solar zenith angle
 */
export function syntheticColumn(surfacePressure: number, cosineZenith: number, time: Time): SyntheticColumn {
  const pressure = new Float64Array(LEVELS);
  const averagingKernel = new Float64Array(LEVELS);
  const pressureWeight = new Float64Array(LEVELS);
  const priorProfile = new Float64Array(LEVELS);
  const tropospheric = troposphericMoleFraction(time);
  let priorXco2 = 0;
  for (let k = 0; k < LEVELS; k++) {
    const height = k / (LEVELS - 1);
    pressure[k] = Math.max(SPACE, height * surfacePressure);
    averagingKernel[k] = kernelAt(height, cosineZenith);
    pressureWeight[k] = k === 0 || k === LEVELS - 1 ? 0.5 / (LEVELS - 1) : 1 / (LEVELS - 1);
    priorProfile[k] = tropospheric - fromPpm(8) * Math.exp(-height / 0.045);
    priorXco2 += pressureWeight[k] * priorProfile[k];
  }
  return { pressure, averagingKernel, pressureWeight, priorProfile, priorXco2 };
}

/** @param height pressure over surface pressure */
function kernelAt(height: number, cosineZenith: number): number {
  const deficit = 0.62 + 0.32 * (1 - cosineZenith);
  const depth = 0.165 + 0.2 * (1 - cosineZenith);
  return 1.02 - deficit * Math.exp(-height / depth);
}

/** Global mean: 386.5 ppm in the middle of 2009, growing by 2.4 ppm a year. */
function troposphericMoleFraction(time: Time): number {
  return fromPpm(386.5 + (2.4 * (time - Date.UTC(2009, 6, 1) / 1000)) / SECONDS_PER_YEAR);
}
