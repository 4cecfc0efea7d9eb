/**
 * Which exposures of a synthetic orbit yield a good sounding: those where a Gaussian random field falls below a threshold.
 * A quarter of the field's variance is smooth, with a correlation of exp(-d^2 / 2 L^2) in space (L = 500 km)
 * and of 1 day in time, drifting east with the weather; it is a sum of random waves on the sphere (Rahimi & Recht 2007).
 * The rest is drawn, most of it for a point and a third of the whole for each of its exposures. The threshold falls with the
 * summer monsoon and rises over the deserts. Its course through the year and the share of an exposure are set so that the
 * counts of good soundings that Kou et al. (2023) give for 2016 come out, assimilated and for validation, month by month.
 */
import { EARTH_RADIUS, SECONDS_PER_DAY } from "../../constants.js";
import { unitVector } from "../../grids/sphere.js";
import { randomField } from "../../random.js";
import { dayOfYear, type Time } from "../../time.js";

const WAVES = 96;
/** Of the variance [1]. */
const SMOOTH_SHARE = 0.25;
/** [m] */
const LENGTH = 500e3;
/** Eastward drift [degrees of longitude per day]. */
const DRIFT = 8;

/** Who asks for clouds draws for a "member" of its own. */
export const CLOUD_DRAWS = { pattern: 0, mesh: 1, meshError: 2, track: 3 } as const;

/** The smooth part: a field of variance 1 over space and time. */
export type CloudPattern = (time: Time, longitude: number, latitude: number) => number;

export function cloudPattern(seed: number): CloudPattern {
  const draws = randomField(seed, "cloud", CLOUD_DRAWS.pattern);
  const number = (wave: number, i: number): number => draws.normal(5 * wave + i);
  const scale = EARTH_RADIUS / LENGTH;
  const waves = Array.from({ length: WAVES }, (_, wave) => ({
    x: scale * number(wave, 0),
    y: scale * number(wave, 1),
    z: scale * number(wave, 2),
    frequency: number(wave, 3),
    phase: 2 * Math.PI * draws.uniform(5 * wave + 4),
  }));
  return (time, longitude, latitude) => {
    const days = time / SECONDS_PER_DAY;
    const [x, y, z] = unitVector(longitude - DRIFT * days, latitude);
    let sum = 0;
    for (const wave of waves) {
      sum += Math.cos(wave.x * x + wave.y * y + wave.z * z + wave.frequency * days + wave.phase);
    }
    return Math.sqrt(2 / WAVES) * sum;
  };
}

/**
 * Whether an exposure is clear.
 * @param own  standard normal draws of the point and of the exposure
 * @param ease how much better than GOSAT's 10 km the instrument sees between clouds [standard deviations]
 */
export function isClear(
  pattern: CloudPattern,
  own: { readonly point: number; readonly exposure: number },
  time: Time,
  longitude: number,
  latitude: number,
  ease = 0,
): boolean {
  const exposureShare = ofSeason(EXPOSURE_SHARES, time);
  const field =
    Math.sqrt(SMOOTH_SHARE) * pattern(time, longitude, latitude) +
    Math.sqrt(1 - SMOOTH_SHARE - exposureShare) * own.point +
    Math.sqrt(exposureShare) * own.exposure;
  return field < clearThreshold(time, longitude, latitude) + ease;
}

/** Threshold at the middle of each month, in standard deviations of the field: -1 lets 16 % through, 0 half. */
const THRESHOLDS = [-0.03, -0.16, -0.48, -0.64, -0.76, -0.96, -1.04, -0.84, -0.82, -0.67, -0.24, 0.1];
/** Of the variance, at the middle of each month [1]. */
const EXPOSURE_SHARES = [0.37, 0.4, 0.35, 0.4, 0.31, 0.19, 0.25, 0.2, 0.13, 0.2, 0.28, 0.49];
const DAYS_OF_MONTH = 365.25 / 12;

/** Linear between the middles of the months. @param months a value for each */
function ofSeason(months: readonly number[], time: Time): number {
  const position = dayOfYear(time) / DAYS_OF_MONTH - 0.5;
  const before = Math.floor(position);
  const at = (month: number): number => months[(month + 12) % 12];
  return at(before) + (position - before) * (at(before + 1) - at(before));
}

function clearThreshold(time: Time, longitude: number, latitude: number): number {
  const summer = (1 + Math.cos((2 * Math.PI * (dayOfYear(time) - 205)) / 365.25)) / 2;
  const bump = (east: number, north: number, width: number, height: number): number =>
    Math.exp(-(((longitude - east) / width) ** 2) - ((latitude - north) / height) ** 2);
  const monsoon = bump(105, 24, 35, 14);
  const desert = bump(90, 41, 22, 7);
  return ofSeason(THRESHOLDS, time) - 0.55 * summer * monsoon + 0.3 * desert;
}
