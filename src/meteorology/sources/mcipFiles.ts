/**
 * The files of MCIP, the meteorology-chemistry interface processor of CMAQ (Otte & Pleim 2010,
 * doi:10.5194/gmd-3-243-2010), as one weather: METCRO3D, METDOT3D, METCRO2D and GRIDCRO2D of one or several days, told
 * by the variables that they hold. Values come level by level from the lowest, [level][row][column], in the files' units
 * (SI).
 */
import { CoverageError, InputError } from "../../errors.js";
import type { GridDefinition } from "../../grids/grid.js";
import { hybridCoordinate, sigmaCoordinate, type VerticalCoordinate } from "../../grids/verticalCoordinate.js";
import type { NetcdfFile } from "../../io/netcdf.js";
import { keepNetcdfOpen } from "../../io/openNetcdf.js";
import { formatTime, type Time } from "../../time.js";
import { checkCells, pressureError } from "./ownDomain.js";
import { type McipQuantity, mcipRanges, requiredQuantities, windPairs } from "./mcipQuantities.js";
import { ioapiGrid, ioapiNumber, ioapiNumbers, ioapiRecord, ioapiTimes } from "./ioapi.js";

export interface McipFiles {
  readonly paths: readonly string[];
  readonly grid: GridDefinition;
  readonly vertical: VerticalCoordinate;
  /** Instants that all files know, ascending. */
  readonly times: readonly Time[];
  /** Squared map factor of each cell, [row][column] [1]. */
  readonly squaredMapFactor: Float64Array;
  /** Sigma thickness of each layer [1]. */
  readonly thickness: Float64Array;
  has(name: McipQuantity): boolean;
  /** @throws CoverageError where no file has the variable at that time, InputError where a value is no number or beyond its range */
  read(name: McipQuantity, time: Time): Float64Array;
  /** PURB of GRIDCRO2D over 100, where it is there: share of city in each cell, [row][column], 0 to 1 */
  readonly urbanFraction: Float64Array | undefined;
  close(): void;
}

/** Model pressure may differ so much from that of its layers. */
const PRESSURE_TOLERANCE = 0.03;
/** Where the hybrid coordinate of WRF turns to pressure, its default. */
const CRITICAL_ETA = 0.2;

/** @throws InputError, CoverageError where the files are no set of MCIP that can serve */
export function openMcipFiles(paths: readonly string[]): Promise<McipFiles> {
  return keepNetcdfOpen(paths, (files, close) => catalogue(paths, files, close));
}

function catalogue(paths: readonly string[], files: readonly NetcdfFile[], close: () => void): McipFiles {
  const where = paths.join(", ");
  const holders = (name: string): NetcdfFile[] => files.filter((file) => file.has(name));
  const missing = new Map<string, string[]>();
  for (const [name, kind] of Object.entries(requiredQuantities)) {
    if (holders(name).length === 0) missing.set(kind, [...(missing.get(kind) ?? []), name]);
  }
  const lacking = [...missing].map(([kind, names]) => `${names.join(", ")} (of ${kind})`);
  if (windNames(holders) === undefined) lacking.push("UWINDC and VWINDC, or UWIND and VWIND (of METDOT3D)");
  if (holders("MSFX2").length === 0) lacking.push("MSFX2 (of GRIDCRO2D)");
  if (lacking.length > 0) {
    throw new CoverageError({
      where,
      found: `no ${lacking.join("; no ")}`,
      expected: "METCRO3D, METDOT3D, METCRO2D and GRIDCRO2D of MCIP",
      remedy: "name all four files of each day",
    });
  }
  const placesOf = placesByTime(files);
  const names = [...Object.keys(requiredQuantities), ...(windNames(holders) ?? [])] as McipQuantity[];
  const common = [...placesOf("TA").keys()]
    .filter((time) => names.every((name) => placesOf(name).has(time)))
    .sort((x, y) => x - y);
  if (common.length === 0) {
    throw new CoverageError({
      where,
      found: "no time that all files know",
      expected: "METCRO3D, METDOT3D and METCRO2D of the same days",
    });
  }
  const [first] = holders("TA");
  checkOrigin(first);
  const grid = ioapiGrid(first);
  for (const file of files) checkLattice(file, first);
  const eta = ioapiNumbers(first, "VGLVLS");
  const thickness = Float64Array.from({ length: eta.length - 1 }, (_, k) => eta[k] - eta[k + 1]);
  const read = (name: McipQuantity, time: Time): Float64Array => {
    const place = placesOf(name).get(time);
    if (place !== undefined) return plausible(name, place, time);
    throw new CoverageError({ where, found: `no ${name} at ${formatTime(time)}`, expected: "it at every hour" });
  };
  checkPlaces(
    holders("LAT").find((file) => file.has("MSFX2")),
    grid,
  );
  const urban = holders("PURB").find((file) => file.has("MSFX2"));
  return {
    paths,
    grid,
    vertical: verticalOf(first, eta, (name) => read(name, common[0])),
    times: common,
    squaredMapFactor: ioapiRecord(holders("MSFX2")[0], "MSFX2", 0),
    thickness,
    urbanFraction: urban && ioapiRecord(urban, "PURB", 0).map((percent) => percent / 100),
    has: (name) => common.every((time) => placesOf(name).has(time)),
    read,
    close,
  };
}

interface Place {
  readonly file: NetcdfFile;
  readonly record: number;
}

