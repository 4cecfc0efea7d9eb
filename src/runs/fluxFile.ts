/**
 * The fluxes of one day: `flux_YYYYMMDD.nc`, its mean of every kind with the spread of that mean, and
 * `hourly_flux_YYYYMMDD.nc`, the natural fluxes hour by hour, to three digits: what FC emits, and what a model of someone
 * else's needs to do as FC does.
 */
import { SECONDS_PER_DAY, SECONDS_PER_HOUR } from "../constants.js";
import { InputError } from "../errors.js";
import type { Grid } from "../grids/grid.js";
import { timeCoordinate } from "../io/cfCoordinates.js";
import { gridVariables, onGrid } from "../io/gridVariables.js";
import type { NetcdfFile } from "../io/netcdf.js";
import { joinParts, type NumberVariable } from "../io/outputDataset.js";
import { writeNetcdf } from "../io/writeNetcdf.js";
import type { Time } from "../time.js";
import type { FileKind } from "./fileKind.js";
import { dayFile, daysWritten, fieldsAlone, fileAttributes, perArea, type RunFolder } from "./runFolder.js";
import { withOwnNetcdf } from "./ownNetcdf.js";

const STEM = "flux";
const HOURLY = "hourly_flux";

export const fluxFile: FileKind = {
  shown: `${STEM}_YYYYMMDD.nc`,
  known: /^flux_\d{8}\.nc$/,
  holds: "fluxes, mean of the day: prior, background, posterior, spread",
};
export const hourlyFluxFile: FileKind = {
  shown: `${HOURLY}_YYYYMMDD.nc`,
  known: /^hourly_flux_\d{8}\.nc$/,
  holds: "natural fluxes of each hour: prior, posterior",
};

/** Hours of a day. */
export const HOURS = SECONDS_PER_DAY / SECONDS_PER_HOUR;
/**
 * Of hourly fluxes: a value is rounded by at most one thousandth or 0.5 nmol m-2 s-1, a hundredth of what an ocean takes up
 * and a thousandth of what land does; no mean is moved.
 */
const HOURLY_ROUNDING = { significantBits: 9, leastSignificantDigit: 9 };
const FLUX_UNIT = "mol m-2 s-1";
const STANDARD_NAME = "surface_upward_mole_flux_of_carbon_dioxide";

const LONG_NAMES = {
  natural_prior: "natural flux (biosphere and ocean), prior",
  natural_prior_spread: "standard deviation of the prior natural flux",
  natural_background: "natural flux, ensemble mean before the observations of its hour and later",
  natural_background_spread: "standard deviation of the background natural flux over the members",
  natural_posterior: "natural flux, posterior ensemble mean",
  natural_posterior_spread: "standard deviation of the posterior natural flux over the members",
  natural_truth: "natural flux, truth of the twin experiment",
  fossil: "flux from fossil fuels, imposed",
  fire: "flux from fires, imposed",
} as const;

export type FluxField = keyof typeof LONG_NAMES;

/** A field of fluxes on (time, y, x) [mol m-2 s-1]. */
export function fluxVariable(grid: Grid, name: FluxField, data: ArrayLike<number>): NumberVariable {
  return {
    name,
    type: "f4",
    dimensions: ["time", "y", "x"],
    attributes: {
      long_name: LONG_NAMES[name],
      units: FLUX_UNIT,
      cell_methods: "time: mean",
      ...(!name.endsWith("_spread") && { standard_name: STANDARD_NAME, comment: "positive to the atmosphere" }),
      ...onGrid(grid),
      ...perArea,
    },
    data,
  };
}

export type HourlyField = "natural_prior" | "natural_posterior" | "natural_truth";
const fluxFields = Object.keys(LONG_NAMES) as FluxField[];

/** Means of the day by name, [cell], [mol m-2 s-1]; a spread is that of the mean. @throws OutputError */
export async function writeFluxDay(
  folder: RunFolder,
  day: Time,
  fields: ReadonlyMap<FluxField, ArrayLike<number>>,
): Promise<void> {
  await write(folder, dayFile(folder.path, STEM, day), fields, { times: [day], interval: SECONDS_PER_DAY });
}

