/**
 * From what a file says of a sounding to a retrieval that can be used, whoever made the file: levels turned to run from space
 * to the surface, longitude in [-180, 180], the prior column from the prior profile where the file has none (sum of h xa),
 * and every quantity held against what is possible. A quantity that is missing, or outside the ranges below, is named in
 * `missing`: such a sounding is counted, and never compared. Fill values that no attribute declares, weights that do not sum
 * to 1 and errors of zero are found so; one bad sounding is no fault of its file.
 */
import type { Retrieval } from "./retrieval.js";

/** What a reader finds of a sounding, in SI; the levels either way up. `priorXco2` is undefined where its file has none. */
export type Sounding = Omit<Retrieval, "kind" | "missing" | "priorXco2"> & { readonly priorXco2: number | undefined };

interface Range {
  readonly from: number;
  readonly to: number;
}

/** Mole fractions of CO2, 100 to 2000 ppm [mol mol-1]. */
const MOLE_FRACTION: Range = { from: 100e-6, to: 2000e-6 };
/** From 1970 to 2100 [s since 1970]. */
const TIME: Range = { from: 0, to: 4102444800 };
const LONGITUDE: Range = { from: -360, to: 360 };
const LATITUDE: Range = { from: -90, to: 90 };
/** Standard errors: 0.01 to 100 ppm [mol mol-1]; no retrieval of a single sounding is so sure. */
const UNCERTAINTY: Range = { from: 0.01e-6, to: 100e-6 };
/** Column kernels [1]: about 1, 0 to 2 in what was met. */
const KERNEL: Range = { from: -2, to: 5 };
const WEIGHT: Range = { from: 0, to: 1 };
/** From Lhasa's mountains to the Dead Sea, with a margin [Pa]. */
const SURFACE_PRESSURE: Range = { from: 30000, to: 115000 };
/** Of the weights' sum from 1. */
const MOST_WEIGHT_ERROR = 1e-3;
/** Of the prior column from that of its profile [1]: they are the same but for what is made of water and rounding. */
const MOST_PRIOR_ERROR = 0.03;

/** @returns the retrieval, with `missing` where it cannot be used */
export function retrievalOf(sounding: Sounding): Retrieval {
  const upright = fromSpace(sounding);
  const { pressureWeight, priorProfile, longitude, time } = upright;
  const ofProfile = pressureWeight.reduce((sum, h, k) => sum + h * priorProfile[k], 0);
  const priorXco2 = upright.priorXco2 ?? ofProfile;
  const missing = implausible(upright, priorXco2, ofProfile);
  return {
    ...upright,
    kind: "column",
    priorXco2,
    // An impossible time has no month that it could be counted in.
    time: within(TIME, time) ? time : Number.NaN,
    longitude: longitude - 360 * Math.round(longitude / 360),
    ...(missing.length > 0 && { missing }),
  };
}

/** Names of the quantities that are missing or cannot be. */
function implausible(sounding: Sounding, priorXco2: number, ofProfile: number): string[] {
  const { time, longitude, latitude, xco2, uncertainty } = sounding;
  const { pressure, averagingKernel, pressureWeight, priorProfile } = sounding;
  const all = (range: Range, values: Float64Array): boolean => values.every((value) => within(range, value));
  const found = {
    time: within(TIME, time),
    longitude: within(LONGITUDE, longitude),
    latitude: within(LATITUDE, latitude),
    xco2: within(MOLE_FRACTION, xco2),
    // A profile that cannot be is named itself.
    priorXco2:
      within(MOLE_FRACTION, priorXco2) &&
      !(within(MOLE_FRACTION, ofProfile) && Math.abs(priorXco2 / ofProfile - 1) > MOST_PRIOR_ERROR),
    uncertainty: within(UNCERTAINTY, uncertainty),
    pressure: grows(pressure) && pressure[0] >= 0 && within(SURFACE_PRESSURE, pressure[pressure.length - 1]),
    averagingKernel: all(KERNEL, averagingKernel),
    pressureWeight:
      all(WEIGHT, pressureWeight) && Math.abs(pressureWeight.reduce((sum, h) => sum + h, 0) - 1) <= MOST_WEIGHT_ERROR,
    priorProfile: all(MOLE_FRACTION, priorProfile),
  };
  return Object.entries(found).flatMap(([name, plausible]) => (plausible ? [] : [name]));
}

function within({ from, to }: Range, value: number): boolean {
  return value >= from && value <= to;
}

/** Every level below the one before it; NaN does not grow. */
function grows(pressure: Float64Array): boolean {
  return pressure.every((value, k) => (k === 0 ? Number.isFinite(value) : value > pressure[k - 1]));
}

function fromSpace(sounding: Sounding): Sounding {
  const { pressure, averagingKernel, pressureWeight, priorProfile } = sounding;
  if (!(pressure[0] > pressure[pressure.length - 1])) return sounding;
  return {
    ...sounding,
    pressure: pressure.toReversed(),
    averagingKernel: averagingKernel.toReversed(),
    pressureWeight: pressureWeight.toReversed(),
    priorProfile: priorProfile.toReversed(),
  };
}
