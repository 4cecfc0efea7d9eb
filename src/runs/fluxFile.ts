/** `flux_YYYYMMDD.nc`: hourly fluxes of one day. */
import { SECONDS_PER_DAY, SECONDS_PER_HOUR } from "../constants.js";
import { InputError } from "../errors.js";
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

export const fluxFile: FileKind = {
  shown: `${STEM}_YYYYMMDD.nc`,
  known: /^flux_\d{8}\.nc$/,
  holds: "hourly fluxes: prior, background, posterior, spread",
};

/** Hours of a day. */
export const HOURS = SECONDS_PER_DAY / SECONDS_PER_HOUR;
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
const fluxFields = Object.keys(LONG_NAMES) as FluxField[];

/** Hourly fields of one day by name, [hour][cell], [mol m-2 s-1]. */
export type FluxFields = ReadonlyMap<FluxField, ArrayLike<number>>;

/** @throws OutputError where it cannot be written */
export async function writeFluxDay(folder: RunFolder, day: Time, fields: FluxFields): Promise<void> {
  const { grid } = folder;
  const hourly = fluxFields.flatMap((name): NumberVariable[] => {
    const data = fields.get(name);
    if (data === undefined) return [];
    const attributes = {
      long_name: LONG_NAMES[name],
      units: FLUX_UNIT,
      cell_methods: "time: mean",
      ...(!name.endsWith("_spread") && { standard_name: STANDARD_NAME, comment: "positive to the atmosphere" }),
      ...onGrid(grid),
      ...perArea,
    };
    return [{ name, type: "f4", dimensions: ["time", "y", "x"], attributes, data }];
  });
  const times = Array.from({ length: HOURS }, (_, hour) => day + hour * SECONDS_PER_HOUR);
  const parts = joinParts(timeCoordinate(times, SECONDS_PER_HOUR), gridVariables(grid));
  await writeNetcdf(dayFile(folder.path, STEM, day), {
    attributes: { ...fileAttributes(folder, "surface fluxes of CO2"), ...fieldsAlone(parts.variables) },
    dimensions: parts.dimensions,
    variables: [...parts.variables, ...hourly],
  });
}

/** @returns days whose fluxes were written, in order */
export function fluxDays(folder: string): Time[] {
  return daysWritten(folder, STEM);
}

/** Hourly fields of a day, [hour][cell], [mol m-2 s-1]; only those that were written. */
export type FieldsOfDay<Name extends FluxField> = Readonly<Partial<Record<Name, Float64Array>>>;

/** @param cells of its grid @param names of the fields that are wanted @throws InputError where a field is of another size */
export async function readFluxDay<Name extends FluxField>(
  folder: string,
  day: Time,
  cells: number,
  names: readonly Name[],
): Promise<FieldsOfDay<Name>> {
  return withOwnNetcdf(dayFile(folder, STEM, day), (file) => {
    const fields: Partial<Record<Name, Float64Array>> = {};
    for (const name of names) if (file.has(name)) fields[name] = readHours(file, name, cells);
    return fields;
  });
}

/** @returns one field of a day, [hour][cell] @throws InputError where it was not written */
export async function readFluxField(folder: string, day: Time, cells: number, name: FluxField): Promise<Float64Array> {
  return withOwnNetcdf(dayFile(folder, STEM, day), (file) => readHours(file, name, cells));
}

function readHours(file: NetcdfFile, name: string, cells: number): Float64Array {
  const variable = file.variable(name);
  const values = variable.read();
  const hours = values.length / cells;
  if (!Number.isInteger(hours) || hours > HOURS) {
    throw new InputError({
      where: `${file.path}: variable "${name}"`,
      found: `shape [${variable.shape.join(", ")}]`,
      expected: `up to 24 hours of ${cells} cells`,
    });
  }
  return values;
}
