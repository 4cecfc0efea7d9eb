/**
 * The output of WRF-ARW (wrfout) as one weather: several files of one or several steps each, on one domain. Values come
 * level by level from the lowest, [level][row][column], as the files have them, held against the ranges of
 * wrfQuantities.ts.
 */
import { CoverageError, InputError } from "../../errors.js";
import type { GridDefinition } from "../../grids/grid.js";
import type { VerticalCoordinate } from "../../grids/verticalCoordinate.js";
import type { NetcdfAttribute, NetcdfFile } from "../../io/netcdf.js";
import { keepNetcdfOpen } from "../../io/openNetcdf.js";
import { formatTime, type Time } from "../../time.js";
import { plainUnits } from "./griddedQuantities.js";
import { checkPlaces, wrfGrid, wrfLayers, wrfStep } from "./wrfGrid.js";
import { type WrfQuantityName, wrfQuantities, wrfQuantityNames } from "./wrfQuantities.js";
import { wrfTimes } from "./wrfTimes.js";

export interface WrfFiles {
  readonly paths: readonly string[];
  readonly grid: GridDefinition;
  readonly vertical: VerticalCoordinate;
  /** Ascending. */
  readonly times: readonly Time[];
  /** Whether a quantity is there at every time. */
  has(name: WrfQuantityName): boolean;
  /** A global attribute of the file that holds a time. */
  attribute(name: string, time: Time): NetcdfAttribute | undefined;
  /** @throws InputError where a value is no number or beyond its range */
  read(name: WrfQuantityName, time: Time): Float64Array;
  close(): void;
}

interface Step {
  readonly file: NetcdfFile;
  readonly time: Time;
  readonly step: number;
}

/** @throws InputError, CoverageError where the files are no output of one domain of WRF that can serve */
export function openWrfFiles(paths: readonly string[]): Promise<WrfFiles> {
  return keepNetcdfOpen(paths, (files, close) => catalogue(paths, files, close));
}

function catalogue(paths: readonly string[], files: readonly NetcdfFile[], close: () => void): WrfFiles {
  for (const file of files) checkKind(file);
  checkComplete(paths, files);
  const steps = files
    .flatMap((file) => wrfTimes(file).map((time, step): Step => ({ file, time, step })))
    .sort((x, y) => x.time - y.time);
  const holders = (name: WrfQuantityName): Step[] => steps.filter(({ file }) => file.has(name));
  const first = steps.find(({ file }) => file.has("MU"))?.file ?? files[0];
  const grid = wrfGrid(first);
  for (const file of files) checkDomain(file, first, grid);
  for (const name of wrfQuantityNames) checkOnce(name, holders(name));
  const times = [...new Set(holders("U").map(({ time }) => time))];
  const places = new Map(
    wrfQuantityNames.map((name) => [name, new Map(holders(name).map((step) => [step.time, step]))] as const),
  );
  for (const name of wrfQuantityNames) {
    const without = times.find((time) => places.get(name)?.has(time) !== true);
    if (without === undefined || !wrfQuantities[name].required) continue;
    throw new CoverageError({
      where: paths.join(", "),
      found: `no ${name} at ${formatTime(without)}`,
      expected: "all that is required at every time of U",
      remedy: "add the files that hold it",
    });
  }
  return {
    paths,
    grid,
    vertical: wrfLayers(first),
    times,
    has: (name) => times.every((time) => places.get(name)?.has(time)),
    attribute: (name, time) => places.get("U")?.get(time)?.file.attributes[name],
    read(name, time) {
      const place = places.get(name)?.get(time);
      if (place === undefined) throw new RangeError(`no ${name} of WRF at ${formatTime(time)}`);
      return plausible(name, place);
    },
    close,
  };
}

/** @throws InputError for files of WRF's preprocessor, and for any that are not WRF's */
function checkKind(file: NetcdfFile): void {
  const absent = ["west_east", "south_north", "bottom_top"].filter((name) => !(name in file.dimensions));
  if (absent.length === 0) return;
  const metgrid = "num_metgrid_levels" in file.dimensions;
  throw new InputError({
    where: file.path,
    found: metgrid ? "output of metgrid, which is the input of WRF" : `no dimension ${absent.join(", ")}`,
    expected: "output of WRF-ARW (wrfout_d01_...)",
    ...(metgrid && { remedy: "run real.exe and wrf.exe, and give what the latter writes" }),
  });
}

function checkComplete(paths: readonly string[], files: readonly NetcdfFile[]): void {
  const lacks = (name: string): boolean => files.every((file) => !file.has(name));
  const required = wrfQuantityNames.filter((name) => wrfQuantities[name].required);
  const missing = [...required, "XLAT", "XLONG", "P_TOP", "ZNW"].filter(lacks);
  if (missing.length === 0) return;
  throw new CoverageError({
    where: paths.join(", "),
    found: `no ${missing.join(", no ")}`,
    expected: "the output of WRF with all of its grid, mass, winds, temperature and humidity",
    remedy: "keep these variables when you cut the output, or write them (the history stream of WRF's registry)",
  });
}

/** @throws CoverageError for another domain, InputError for one that moves */
function checkDomain(file: NetcdfFile, first: NetcdfFile, grid: GridDefinition): void {
  for (const name of ["west_east", "south_north", "bottom_top"]) {
    if (file.dimensions[name] === first.dimensions[name]) continue;
    throw new CoverageError({
      where: file.path,
      found: `${name} ${file.dimensions[name]}`,
      expected: `${first.dimensions[name]}, as in ${first.path}`,
      remedy: "name the files of one domain (d01, d02 ...)",
    });
  }
  if (!file.has("XLAT") || !file.has("XLONG")) return;
  const steps = file.dimensions.Time ?? 1;
  for (const step of new Set([0, steps - 1])) checkPlaces(file, grid, step);
}

/** A time may stand in two files, as at a restart, if both say the same. @param steps by time */
function checkOnce(name: WrfQuantityName, steps: readonly Step[]): void {
  for (let i = 1; i < steps.length; i++) {
    const [one, other] = [steps[i - 1], steps[i]];
    if (one.time !== other.time) continue;
    const values = wrfStep(other.file, name, other.step);
    if (wrfStep(one.file, name, one.step).every((value, at) => Object.is(value, values[at]))) continue;
    throw new InputError({
      where: [...new Set([one.file.path, other.file.path])].map((path) => `${path}: variable "${name}"`).join(", "),
      found: `other values for the same instant, ${formatTime(other.time)}`,
      expected: "each time once",
      remedy: "leave out one of the files, or cut it so that no times overlap",
    });
  }
}

function plausible(name: WrfQuantityName, { file, time, step }: Step): Float64Array {
  const { unit, range } = wrfQuantities[name];
  const where = `${file.path}: variable "${name}"`;
  const written = file.variable(name).attributes.units;
  if (unit !== "" && typeof written === "string" && written.trim() !== "" && plainUnits(written) !== unit) {
    throw new InputError({ where, found: `units "${written}"`, expected: unit });
  }
  const values = wrfStep(file, name, step);
  const bad = values.findIndex((value) => !(value >= range[0] && value <= range[1]));
  if (bad < 0) return values;
  throw new InputError({
    where,
    found: `${values[bad]} at ${formatTime(time)}, position ${bad} of the step`,
    expected: `${range[0]} to ${range[1]} ${unit}`,
    remedy: "write the output again, or leave out the file",
  });
}
