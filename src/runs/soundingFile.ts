/**
 * `soundings_YYYYMMDD.nc`: the soundings of a day that a twin experiment has made, in the form of a Level-2 Lite file, which
 * `observations.source: lite` reads like the producers' own. Kept in the precision of theirs: float32 but for the time.
 */
import type { NumberVariable, OutputAttributes, OutputVariable } from "../io/outputDataset.js";
import { writeNetcdf } from "../io/writeNetcdf.js";
import type { Retrieval } from "../observations/retrieval.js";
import { liteProfiles, liteQualityFlags, liteScalars, SYNTHETIC } from "../observations/sources/liteForm.js";
import type { Units } from "../observations/sources/quantities.js";
import type { Time } from "../time.js";
import type { FileKind } from "./fileKind.js";
import { dayFile, fileAttributes, type RunFolder } from "./runFolder.js";

const STEM = "soundings";

export const soundingFile: FileKind = {
  shown: `${STEM}_YYYYMMDD.nc`,
  known: new RegExp(`^${STEM}_\\d{8}\\.nc$`),
  holds: "synthetic soundings, as a Level-2 Lite file",
};

/** What stands for a missing value, as in the producers' files. */
const MISSING = -999999;
const [QUALITY_FLAG] = liteQualityFlags;
const SOUNDING = "sounding_id";
const LEVELS = "levels";
const DATE_PARTS = "epoch_dimension";

const SPACE_TO_SURFACE = "at each level, from space to the surface";
type Scalar = keyof typeof liteScalars;
type Profile = keyof typeof liteProfiles;
const SCALARS: Readonly<Record<Scalar, readonly [of: (sounding: Retrieval) => number, long_name: string]>> = {
  time: [({ time }) => time, "time"],
  longitude: [({ longitude }) => longitude, "longitude of the sounding"],
  latitude: [({ latitude }) => latitude, "latitude of the sounding"],
  xco2: [({ xco2 }) => xco2, "column-mean dry-air mole fraction of CO2, made of the truth of a twin experiment"],
  priorXco2: [({ priorXco2 }) => priorXco2, "a priori column-mean dry-air mole fraction of CO2"],
  uncertainty: [({ uncertainty }) => uncertainty, "standard error that the retrieval states"],
};
const PROFILES: Readonly<Record<Profile, readonly [of: (sounding: Retrieval) => Float64Array, long_name: string]>> = {
  pressure: [({ pressure }) => pressure, `pressure ${SPACE_TO_SURFACE}`],
  averagingKernel: [({ averagingKernel }) => averagingKernel, `normalized column averaging kernel ${SPACE_TO_SURFACE}`],
  pressureWeight: [({ pressureWeight }) => pressureWeight, `pressure weighting function ${SPACE_TO_SURFACE}`],
  priorProfile: [({ priorProfile }) => priorProfile, `a priori mole fraction of CO2 ${SPACE_TO_SURFACE}`],
};

/**
 * Writes nothing where there is no sounding.
 * @param soundings of the day, with the values that the twin gave them; NaN is written as missing
 * @param leftOut whether the twin has observations that are no columns
 * @throws OutputError where it cannot be written
 */
export async function writeSoundings(
  folder: RunFolder,
  day: Time,
  soundings: readonly Retrieval[],
  leftOut: boolean,
): Promise<void> {
  const [first] = soundings;
  if (first === undefined) return;
  await writeNetcdf(dayFile(folder.path, STEM, day), {
    attributes: { ...fileAttributes(folder, "synthetic soundings"), [SYNTHETIC]: remarkOf(folder, leftOut) },
    dimensions: { [SOUNDING]: soundings.length, [LEVELS]: first.pressure.length, [DATE_PARTS]: 6 },
    variables: [...numbersAndDates(soundings, first.pressure.length), ...scalars(soundings), ...profiles(soundings)],
  });
}

function remarkOf({ title }: RunFolder, leftOut: boolean): string {
  return (
    `The soundings are synthetic: made from the truth of the twin experiment "${title}", none is measured.` +
    (leftOut ? " The samples of its surface sites are left out." : "")
  );
}

function numbersAndDates(soundings: readonly Retrieval[], levels: number): OutputVariable[] {
  return [
    {
      name: SOUNDING,
      type: "i8",
      dimensions: [SOUNDING],
      attributes: { units: "1", long_name: "sounding number: date and time, UTC, as digits" },
      data: soundings.map(({ id }) => Number(id)),
    },
    {
      name: LEVELS,
      type: "i4",
      dimensions: [LEVELS],
      attributes: { units: "1", long_name: "level, from space to the surface" },
      data: Array.from({ length: levels }, (_, level) => level + 1),
    },
    {
      name: "date",
      type: "i4",
      dimensions: [SOUNDING, DATE_PARTS],
      attributes: { units: "1", long_name: "year, month, day, hour, minute and second, UTC" },
      data: soundings.flatMap(({ time }) => datePartsOf(time)),
    },
    {
      name: QUALITY_FLAG.variable,
      type: "i1",
      dimensions: [SOUNDING],
      attributes: { long_name: "quality of the retrieval", flag_values: [0, 1], flag_meanings: "good bad" },
      data: soundings.map(({ good }) => (good ? QUALITY_FLAG.good : 1)),
    },
  ];
}

function datePartsOf(time: Time): number[] {
  const date = new Date(1000 * Math.floor(time));
  return [
    date.getUTCFullYear(),
    date.getUTCMonth() + 1,
    date.getUTCDate(),
    date.getUTCHours(),
    date.getUTCMinutes(),
    date.getUTCSeconds(),
  ];
}

function scalars(soundings: readonly Retrieval[]): NumberVariable[] {
  return (Object.keys(liteScalars) as Scalar[]).map((name) => {
    const [of, long_name] = SCALARS[name];
    const { variable, units } = liteScalars[name];
    const [unit, divisor] = usual(units);
    const values = soundings.map((sounding) => divisor * of(sounding));
    return quantity(variable, { units: unit, long_name }, [SOUNDING], values);
  });
}

function profiles(soundings: readonly Retrieval[]): NumberVariable[] {
  return (Object.keys(liteProfiles) as Profile[]).map((name) => {
    const [of, long_name] = PROFILES[name];
    const { variable, units } = liteProfiles[name];
    const [unit, divisor] = usual(units);
    const values = soundings.flatMap((sounding) => Array.from(of(sounding), (value) => divisor * value));
    // "none" is no unit of CF: the reader takes either.
    return quantity(variable, { units: unit === "none" ? "1" : unit, long_name }, [SOUNDING, LEVELS], values);
  });
}

/** The usual spelling of a unit, and what SI is multiplied by for it. */
function usual(units: Units): readonly [unit: string, divisor: number] {
  return Object.entries(units)[0];
}

function quantity(
  name: string,
  attributes: OutputAttributes,
  dimensions: readonly string[],
  data: readonly number[],
): NumberVariable {
  const type = name === "time" ? "f8" : "f4";
  return { name, type, dimensions, attributes: { ...attributes, missing_value: MISSING }, fill: MISSING, data };
}