/** Where each quantity is at each time: in the first of the files that have it. */
function placesByTime(files: readonly NetcdfFile[]): (name: McipQuantity) => ReadonlyMap<Time, Place> {
  const times = files.map((file) => (file.has("TFLAG") ? ioapiTimes(file) : []));
  const found = new Map<McipQuantity, Map<Time, Place>>();
  return (name) => {
    const known = found.get(name);
    if (known !== undefined) return known;
    const places = new Map<Time, Place>();
    files.forEach((file, i) => {
      if (!file.has(name)) return;
      times[i].forEach((time, record) => {
        if (!places.has(time)) places.set(time, { file, record });
      });
    });
    found.set(name, places);
    return places;
  };
}

function plausible(name: McipQuantity, { file, record }: Place, time: Time): Float64Array {
  const values = ioapiRecord(file, name, record, formatTime(time));
  const [least, greatest] = mcipRanges[name];
  const bad = values.findIndex((value) => value < least || value > greatest);
  if (bad < 0) return values;
  throw new InputError({
    where: `${file.path}: variable "${name}"`,
    found: `${values[bad]} at ${formatTime(time)}`,
    expected: `${least} to ${greatest} (SI)`,
    remedy: "make the file again",
  });
}

function windNames(holders: (name: string) => readonly NetcdfFile[]): (typeof windPairs)[number] | undefined {
  return windPairs.find((pair) => pair.every((name) => holders(name).length > 0));
}

/** Density and Jacobian are those of dry air only where the weather was made by WRF. */
function checkOrigin(file: NetcdfFile): void {
  if (!/FROM\s+MM5/i.test(String(file.attributes.FILEDESC ?? ""))) return;
  throw new InputError({
    where: file.path,
    found: "MCIP of MM5, whose density is that of moist air",
    expected: "MCIP of WRF",
  });
}

/** Dot points have one row and one column more; all else must agree. */
function checkLattice(file: NetcdfFile, first: NetcdfFile): void {
  for (const name of ["GDTYP", "P_ALP", "P_BET", "P_GAM", "XCENT", "YCENT", "XCELL", "YCELL"]) {
    const [found, expected] = [ioapiNumber(file, name), ioapiNumber(first, name)];
    if (found === expected) continue;
    throw new CoverageError({
      where: file.path,
      found: `${name} ${found}`,
      expected: `${expected}, as in ${first.path}`,
    });
  }
  const excess = ioapiNumber(file, "NCOLS") - ioapiNumber(first, "NCOLS");
  if ((excess === 0 || excess === 1) && ioapiNumber(file, "NROWS") - ioapiNumber(first, "NROWS") === excess) return;
  throw new CoverageError({
    where: file.path,
    found: `${ioapiNumber(file, "NCOLS")} x ${ioapiNumber(file, "NROWS")} points`,
    expected: `the cells of ${first.path} or their corners`,
  });
}

function checkPlaces(file: NetcdfFile | undefined, definition: GridDefinition): void {
  if (file === undefined || !file.has("LON")) return;
  const [longitude, latitude] = ["LON", "LAT"].map((name) => ioapiRecord(file, name, 0));
  const expected = "projection attributes that give LAT and LON on a sphere of 6370 km";
  checkCells(file.path, definition, longitude, latitude, expected);
}

/**
 * Sigma of dry pressure, or WRF's hybrid coordinate, p = B (ps - pt) + (eta - B)(1000 hPa - pt) + pt with B a cubic in
 * eta above 0.2 (Skamarock et al. 2019, doi:10.5065/1dfh-6p97, eqs. 2.2-2.3). In the first, and only there, dry mass per
 * sigma is the same in all layers of a column.
 */
function verticalOf(
  file: NetcdfFile,
  eta: readonly number[],
  read: (name: McipQuantity) => Float64Array,
): VerticalCoordinate {
  const top = ioapiNumber(file, "VGTOP");
  const name = `${String(file.attributes.GDNAM ?? "MCIP").trim()} layers`;
  if (eta.length < 3 || eta[0] !== 1 || eta[eta.length - 1] !== 0 || !(top > 0)) {
    throw new InputError({
      where: file.path,
      found: `VGTOP ${top} and VGLVLS ${eta[0]} ... ${eta[eta.length - 1]}`,
      expected: "a pressure and interfaces from 1 (ground) to 0",
    });
  }
  const b = eta.map(hybridShare);
  const hybrid = eta.map((value, k) => (value - b[k]) * (1e5 - top) + top * (1 - b[k]));
  const vertical = isSigma(read("DENSA_J"), eta.length - 1)
    ? sigmaCoordinate(name, eta, top)
    : hybridCoordinate(name, hybrid, b);
  const error = pressureError(vertical, read("PRES"), read("PRSFC"));
  if (error < PRESSURE_TOLERANCE) return vertical;
  throw new InputError({
    where: `${file.path}: variable "PRES"`,
    found: `pressures that differ by ${(100 * error).toFixed(1)} % from those of VGLVLS and VGTOP`,
    expected: "layers of dry sigma, or of WRF's hybrid coordinate with etac 0.2",
  });
}

/** @param mass dry mass per sigma, [level][cell] */
function isSigma(mass: Float64Array, levels: number): boolean {
  const cells = mass.length / levels;
  return mass.every((value, i) => Math.abs(value / mass[i % cells] - 1) < 1e-4);
}

function hybridShare(eta: number): number {
  if (eta <= CRITICAL_ETA) return 0;
  const c = CRITICAL_ETA;
  const cubic = 2 * c * c - c * (4 + c + c * c) * eta + 2 * (1 + c + c * c) * eta ** 2 - (1 + c) * eta ** 3;
  return eta === 1 ? 1 : cubic / (1 - c) ** 3;
}
