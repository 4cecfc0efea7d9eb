/**
 * Which dimension of a variable is time, level, latitude and longitude (or row and column of another lattice), told by the coordinate variable of its name
 * (CF-1.11, sections 4 and 5): standard_name, units, then its name, axis and positive. Dimensions may stand in any order;
 * one of length 1 that is none of these is of no matter, and the only one left over when all others are known is the level.
 */
import { CoverageError, InputError } from "../errors.js";
import { isTime } from "./cfTime.js";
import type { NetcdfFile, NetcdfVariable } from "./netcdf.js";

/** `version`: that of ECMWF's data, preliminary or final, of which each step has one. */
type AxisRole = "time" | "level" | "latitude" | "longitude" | "version";
/** Besides, rows and columns of a lattice that is none of longitudes and latitudes. */
type PlaneRole = AxisRole | "y" | "x";

/** One dimension of a variable. */
export interface Axis {
  readonly name: string;
  /** Place among the dimensions of the variable, slowest first. */
  readonly position: number;
  readonly size: number;
}

export type VariableAxes = Readonly<Record<AxisRole, Axis | undefined>>;
export type PlaneAxes = Readonly<Record<PlaneRole, Axis | undefined>>;

/** Longitude and latitude of every point of a lattice, [row][column]. */
export interface PlaneCoordinates {
  readonly longitude: NetcdfVariable;
  readonly latitude: NetcdfVariable;
}

/** What a dimension is. */
export type Meaning = PlaneRole | "single" | "unknown";

const STANDARD_NAMES: Readonly<Record<string, Meaning>> = {
  time: "time",
  forecast_reference_time: "time",
  forecast_period: "time",
  latitude: "latitude",
  longitude: "longitude",
  projection_x_coordinate: "x",
  projection_y_coordinate: "y",
  grid_latitude: "y",
  grid_longitude: "x",
  air_pressure: "level",
  height: "level",
  altitude: "level",
  model_level_number: "level",
  hybrid_sigma_pressure: "level",
  atmosphere_sigma_coordinate: "level",
  atmosphere_hybrid_sigma_pressure_coordinate: "level",
};
const NAMES: Readonly<Record<string, PlaneRole>> = {
  time: "time",
  valid_time: "time",
  lat: "latitude",
  latitude: "latitude",
  lon: "longitude",
  longitude: "longitude",
  level: "level",
  lev: "level",
  plev: "level",
  pressure_level: "level",
  isobaric: "level",
  isobaricinhpa: "level",
  model_level: "level",
  hybrid: "level",
  height: "level",
  expver: "version",
  rlat: "y",
  rlon: "x",
};
const AXES: Readonly<Record<string, AxisRole>> = { T: "time", Z: "level", Y: "latitude", X: "longitude" };
const NORTH = /^degrees?_?n(orth)?$/i;
const EAST = /^degrees?_?e(ast)?$/i;
const LENGTH = /^(k?m|(kilo)?met(er|re)s?)$/i;
/** What an axis X or Y in a unit of length is. */
const IN_PLANE: Readonly<Record<string, Meaning>> = { X: "x", Y: "y" };
/** Of coordinates [degrees]: those that went through 32 bits are off by 1e-5. */
export const COORDINATE_TOLERANCE = 1e-4;

/**
 * @throws InputError where a dimension is none of these or two are the same
 * @throws CoverageError where the places are those of a projection
 */
export function findAxes(file: NetcdfFile, variable: NetcdfVariable): VariableAxes {
  const meanings = variable.dimensions.map((name, position) => meaningOf(file, name, variable.shape[position]));
  if (meanings.some((meaning) => meaning === "x" || meaning === "y")) {
    throw onProjection(`${file.path}: variable "${variable.name}"`);
  }
  return axesOf(file, variable, meanings);
}

/**
 * As `findAxes`, with rows and columns of other lattices.
 * @param coordinates of the points, whose dimensions are rows and columns where they are nothing else
 */
