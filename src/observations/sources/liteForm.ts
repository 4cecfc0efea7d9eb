/**
 * The variables of ACOS (GOSAT), OCO-2 and OCO-3 Level-2 Lite files that hold a retrieval, with their units: levels run from
 * space to the surface, mole fractions are in ppm and pressures in hPa.
 */
import { PPM } from "../../units.js";

/** The first is that of Lite files, the second that of Standard ones. */
export const liteQualityFlags = [
  { name: "xco2_quality_flag", good: 0 },
  { name: "outcome_flag", good: 1 },
] as const;

const COLUMN = { units: ["ppm"], divisor: PPM };
const PURE = { units: ["none", "1", "", "dimensionless", "unitless"], divisor: 1 };

/** One value a sounding. */
export const liteScalars = {
  time: { units: ["seconds since 1970-01-01 00:00:00", "seconds since 1970-01-01"], divisor: 1 },
  longitude: { units: ["degrees_east"], divisor: 1 },
  latitude: { units: ["degrees_north"], divisor: 1 },
  xco2: COLUMN,
  xco2_apriori: COLUMN,
  xco2_uncertainty: COLUMN,
} as const;

/** One value a sounding and level. */
export const liteProfiles = {
  pressure_levels: { units: ["hPa"], divisor: 1 / 100 },
  xco2_averaging_kernel: PURE,
  pressure_weight: PURE,
  co2_profile_apriori: COLUMN,
} as const;

/** Attribute of a file that says what of its soundings is made up; no producer of measured ones has it. */
export const SYNTHETIC = "synthetic";
