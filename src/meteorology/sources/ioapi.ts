/**
 * What the header of a Models-3 I/O API file says (https://www.cmascenter.org/ioapi): grid, layers and times. Codes of
 * projections (GDTYP) and vertical coordinates (VGTYP) as in its PARMS3.EXT; the sphere is that of CMAQ, 6370 km.
 */
import { SECONDS_PER_DAY } from "../../constants.js";
import { InputError } from "../../errors.js";
import { type GridDefinition, longitudeLatitudeGrid } from "../../grids/grid.js";
import { createProjection } from "../../grids/projection.js";
import { lambertConformal, mercator, polarStereographic } from "../../grids/sphericalMaps.js";
import type { NetcdfFile } from "../../io/netcdf.js";
import type { Time } from "../../time.js";

/** Maps that the I/O API knows besides those that are read. */
const OTHER_MAPS: Readonly<Record<number, string>> = {
  3: "Mercator of any direction",
  4: "stereographic of any centre",
  5: "UTM",
  8: "transverse Mercator",
  9: "Albers",
  10: "Lambert azimuthal",
  11: "sinusoidal",
};
/** MCIP marks what is missing by numbers below this. */
const MISSING = -9e35;

/** @throws InputError where an attribute that every I/O API file has is absent */
export function ioapiNumber(file: NetcdfFile, name: string): number {
  const value = file.attributes[name];
  if (typeof value === "number") return value;
  throw new InputError({
    where: file.path,
    found: `no number in the global attribute ${name}`,
    expected: "a Models-3 I/O API file, as MCIP writes it",
  });
}

/** @returns numbers of a global attribute */
export function ioapiNumbers(file: NetcdfFile, name: string): readonly number[] {
  const value = file.attributes[name];
  if (Array.isArray(value) && value.every((entry) => typeof entry === "number")) return value as number[];
  return [ioapiNumber(file, name)];
}

/** Horizontal lattice of a file on cross points. @throws InputError for a projection that is not understood */
export function ioapiGrid(file: NetcdfFile): GridDefinition {
  const number = (name: string): number => ioapiNumber(file, name);
  const [columns, rows] = [number("NCOLS"), number("NROWS")];
  const [dx, dy] = [number("XCELL"), number("YCELL")];
  const [west, south] = [number("XORIG"), number("YORIG")];
  const name = String(file.attributes.GDNAM ?? "source").trim();
  if (number("GDTYP") === 1) return longitudeLatitudeGrid(name, west + dx / 2, south + dy / 2, dx, dy, columns, rows);
  const projection = createProjection(projectionOf(file));
  const [x, y] = projection.forward(number("XCENT"), number("YCENT"));
  return { name, projection, columns, rows, x0: x + west + dx / 2, y0: y + south + dy / 2, dx, dy };
}

/** proj4 definition with its origin at the natural one; XCENT and YCENT are taken off by the caller. */
function projectionOf(file: NetcdfFile): string {
  const number = (name: string): number => ioapiNumber(file, name);
  const [alpha, beta, gamma] = [number("P_ALP"), number("P_BET"), number("P_GAM")];
  switch (number("GDTYP")) {
    case 2:
      return lambertConformal([alpha, beta], number("YCENT"), gamma);
    case 6:
      return polarStereographic(Math.sign(alpha), beta, gamma);
    case 7:
      return mercator(alpha, gamma);
  }
  const name = OTHER_MAPS[number("GDTYP")];
  throw new InputError({
    where: file.path,
    found: `GDTYP ${number("GDTYP")}${name === undefined ? "" : ` (${name})`}`,
    expected: "1 (longitude-latitude), 2 (Lambert), 6 (polar stereographic) or 7 (equatorial Mercator)",
    remedy: "run MCIP on one of these maps, or take the output of WRF itself (source: wrf)",
  });
}

/** Times of all records, from TFLAG (YYYYDDD, HHMMSS); none where the file does not depend on time. @throws InputError where TFLAG is absent or says no time */
export function ioapiTimes(file: NetcdfFile): Time[] {
  if (ioapiNumber(file, "TSTEP") === 0) return [];
  const flags = file.variable("TFLAG");
  const [records] = flags.shape;
  const values = flags.read([0, 0, 0], [records, 1, 2]);
  return Array.from({ length: records }, (_, record) => {
    const [day, clock] = [values[2 * record], values[2 * record + 1]];
    const year = Math.floor(day / 1000);
    const seconds = 3600 * Math.floor(clock / 1e4) + 60 * (Math.floor(clock / 100) % 100) + (clock % 100);
    const time = Date.UTC(year, 0, 1) / 1000 + ((day % 1000) - 1) * SECONDS_PER_DAY + seconds;
    if (!(year > 1900) || !Number.isFinite(time)) {
      throw new InputError({
        where: `${file.path}: variable "TFLAG"`,
        found: `${day}, ${clock} in record ${record}`,
        expected: "YYYYDDD, HHMMSS",
      });
    }
    return time;
  });
}

/** One record of a variable, [level][row][column] from the lowest and from the south-west. @param when for messages @throws InputError where a value is no number */
export function ioapiRecord(file: NetcdfFile, name: string, record: number, when = `record ${record}`): Float64Array {
  const variable = file.variable(name);
  const start = variable.shape.map((_, axis) => (axis === 0 ? record : 0));
  const values = variable.read(
    start,
    variable.shape.map((size, axis) => (axis === 0 ? 1 : size)),
  );
  const bad = values.findIndex((value) => !(value > MISSING && Number.isFinite(value)));
  if (bad < 0) return values;
  throw new InputError({
    where: `${file.path}: variable "${name}"`,
    found: `${values[bad]} at ${when}`,
    expected: "a number in every cell",
    remedy: "make the file again",
  });
}
