/**
 * MEIC, the Multi-resolution Emission Inventory for China (v1.3, v1.4): one file a sector and month (or year), tonnes of
 * each cell, as a grid of GMT 3 in netCDF or as an Arc/Info ASCII grid. Only the file's name says what it is of:
 * `2016_01__industry__CO2.nc`, `2016_01_industry_CO2.asc`, `2016__industry__CO2.nc`.
 */
import { type Fault, InputError } from "../../errors.js";
import { nameOfFile } from "../../io/fileNames.js";
import { isGmtGrid, type Raster, readArcGrid, readGmtGrid } from "../../io/raster.js";
import { openNetcdf } from "../../io/openNetcdf.js";
import { monthOf, yearOf } from "../inventories/calendar.js";
import type { EmissionPart, Inventory } from "../inventories/emissionPart.js";
import { type EmissionMass, molesPerSecond, parseEmissionUnits } from "../inventories/emissionUnits.js";

export interface MeicName {
  readonly year: number;
  /** Undefined in a file of a year. */
  readonly month: number | undefined;
  readonly sector: string;
  readonly species: string;
}

const NAME = /^(\d{4})(?:_(0[1-9]|1[0-2]))?__?([a-z]+)__?([a-z0-9.]+)\.(?:nc|asc)$/i;

/** @param name of a file, without folders @returns undefined where it is none of MEIC's */
export function meicName(name: string): MeicName | undefined {
  const match = NAME.exec(name);
  if (match === null) return undefined;
  const [, year, month, sector, species] = match;
  return { year: Number(year), month: month === undefined ? undefined : Number(month), sector, species };
}

export interface MeicChoice {
  readonly files: readonly string[];
  /** What its tonnes are of. */
  readonly mass: EmissionMass;
  /** In place of tonnes of a cell in the month or year of the file. */
  readonly units?: string | undefined;
}

/** @throws InputError for all files whose names do not say year, sector and CO2 */
export function meicInventory({ files, mass, units = "t" }: MeicChoice): Inventory {
  const faults: Fault[] = [];
  const parsed = parseEmissionUnits(units, "units of MEIC");
  const parts = files.flatMap((path): EmissionPart[] => {
    const name = meicName(nameOfFile(path));
    const fault = name === undefined ? unnamed(path) : otherSpecies(path, name.species);
    if (fault !== undefined) faults.push(fault);
    if (name === undefined || fault !== undefined) return [];
    const interval = name.month === undefined ? yearOf(name.year) : monthOf(name.year, name.month);
    return [
      {
        ...interval,
        path,
        sector: name.sector.toLowerCase(),
        async *read() {
          const { values, ...edges } = await readRaster(path);
          const factor = molesPerSecond(parsed, mass, interval, path);
          yield { places: { kind: "boxes", ...edges }, rates: values.map((value) => value * factor) };
        },
      },
    ];
  });
  if (faults.length > 0) throw new InputError(faults);
  return { parts, mass: parsed.mass ?? mass, remarks: [] };
}

async function readRaster(path: string): Promise<Raster> {
  if (path.toLowerCase().endsWith(".asc")) return readArcGrid(path);
  const file = await openNetcdf(path);
  try {
    if (isGmtGrid(file)) return readGmtGrid(file);
    throw new InputError({
      where: path,
      found: `variables ${file.variables.join(", ")}`,
      expected: "those of MEIC's grids: x_range, y_range, dimension and z",
      remedy: "give a file with coordinates to `source: netcdf`",
    });
  } finally {
    file.close();
  }
}

function unnamed(path: string): Fault {
  return {
    where: path,
    found: `the name "${nameOfFile(path)}"`,
    expected: 'MEIC\'s own, which alone says year, month, sector and species: "2016_01__industry__CO2.nc"',
    remedy: "give the files the names they were downloaded with",
  };
}

function otherSpecies(path: string, species: string): Fault | undefined {
  if (/^CO2$/i.test(species)) return undefined;
  return { where: path, found: `emissions of ${species}`, expected: "of CO2", remedy: "name the files of CO2 alone" };
}
