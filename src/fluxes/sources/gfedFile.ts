/**
 * A file of GFED4.1s, of one year: HDF5 without dimension scales, `lat` and `lon` of two dimensions from the north, and for
 * each month `emissions/MM/` with `DM` [kg m-2 month-1], `C` [g m-2 month-1], `partitioning/DM_TYPE` [1],
 * `daily_fraction/day_N` [1] and `diurnal_cycle/UTC_0-3h` [1]. Small fires are in; what is burned (`burned_area`) is not read,
 * and years from 2017 (`_beta`) have none.
 */
import { CoverageError, InputError } from "../../errors.js";
import type { LongitudeLatitudeBoxes } from "../../grids/regrid.js";
import { nameOfFile } from "../../io/fileNames.js";
import type { NetcdfFile } from "../../io/netcdf.js";
import { fromTheSouth } from "../../io/raster.js";

/** Kinds of fires, in the order of the provider's table of emission factors. */
export const fireTypes = ["SAVA", "BORF", "TEMF", "DEFO", "PEAT", "AGRI"] as const;

/**
 * CO2 per dry matter burned [kg kg-1], of the same order: GFED4_Emission_Factors.txt of the provider, mostly of Akagi et al.
 * (2011, doi:10.5194/acp-11-4039-2011), as van der Werf et al. (2017, doi:10.5194/essd-9-697-2017) use them.
 */
export const CO2_PER_DRY_MATTER = [1.686, 1.489, 1.647, 1.643, 1.703, 1.585] as const;

/** @param name of a file, without folders @returns the year, undefined where it is no file of GFED4.1s */
export function gfedYear(name: string): number | undefined {
  const match = /^GFED4\.1s_(\d{4})(?:_beta)?\.(?:hdf5|h5|nc)$/i.exec(name);
  return match === null ? undefined : Number(match[1]);
}

/** @throws InputError where the name does not say */
export function yearOfGfed(path: string): number {
  const year = gfedYear(nameOfFile(path));
  if (year !== undefined) return year;
  throw new InputError({
    where: path,
    found: `the name "${nameOfFile(path)}"`,
    expected: 'GFED\'s own, which alone says the year: "GFED4.1s_2016.hdf5"',
    remedy: "give the files the names they were downloaded with",
  });
}

/** @throws InputError where `lat` and `lon` are no lattice from north to south and from west to east */
export function gfedBoxes(file: NetcdfFile): LongitudeLatitudeBoxes {
  const [latitude, longitude] = [file.variable("lat"), file.variable("lon")];
  const fault = (found: string): InputError =>
    new InputError({
      where: `${file.path}: lat and lon`,
      found,
      expected: "a lattice of two dimensions from the north-west",
    });
  const [rows, columns] = latitude.shape;
  if (latitude.shape.length !== 2) throw fault(`${latitude.shape.length} dimensions`);
  const [y, x] = [latitude.read(), longitude.read()];
  const [dy, dx] = [y[0] - y[columns], x[1] - x[0]];
  for (let box = 0; box < y.length; box++) {
    const [row, column] = [Math.floor(box / columns), box % columns];
    if (Math.abs(y[box] - y[0] + row * dy) + Math.abs(x[box] - x[0] - column * dx) > 1e-3 || dx <= 0 || dy <= 0) {
      throw fault(`${y[box]} N ${x[box]} E in row ${row}, column ${column}`);
    }
  }
  const south = y[0] + dy / 2 - rows * dy;
  return {
    longitudeEdges: Float64Array.from({ length: columns + 1 }, (_, i) => x[0] - dx / 2 + i * dx),
    latitudeEdges: Float64Array.from({ length: rows + 1 }, (_, i) => Math.max(-90, Math.min(90, south + i * dy))),
  };
}

/** @returns [latitude][longitude], from the south, missing values as none @throws CoverageError where it is not there */
export function gfedField(file: NetcdfFile, name: string): Float64Array {
  if (!file.has(name)) {
    throw new CoverageError({
      where: file.path,
      found: `no ${name}`,
      expected: "that of each month and day of the run",
      remedy:
        'where days or parts of the day are missing, as before 2003, write "steps: monthly"; the last year may end early: let another stand for it (dates)',
    });
  }
  const variable = file.variable(name);
  const [rows, columns] = variable.shape;
  const field = fromTheSouth(variable.read(), columns, rows, undefined);
  return field.map((value) => (Number.isNaN(value) ? 0 : value));
}

/** Most dry matter that burns in a month [kg m-2]: peat gives some 30. */
const MOST_DRY_MATTER = 100;

/**
 * CO2 of a month by its dry matter and kinds of fires.
 * @param group `emissions/07` @returns [latitude][longitude] from the south [kg m-2]
 * @throws InputError where numbers cannot be, or kinds are not shares of the whole
 */
export function co2OfDryMatter(file: NetcdfFile, group: string): Float64Array {
  const dryMatter = plausible(file, `${group}/DM`, MOST_DRY_MATTER);
  const result = new Float64Array(dryMatter.length);
  const shared = new Float64Array(dryMatter.length);
  fireTypes.forEach((type, i) => {
    const share = gfedField(file, `${group}/partitioning/DM_${type}`);
    for (let box = 0; box < result.length; box++) {
      result[box] += dryMatter[box] * share[box] * CO2_PER_DRY_MATTER[i];
      shared[box] += dryMatter[box] * share[box];
    }
  });
  const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0);
  const ratio = sum(shared) / sum(dryMatter);
  if (ratio < 0.99 || ratio > 1.01) {
    throw new InputError({
      where: `${file.path}: ${group}/partitioning`,
      found: `${(100 * ratio).toFixed(1)} % of the dry matter in the six kinds of fires together`,
      expected: "all of it",
      remedy: "fetch the file again",
    });
  }
  return result;
}

/** All carbon of a month. @returns [latitude][longitude] from the south [kg m-2] */
export function carbonOf(file: NetcdfFile, group: string): Float64Array {
  return plausible(file, `${group}/C`, 500 * MOST_DRY_MATTER).map((grams) => grams * 1e-3);
}

function plausible(file: NetcdfFile, name: string, most: number): Float64Array {
  const field = gfedField(file, name);
  const bad = field.findIndex((value) => value < 0 || value > most);
  if (bad < 0) return field;
  throw new InputError({
    where: `${file.path}: ${name}`,
    found: `${field[bad]}`,
    expected: `numbers from 0 to ${most}`,
  });
}