export function findPlaneAxes(
  file: NetcdfFile,
  variable: NetcdfVariable,
  coordinates: PlaneCoordinates | undefined,
): PlaneAxes {
  const meanings = variable.dimensions.map((name, position) => meaningOf(file, name, variable.shape[position]));
  const onLines = meanings.includes("latitude") && meanings.includes("longitude");
  const [row, column] = onLines ? [] : (coordinates?.latitude.dimensions ?? []);
  const planar = meanings.map((meaning, position): Meaning => {
    const name = variable.dimensions[position];
    return name === row ? "y" : name === column ? "x" : meaning;
  });
  return axesOf(file, variable, planar);
}

/** Whether a variable holds latitudes, by its unit. */
export function isLatitude({ attributes: { units } }: NetcdfVariable): boolean {
  return typeof units === "string" && NORTH.test(units.trim());
}

/** Whether a variable holds longitudes, by its unit. */
export function isLongitude({ attributes: { units } }: NetcdfVariable): boolean {
  return typeof units === "string" && EAST.test(units.trim());
}

/** Longitudes and latitudes of two dimensions that a variable shares; those that it names first. */
export function planeCoordinates(file: NetcdfFile, variable: NetcdfVariable): PlaneCoordinates | undefined {
  const listed = String(variable.attributes.coordinates ?? "").split(/\s+/);
  const found = [...listed, ...file.variables]
    .filter((name) => file.has(name))
    .map((name) => file.variable(name))
    .filter(
      ({ shape, dimensions }) => shape.length === 2 && dimensions.every((one) => variable.dimensions.includes(one)),
    );
  const [latitude, longitude] = [found.find(isLatitude), found.find(isLongitude)];
  if (latitude === undefined || longitude?.dimensions.join() !== latitude.dimensions.join()) return undefined;
  return { latitude, longitude };
}

function axesOf(file: NetcdfFile, variable: NetcdfVariable, found: readonly Meaning[]): PlaneAxes {
  const where = `${file.path}: variable "${variable.name}"`;
  const { dimensions, shape } = variable;
  const meanings = [...found];
  const unknown = meanings.indexOf("unknown");
  if (unknown >= 0 && unknown === meanings.lastIndexOf("unknown") && !meanings.includes("level")) {
    meanings[unknown] = "level";
  }
  const axisOf = (role: PlaneRole): Axis | undefined => {
    const all = meanings.flatMap((meaning, position): Axis[] =>
      meaning === role ? [{ name: dimensions[position], position, size: shape[position] }] : [],
    );
    const real = all.filter(({ size }) => size !== 1);
    if (real.length < 2) return real[0] ?? all[0];
    throw new InputError({
      where,
      found: `two dimensions of ${role}, ${real.map(({ name }) => `"${name}"`).join(" and ")}`,
      expected: "one",
      remedy: "take one of them out, for example with `ncks -d`",
    });
  };
  if (meanings.includes("unknown")) throw notUnderstood(where, variable, meanings.indexOf("unknown"));
  return {
    time: axisOf("time"),
    level: axisOf("level"),
    latitude: axisOf("latitude"),
    longitude: axisOf("longitude"),
    version: axisOf("version"),
    y: axisOf("y"),
    x: axisOf("x"),
  };
}

/** What a dimension is, by its coordinate variable and its name. */
export function meaningOf(file: NetcdfFile, dimension: string, size: number): Meaning {
  const otherwise = size === 1 ? "single" : "unknown";
  const named = NAMES[dimension.slice(dimension.lastIndexOf("/") + 1).toLowerCase()];
  if (!file.has(dimension)) return size === 1 ? "single" : (named ?? "unknown");
  const coordinate = file.variable(dimension);
  const { standard_name, units, axis, positive } = coordinate.attributes;
  const standard = STANDARD_NAMES[String(standard_name)];
  if (standard !== undefined) return standard;
  if (isTime(coordinate)) return "time";
  if (isLatitude(coordinate)) return "latitude";
  if (isLongitude(coordinate)) return "longitude";
  if (named !== undefined) return named;
  if (typeof units === "string" && LENGTH.test(units.trim())) {
    const planar = IN_PLANE[String(axis).toUpperCase()];
    if (planar !== undefined) return planar;
  }
  return positive === undefined ? (AXES[String(axis).toUpperCase()] ?? otherwise) : "level";
}

