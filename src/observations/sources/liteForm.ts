/**
 * The variables of ACOS (GOSAT), OCO-2 and OCO-3 Level-2 Lite files that hold a retrieval, with their units: levels run from
 * space to the surface, mole fractions are in ppm and pressures in hPa.
 */
import { PPM } from "../../units.js";
import type { Quantity, Units } from "./quantities.js";

/** The first is that of Lite files, the second that of files made of Standard ones. */
export const liteQualityFlags = [
  { variable: "xco2_quality_flag", good: 0 },
  { variable: "outcome_flag", good: 1 },
] as const;

const COLUMN: Units = { ppm: PPM };
const PURE: Units = { none: 1, "1": 1, "": 1, dimensionless: 1, unitless: 1 };

/** One value a sounding. */
export const liteScalars = {
  time: { variable: "time", units: { "seconds since 1970-01-01 00:00:00": 1, "seconds since 1970-01-01": 1 } },
  longitude: { variable: "longitude", units: { degrees_east: 1 } },
  latitude: { variable: "latitude", units: { degrees_north: 1 } },
  xco2: { variable: "xco2", units: COLUMN },
  priorXco2: { variable: "xco2_apriori", units: COLUMN },
  uncertainty: { variable: "xco2_uncertainty", units: COLUMN },
} as const satisfies Readonly<Record<string, Quantity>>;

/** One value a sounding and level. */
export const liteProfiles = {
  pressure: { variable: "pressure_levels", units: { hPa: 1 / 100 } },
  averagingKernel: { variable: "xco2_averaging_kernel", units: PURE },
  pressureWeight: { variable: "pressure_weight", units: PURE },
  priorProfile: { variable: "co2_profile_apriori", units: COLUMN },
} as const satisfies Readonly<Record<string, Quantity>>;

/** Attribute of a file that says what of its soundings is made up; no producer of measured ones has it. */
export const SYNTHETIC = "synthetic";
