/**
 * Level-2 Standard files of OCO-2, OCO-3 and ACOS (HDF5): one file an orbit, mole fractions in mol mol-1, pressures in Pa,
 * levels from space to surface, `outcome_flag` 1 good. Unlike those of Lite files the columns are not corrected for their
 * bias, and `outcome_flag` says only that the retrieval converged well. Known from public code that reads such files and
 * from the retrieval's own (nasa/RtRetrievalFramework); units come in the attribute `Units`.
 */
import { InputError } from "../../errors.js";
import type { NetcdfFile } from "../../io/netcdf.js";
import type { Time } from "../../time.js";
import type { RetrievalSet } from "../observation.js";
import { type ColumnForm, goodWhere, readSoundings } from "./columnForm.js";
import { moleFractionUnits, pressureUnits, pureUnits, type Units } from "./quantities.js";
import { type Averaging, cellsFor, readRetrievalFiles } from "./retrievalFiles.js";

const MOLE_FRACTION: Units = { "": 1, "Mole Mole^{-1}": 1, "mole mole^{-1}": 1, ...moleFractionUnits };
const PRESSURE: Units = { "": 1, Pascals: 1, Pascal: 1, ...pressureUnits };
const PURE: Units = { ...pureUnits, Dimensionless: 1, None: 1 };
const DEGREES: Units = { "": 1, Degrees: 1, degrees: 1, Degree: 1, degree: 1 };

/** Where the two kinds of file keep number, time and place. */
const PLACES = {
  oco: {
    id: "RetrievalHeader/sounding_id",
    time: "RetrievalHeader/retrieval_time_tai93",
    longitude: "RetrievalGeometry/retrieval_longitude",
    latitude: "RetrievalGeometry/retrieval_latitude",
  },
  acos: {
    id: "SoundingHeader/sounding_id",
    time: "SoundingHeader/sounding_time_tai93",
    longitude: "SoundingGeometry/sounding_longitude_geoid",
    latitude: "SoundingGeometry/sounding_latitude_geoid",
  },
} as const;

/**
 * @throws InputError where a variable is absent or has other units or shape than expected
 */
export function readL2Standard(files: readonly string[], averaging: Averaging = {}): Promise<RetrievalSet> {
  return readRetrievalFiles(files, (file) => {
    const { kind, form } = formOf(file);
    return {
      title: kind === "oco" ? "OCO Level-2 Standard" : "ACOS Level-2 Standard",
      remarks: ["XCO2 of Level-2 Standard files is not corrected for its bias"],
      soundings: readSoundings(file, form),
      averageIn: cellsFor(averaging, kind === "oco" ? "OCO-2" : "GOSAT"),
    };
  });
}

function formOf(file: NetcdfFile): { kind: keyof typeof PLACES; form: ColumnForm } {
  const kind = (["oco", "acos"] as const).find((one) => file.has(PLACES[one].time));
  if (kind === undefined) {
    throw new InputError({
      where: file.path,
      found: "no time of the soundings",
      expected: `"${PLACES.oco.time}" (OCO-2, OCO-3) or "${PLACES.acos.time}" (ACOS)`,
      remedy: 'give a Level-2 Standard file; for Lite files write "source: lite"',
    });
  }
  const { id, time, longitude, latitude } = PLACES[kind];
  const result = (name: string, units: Units) => ({ variable: `RetrievalResults/${name}`, units });
  return {
    kind,
    form: {
      id,
      time,
      times: readTai93,
      scalars: {
        longitude: { variable: longitude, units: DEGREES },
        latitude: { variable: latitude, units: DEGREES },
        xco2: result("xco2", MOLE_FRACTION),
        priorXco2: file.has("RetrievalResults/xco2_apriori") ? result("xco2_apriori", MOLE_FRACTION) : undefined,
        uncertainty: result("xco2_uncert", MOLE_FRACTION),
      },
      profiles: {
        pressure: result("vector_pressure_levels", PRESSURE),
        averagingKernel: result("xco2_avg_kernel_norm", PURE),
        pressureWeight: result("xco2_pressure_weighting_function", PURE),
        priorProfile: result("co2_profile_apriori", MOLE_FRACTION),
      },
      good: goodWhere("RetrievalResults/outcome_flag", 1),
    },
  };
}

/** 1993-01-01T00:00Z [s since 1970]. */
const YEAR_1993 = Date.UTC(1993, 0, 1) / 1000;
/** Days that began with a leap second before them, since 1993 (IERS Bulletin C; none has followed). */
const AFTER_LEAP_SECOND = [
  [1993, 6],
  [1994, 6],
  [1996, 0],
  [1997, 6],
  [1999, 0],
  [2006, 0],
  [2009, 0],
  [2012, 6],
  [2015, 6],
  [2017, 0],
].map(([year, month]) => Date.UTC(year, month, 1) / 1000);

/** Seconds since 1993-01-01 with the leap seconds among them, as UTC. */
export function fromTai93(seconds: number): Time {
  const leaps = AFTER_LEAP_SECOND.filter((start, before) => YEAR_1993 + seconds - before - 1 >= start).length;
  return YEAR_1993 + seconds - leaps;
}

function readTai93(file: NetcdfFile, variable: string): Time[] {
  return Array.from(file.variable(variable).read(), fromTai93);
}