function onProjection(where: string): CoverageError {
  return new CoverageError({
    where,
    found: "a projected grid (projection_x_coordinate)",
    expected: "a longitude-latitude grid",
    remedy: "regrid it, for example with `cdo remapbil`",
  });
}

/** Dimensions of ensembles. */
const ONE_OF_MANY = /^(number|member|realization|realisation|ensemble|ens|nmember)s?$/i;

function notUnderstood(where: string, { dimensions, shape }: NetcdfVariable, position: number): InputError {
  return new InputError({
    where,
    found: `a dimension ${dimensions[position] === "" ? "without a name," : `"${dimensions[position]}"`} of ${shape[position]} that is no time, level, latitude or longitude`,
    expected: "a longitude-latitude grid with CF names or attributes",
    remedy: ONE_OF_MANY.test(dimensions[position])
      ? `take one member, for example with \`ncks -d ${dimensions[position]},0\``
      : "regrid files on other meshes first, for example with `cdo remapbil`",
  });
}

/** A name that a variable of a group gives is of its group first. */
function besideIn(variable: string, name: string, file: NetcdfFile): string {
  const own = `${variable.slice(0, variable.lastIndexOf("/") + 1)}${name}`;
  return name !== "" && file.has(own) ? own : name;
}

/**
 * @returns the two ends of each cell of a coordinate, [cell][2], where the file has them
 * @throws InputError where what the coordinate names as its bounds has another shape
 */
export function boundsOf(file: NetcdfFile, coordinate: NetcdfVariable): NetcdfVariable | undefined {
  const { name, shape, attributes } = coordinate;
  const told = besideIn(name, String(attributes.bounds ?? "").trim(), file);
  const wanted = [...shape, 2];
  const fits = (bounds: NetcdfVariable): boolean => bounds.shape.join() === wanted.join();
  if (shape.length === 1 && file.has(told) && !fits(file.variable(told))) {
    throw new InputError({
      where: `${file.path}: variable "${told}"`,
      found: `the shape [${file.variable(told).shape.join(", ")}], as bounds of "${name}"`,
      expected: `[${wanted.join(", ")}]`,
      remedy: "turn its dimensions around, for example with `ncpdq`, or take the attribute `bounds` away",
    });
  }
  const found = [told, `${name}_bnds`, `${name}_bounds`].find((one) => file.has(one) && fits(file.variable(one)));
  return found === undefined ? undefined : file.variable(found);
}

/** Of the distance between neighbours: coordinates that a file rounds to so much are the same. */
const ROUNDING = 0.02;

/** Whether two coordinates [degrees] are the same but for rounding, and for whole turns around the Earth. */
export function sameCoordinates(x: ArrayLike<number>, y: ArrayLike<number>): boolean {
  const tolerance = Math.max(COORDINATE_TOLERANCE, x.length > 1 ? ROUNDING * Math.abs(x[1] - x[0]) : 0);
  const same = (value: number, i: number): boolean => {
    const apart = value - y[i];
    return Math.abs(apart - 360 * Math.round(apart / 360)) < tolerance;
  };
  return x.length === y.length && Array.from(x).every(same);
}

/** @param longitudes,latitudes of a lattice [degrees] */
export function linesInWords(longitudes: ArrayLike<number>, latitudes: ArrayLike<number>): string {
  const ends = (values: ArrayLike<number>): string =>
    `${[0, values.length - 1].map((i) => Number(values[i].toFixed(4))).join(" to ")}`;
  return `${longitudes.length} longitudes of ${ends(longitudes)} and ${latitudes.length} latitudes of ${ends(latitudes)}`;
}