/** Means of the hours of a day by name, [hour][cell], [mol m-2 s-1]. @throws OutputError */
export async function writeHourlyFluxes(
  folder: RunFolder,
  day: Time,
  fields: ReadonlyMap<HourlyField, ArrayLike<number>>,
): Promise<void> {
  const times = Array.from({ length: HOURS }, (_, hour) => day + hour * SECONDS_PER_HOUR);
  const axis = { times, interval: SECONDS_PER_HOUR, ...HOURLY_ROUNDING };
  await write(folder, dayFile(folder.path, HOURLY, day), fields, axis);
}

interface Axis {
  readonly times: readonly Time[];
  /** [s] */
  readonly interval: number;
  readonly significantBits?: number;
  readonly leastSignificantDigit?: number;
}

async function write(
  folder: RunFolder,
  path: string,
  fields: ReadonlyMap<FluxField, ArrayLike<number>>,
  { times, interval, ...rounding }: Axis,
): Promise<void> {
  const { grid } = folder;
  const variables = fluxFields.flatMap((name): NumberVariable[] => {
    const data = fields.get(name);
    return data === undefined ? [] : [{ ...fluxVariable(grid, name, data), ...rounding }];
  });
  const parts = joinParts(timeCoordinate(times, interval), gridVariables(grid));
  await writeNetcdf(path, {
    attributes: { ...fileAttributes(folder, "surface fluxes of CO2"), ...fieldsAlone(parts.variables) },
    dimensions: parts.dimensions,
    variables: [...parts.variables, ...variables],
  });
}

/** @returns days whose fluxes were written, in order */
export function fluxDays(folder: string): Time[] {
  return daysWritten(folder, STEM);
}

/** Fields of a day, [cell] or [hour][cell], [mol m-2 s-1]; only those that were written. */
export type FieldsOfDay<Name extends FluxField> = Readonly<Partial<Record<Name, Float64Array>>>;

/**
 * Means of the day, [cell].
 * @param cells of its grid @param names of the fields that are wanted @throws InputError where a field is of another size
 */
export async function readFluxDay<Name extends FluxField>(
  folder: string,
  day: Time,
  cells: number,
  names: readonly Name[],
): Promise<FieldsOfDay<Name>> {
  return readFields(dayFile(folder, STEM, day), names, cells);
}

/** Means of the hours of a day, [hour][cell]. @param cells of its grid @throws InputError where a field is of another size */
export async function readHourlyFluxes<Name extends HourlyField>(
  folder: string,
  day: Time,
  cells: number,
  names: readonly Name[],
): Promise<FieldsOfDay<Name>> {
  return readFields(dayFile(folder, HOURLY, day), names, HOURS * cells);
}

/** @returns one field of the hours of a day, [hour][cell] @throws InputError where it was not written */
export async function readHourlyFlux(
  folder: string,
  day: Time,
  cells: number,
  name: HourlyField,
): Promise<Float64Array> {
  return withOwnNetcdf(dayFile(folder, HOURLY, day), (file) => readField(file, name, HOURS * cells));
}

async function readFields<Name extends FluxField>(
  path: string,
  names: readonly Name[],
  size: number,
): Promise<FieldsOfDay<Name>> {
  return withOwnNetcdf(path, (file) => {
    const fields: Partial<Record<Name, Float64Array>> = {};
    for (const name of names) if (file.has(name)) fields[name] = readField(file, name, size);
    return fields;
  });
}

function readField(file: NetcdfFile, name: string, size: number): Float64Array {
  const variable = file.variable(name);
  const values = variable.read();
  if (values.length !== size) {
    throw new InputError({
      where: `${file.path}: variable "${name}"`,
      found: `shape [${variable.shape.join(", ")}]`,
      expected: `${size} values`,
    });
  }
  return values;
}
