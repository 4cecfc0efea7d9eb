/**
 * `concentration_YYYYMMDD.nc`: daily or hourly mean mole fraction of one day, ensemble mean and spread and the runs that
 * ride along, on (time, level, y, x) in 1e-6, and the surface pressure [Pa]; and `concentration_posterior_YYYYMMDD.nc`, the
 * same of FC, which comes later. Mole fractions are rounded to 0.008e-6 and spreads to three digits.
 */
import { existsSync } from "node:fs";
import { timeCoordinate, verticalVariables } from "../io/cfCoordinates.js";
import { gridVariables, onGrid } from "../io/gridVariables.js";
import { joinParts, type NumberVariable } from "../io/outputDataset.js";
import { writeNetcdf } from "../io/writeNetcdf.js";
import type { Time } from "../time.js";
import type { FileKind } from "./fileKind.js";
import { withOwnNetcdf } from "./ownNetcdf.js";
import { dayFile, daysWritten, fieldsAlone, fileAttributes, perArea, type RunFolder } from "./runFolder.js";

const STEM = "concentration";
const POSTERIOR_STEM = "concentration_posterior";

export const concentrationFile: FileKind = {
  shown: `${STEM}_YYYYMMDD.nc`,
  known: /^concentration_\d{8}\.nc$/,
  holds: "CO2 mole fraction",
};
export const posteriorConcentrationFile: FileKind = {
  shown: `${POSTERIOR_STEM}_YYYYMMDD.nc`,
  known: /^concentration_posterior_\d{8}\.nc$/,
  holds: "CO2 mole fraction with posterior fluxes (FC)",
};

const LONG_NAMES = {
  co2: "dry-air mole fraction of CO2, ensemble mean",
  co2_spread: "standard deviation of the dry-air mole fraction of CO2 over the members",
  co2_control: "dry-air mole fraction of CO2 with prior fluxes (CTRL)",
  co2_truth: "dry-air mole fraction of CO2, truth of the twin experiment",
  co2_posterior: "dry-air mole fraction of CO2 with posterior fluxes (FC)",
} as const;

/** Between 256 and 512, 15 bits are steps of 2^-7: a value is rounded by at most 0.004. */
const MOLE_FRACTION_BITS = 15;
const SPREAD_BITS = 8;

export type ConcentrationField = keyof typeof LONG_NAMES;

/** The mean over an interval that begins at `start`. */
export interface ConcentrationMean {
  readonly start: Time;
  /** [level][row][column], [1e-6] */
  readonly fields: ReadonlyMap<ConcentrationField, Float32Array>;
  /** [row][column], [Pa] */
  readonly surfacePressure: Float32Array;
}

/**
 * @param interval length of each mean [s] @param means of a day, which have the same fields
 * @throws OutputError where it cannot be written
 */
export async function writeConcentrations(
  folder: RunFolder,
  day: Time,
  interval: number,
  means: readonly ConcentrationMean[],
): Promise<void> {
  const { grid, vertical } = folder;
  const fields = [...means[0].fields.keys()].map((name): NumberVariable => {
    const standard = name === "co2_spread" ? {} : { standard_name: "mole_fraction_of_carbon_dioxide_in_dry_air" };
    return {
      name,
      type: "f4",
      dimensions: ["time", "level", "y", "x"],
      attributes: {
        ...standard,
        long_name: LONG_NAMES[name],
        units: "1e-6",
        cell_methods: "time: mean",
        ...onGrid(grid),
        ...perArea,
      },
      data: oneAfterTheOther(means.map((mean) => mean.fields.get(name) ?? new Float32Array())),
      significantBits: name === "co2_spread" ? SPREAD_BITS : MOLE_FRACTION_BITS,
    };
  });
  const starts = means.map(({ start }) => start);
  const parts = joinParts(timeCoordinate(starts, interval), verticalVariables(vertical), gridVariables(grid));
  const stem = means[0].fields.has("co2_posterior") ? POSTERIOR_STEM : STEM;
  await writeNetcdf(dayFile(folder.path, stem, day), {
    attributes: { ...fileAttributes(folder, "CO2 mole fraction"), ...fieldsAlone(parts.variables) },
    dimensions: parts.dimensions,
    variables: [...parts.variables, surfacePressureOf(folder, means), ...fields],
  });
}

function surfacePressureOf({ grid }: RunFolder, means: readonly ConcentrationMean[]): NumberVariable {
  return {
    name: "surface_pressure",
    type: "f4",
    dimensions: ["time", "y", "x"],
    attributes: {
      standard_name: "surface_air_pressure",
      long_name: "surface pressure",
      units: "Pa",
      cell_methods: "time: mean",
      ...onGrid(grid),
      ...perArea,
    },
    data: oneAfterTheOther(means.map(({ surfacePressure }) => surfacePressure)),
  };
}

function oneAfterTheOther(fields: readonly Float32Array[]): Float32Array {
  const size = fields[0].length;
  const data = new Float32Array(fields.length * size);
  fields.forEach((field, i) => data.set(field, i * size));
  return data;
}

/** Days of which there are mole fractions, in order. */
export function concentrationDays(folder: string): Time[] {
  return daysWritten(folder, STEM);
}

/** Runs whose mole fractions may be in the files: the analysis, and those with prior and posterior fluxes. */
export const concentrationRuns = ["co2", "co2_control", "co2_posterior"] as const;
export type ConcentrationRun = (typeof concentrationRuns)[number];

type OfRuns = Readonly<Partial<Record<ConcentrationRun, Float64Array>>>;

/** @returns mean of a day in the lowest layer, [row][column] [1e-6], of the runs that have written it */
export async function readLowestLayer(folder: string, day: Time): Promise<OfRuns> {
  const [own, posterior] = [STEM, POSTERIOR_STEM].map((stem) => dayFile(folder, stem, day));
  return { ...(await lowestLayerOf(own)), ...(existsSync(posterior) && (await lowestLayerOf(posterior))) };
}

async function lowestLayerOf(path: string): Promise<OfRuns> {
  return withOwnNetcdf(path, (file) => {
    const fields: Partial<Record<ConcentrationRun, Float64Array>> = {};
    for (const name of concentrationRuns) {
      if (!file.has(name)) continue;
      const variable = file.variable(name);
      const [times, , rows, columns] = variable.shape;
      const values = variable.read([0, 0, 0, 0], [times, 1, rows, columns]);
      const cells = rows * columns;
      fields[name] = Float64Array.from({ length: cells }, (_, cell) => {
        let sum = 0;
        for (let time = 0; time < times; time++) sum += values[time * cells + cell];
        return sum / times;
      });
    }
    return fields;
  });
}
