/**
 * A file of GFED4.1s, of one year: HDF5 without dimension scales, `lat` and `lon` of two dimensions from the north, and for
 * each month `emissions/MM/` with `DM` [kg m-2 month-1], `C` [g m-2 month-1], `partitioning/DM_TYPE` [1],
 * `daily_fraction/day_N` [1] and `diurnal_cycle/UTC_0-3h` [1]. Small fires are in; what is burned (`burned_area`) is not read,
 * and years from 2017 (`_beta`) have none.
 */
import { CoverageError, InputError } from "../../errors.js";
import type { LongitudeLatitudeBoxes } from "../../grids/regrid.js";
import { nameOfFile } from "../../io/fileNames.js";
import type { NetcdfFile, NetcdfVariable } from "../../io/netcdf.js";

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

/** @throws CoverageError where it is not there */
function fieldOf(file: NetcdfFile, name: string): NetcdfVariable {
  if (file.has(name)) return file.variable(name);
  throw new CoverageError({
    where: file.path,
    found: `no ${name}`,
    expected: "that of each month and day of the run",
    remedy:
      'where days or parts of the day are missing, as before 2003, write "steps: monthly"; the last year may end early: let another stand for it (dates)',
  });
}

/** @throws CoverageError naming the first that is not there */
export function checkFields(file: NetcdfFile, names: readonly string[]): void {
  for (const name of names) fieldOf(file, name);
}

/**
 * Values of some boxes; only the rows and columns around them are read.
 * @param boxes of the lattice from the south, ascending @returns of each, missing values as none
 * @throws CoverageError where the field is not there
 */
export function gfedValues(file: NetcdfFile, name: string, boxes: Int32Array): Float64Array {
  const variable = fieldOf(file, name);
  const [rows, columns] = variable.shape;
  const values = new Float64Array(boxes.length);
  if (boxes.length === 0) return values;
  let [west, east] = [columns - 1, 0];
  for (const box of boxes) {
    west = Math.min(west, box % columns);
    east = Math.max(east, box % columns);
  }
  const rowOf = (box: number): number => rows - 1 - Math.floor(box / columns);
  const north = rowOf(boxes[boxes.length - 1]);
  const width = east - west + 1;
  const window = variable.read([north, west], [rowOf(boxes[0]) - north + 1, width]);
  for (let i = 0; i < boxes.length; i++) {
    const value = window[(rowOf(boxes[i]) - north) * width + (boxes[i] % columns) - west];
    if (!Number.isNaN(value)) values[i] = value;
  }
  return values;
}

/** Most dry matter that burns in a month [kg m-2]: peat gives some 30. */
const MOST_DRY_MATTER = 100;

/** What burns in a month: boxes of the lattice from the south, ascending, and the mass of each [kg m-2]. */
export interface BurntMonth {
  readonly boxes: Int32Array;
  readonly mass: Float64Array;
}

/**
 * CO2 of a month by its dry matter and kinds of fires.
 * @param group `emissions/07` @param count boxes of the lattice
 * @throws InputError where numbers cannot be, or kinds are not shares of the whole
 */
export function co2OfDryMatter(file: NetcdfFile, group: string, count: number): BurntMonth {
  const { boxes, mass: dryMatter } = burnt(file, `${group}/DM`, MOST_DRY_MATTER, count);
  const mass = new Float64Array(boxes.length);
  let shared = 0;
  fireTypes.forEach((type, k) => {
    gfedValues(file, `${group}/partitioning/DM_${type}`, boxes).forEach((share, i) => {
      mass[i] += dryMatter[i] * share * CO2_PER_DRY_MATTER[k];
      shared += dryMatter[i] * share;
    });
  });
  const ratio = shared / dryMatter.reduce((total, value) => total + value, 0);
  if (ratio < 0.99 || ratio > 1.01) {
    throw new InputError({
      where: `${file.path}: ${group}/partitioning`,
      found: `${(100 * ratio).toFixed(1)} % of the dry matter in the six kinds of fires together`,
      expected: "all of it",
      remedy: "fetch the file again",
    });
  }
  return { boxes, mass };
}

/** All carbon of a month [kg m-2], likewise. */
export function carbonOf(file: NetcdfFile, group: string, count: number): BurntMonth {
  const { boxes, mass } = burnt(file, `${group}/C`, 500 * MOST_DRY_MATTER, count);
  return { boxes, mass: mass.map((grams) => grams * 1e-3) };
}

/** The boxes where a field is not 0. @throws InputError where it is of other boxes, or a number cannot be */
function burnt(file: NetcdfFile, name: string, most: number, count: number): BurntMonth {
  const where = `${file.path}: ${name}`;
  const [rows, columns] = fieldOf(file, name).shape;
  if (rows * columns !== count) {
    throw new InputError({ where, found: `${rows * columns} boxes`, expected: `${count}, as of the first file` });
  }
  const all = gfedValues(
    file,
    name,
    Int32Array.from({ length: count }, (_, box) => box),
  );
  const bad = all.findIndex((value) => value < 0 || value > most);
  if (bad >= 0) throw new InputError({ where, found: `${all[bad]}`, expected: `numbers from 0 to ${most}` });
  const boxes: number[] = [];
  for (let box = 0; box < count; box++) if (all[box] > 0) boxes.push(box);
  return { boxes: Int32Array.from(boxes), mass: Float64Array.from(boxes, (box) => all[box]) };
}
