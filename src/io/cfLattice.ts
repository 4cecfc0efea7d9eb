/**
 * The one reader of a variable on a longitude-latitude lattice: which dimension is what (cfAxes), from where to where
 * (cfHorizontal), at which times (cfTime), and its values one step at a time, [level][row][column] from the south and from
 * the west whatever the order of the file, unpacked, NaN where missing. Levels stay in the order of the file: which end is
 * the ground only their pressure tells (cfLevels).
 */
import { InputError } from "../errors.js";
import type { Window } from "../grids/horizontalStencil.js";
import type { Time } from "../time.js";
import { type Axis, findAxes, sameCoordinates, type VariableAxes } from "./cfAxes.js";
import { type HorizontalAxis, latitudeAxis, longitudeAxis } from "./cfHorizontal.js";
import { readTimes } from "./cfTime.js";
import { validTime } from "./cfValidTime.js";
import { type Range, readRanges } from "./cfValues.js";
import type { NetcdfFile, NetcdfVariable } from "./netcdf.js";

/** A variable that is read one step at a time. */
export interface Steps {
  readonly file: NetcdfFile;
  readonly variable: NetcdfVariable;
  /** The file and the variable, for messages. */
  readonly where: string;
  /** What the times of validity are read from; undefined where the file tells none. */
  readonly time: NetcdfVariable | undefined;
  /** Of each step; empty where the file tells none. */
  readonly times: readonly Time[];
  /** Number of levels, 1 where there is no such dimension. */
  readonly levels: number;
  /** As the file writes them; "" where it writes none. */
  readonly units: string;
  /**
   * @param index of the step along time, of no matter where there is no such dimension
   * @param window rows from the south (or the least y) and columns from the west (or the least x); all by default
   * @returns [level][row][column] of the window
   * @throws InputError where the step or the window leave the lattice, or the file is damaged
   */
  step(index: number, window?: Window): Float64Array;
}

export interface Lattice extends Steps {
  readonly axes: {
    readonly time: Axis | undefined;
    readonly level: Axis | undefined;
    readonly latitude: HorizontalAxis;
    readonly longitude: HorizontalAxis;
  };
}

/** Rows or columns as they are read. */
export interface Line {
  readonly position: number;
  readonly count: number;
  /** Whether the file runs the other way. */
  readonly reversed: boolean;
}

/**
 * @throws InputError where there is no such variable, or its dimensions, coordinates or times are not understood
 * @throws CoverageError where the lattice is that of a projection
 */
export function openLattice(file: NetcdfFile, name: string): Lattice {
  const variable = file.variable(name);
  const where = `${file.path}: variable "${name}"`;
  const axes = findAxes(file, variable);
  const { time: timeAxis, level, latitude: y, longitude: x } = axes;
  if (y === undefined || x === undefined || !isSequence(file, y) || !isSequence(file, x)) {
    throw new InputError({
      where,
      found: `dimensions (${variable.dimensions.join(", ")})`,
      expected:
        "latitude and longitude, with time and level where there are any, each with a coordinate variable of its name",
      remedy: "regrid files on other meshes first, for example with `cdo remapbil`",
    });
  }
  const [latitude, longitude] = [latitudeAxis(file, y), longitudeAxis(file, x)];
  const line = ({ position, values, reversed }: HorizontalAxis): Line => ({ position, count: values.length, reversed });
  return {
    ...openSteps(file, variable, axes, line(latitude), line(longitude)),
    axes: { time: timeAxis, level, latitude, longitude },
  };
}

/** @throws InputError where a dimension of time has no times, or they are not understood */
export function openSteps(
  file: NetcdfFile,
  variable: NetcdfVariable,
  { time: timeAxis, level, version }: Pick<VariableAxes, "time" | "level" | "version">,
  y: Line,
  x: Line,
): Steps {
  const where = `${file.path}: variable "${variable.name}"`;
  const time = validTime(file, variable, timeAxis);
  const whole = { row: 0, rows: y.count, column: 0, columns: x.count };
  if (time === undefined && timeAxis !== undefined) throw withoutTimes(where, timeAxis);
  const { units } = variable.attributes;
  return {
    file,
    variable,
    where,
    time,
    times: time === undefined ? [] : readTimes(time, file.path),
    levels: level?.size ?? 1,
    units: typeof units === "string" ? units.trim() : "",
    step(index, window = whole) {
      const read = (slot: Range[]): Float64Array =>
        readRanges(variable, [
          ...slot,
          ...(timeAxis === undefined ? [] : [along(timeAxis, index, 1)]),
          ...(level === undefined ? [] : [along(level, 0, level.size)]),
          along(y, window.row, window.rows, y.reversed),
          along(x, window.column, window.columns, x.reversed),
        ]);
      if (version === undefined) return read([]);
      // ECMWF's converter had a slot for final and one for preliminary data, each step in one of them.
      const [first, ...others] = Array.from({ length: version.size }, (_, slot) => read([along(version, slot, 1)]));
      return others.reduce((known, other) => known.map((value, i) => (Number.isNaN(value) ? other[i] : value)), first);
    },
  };
}

/** Whether a dimension has a coordinate variable of its own. */
export function isSequence(file: NetcdfFile, { name, size }: Axis): boolean {
  const shape = file.has(name) ? file.variable(name).shape : [];
  return shape.length === 1 && shape[0] === size;
}

function withoutTimes(where: string, { name, size }: Axis): InputError {
  return new InputError({
    where,
    found: `a dimension "${name}" of ${size} steps without a variable of its name`,
    expected: 'one that says their times, such as "hours since 2010-01-01 00:00:00"',
  });
}

function along({ position }: Pick<Axis, "position">, from: number, count: number, reversed = false): Range {
  return { position, from, count, reversed };
}

/** Whether two variables lie at the same places but for rounding to 32 bits. */
export function samePlaces({ axes: a }: Lattice, { axes: b }: Lattice): boolean {
  return (
    sameCoordinates(a.latitude.values, b.latitude.values) && sameCoordinates(a.longitude.values, b.longitude.values)
  );
}
