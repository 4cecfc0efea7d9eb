/**
 * Several netCDF files as one weather: which file holds which quantity at which time, all on one longitude-latitude
 * grid. Values are read one time and one window of the grid at once, in SI.
 */
import { CoverageError, InputError } from "../../errors.js";
import type { NetcdfFile, NetcdfVariable } from "../../io/netcdf.js";
import { openNetcdfFiles } from "../../io/openNetcdf.js";
import { formatTime, type Time } from "../../time.js";
import { readAxes, type VariableAxes } from "./griddedAxes.js";
import { plainUnits, type QuantityName, quantities } from "./griddedQuantities.js";
import type { LayerInterfaces } from "./layerInterfaces.js";
import type { LevelAxis } from "./levelAxis.js";
import type { Window } from "../../grids/horizontalStencil.js";

/** One quantity in one file. */
export interface GriddedVariable {
  readonly file: NetcdfFile;
  readonly variable: NetcdfVariable;
  readonly axes: VariableAxes;
  /** Factor to SI. */
  readonly factor: number;
  /** The file gives no units. */
  readonly unitless: boolean;
}

export interface GriddedFiles {
  readonly paths: readonly string[];
  readonly latitudes: Float64Array;
  readonly longitudes: Float64Array;
  /** Instants at which all that is required is there, ascending. */
  readonly times: readonly Time[];
  /** Names of variables without units, taken to be in the first unit of their quantity. */
  readonly withoutUnits: readonly string[];
  /** Whether a quantity is there at every one of these instants. */
  has(quantity: QuantityName): boolean;
  /** @throws CoverageError where it is not there */
  find(quantity: QuantityName, time: Time): GriddedVariable;
  levels(quantity: QuantityName): LevelAxis;
  interfaces(quantity: QuantityName): LayerInterfaces;
  /** [level][row][column] of the window in the order of the file, SI; NaN where the file has no value. */
  read(quantity: QuantityName, time: Time, window: Window): Float64Array;
  close(): void;
}

/** Any one quantity of each group will do. */
const REQUIRED: readonly (readonly QuantityName[])[] = [
  ["eastwardWind"],
  ["northwardWind"],
  ["temperature"],
  ["specificHumidity", "relativeHumidity"],
  ["surfacePressure", "logSurfacePressure"],
];

/** @throws InputError where a file cannot be read, CoverageError where they do not hold what is needed together */
export async function openGriddedFiles(paths: readonly string[]): Promise<GriddedFiles> {
  const open = await openNetcdfFiles(paths);
  const close = (): void => open.forEach((file) => file.close());
  try {
    return catalogue(paths, open, close);
  } catch (error) {
    close();
    throw error;
  }
}

function catalogue(paths: readonly string[], files: readonly NetcdfFile[], close: () => void): GriddedFiles {
  const found = new Map<QuantityName, GriddedVariable[]>();
  for (const quantity of Object.keys(quantities) as QuantityName[]) {
    found.set(
      quantity,
      files.flatMap((file) => lookUp(file, quantity)),
    );
  }
  const holders = (quantity: QuantityName): readonly GriddedVariable[] => found.get(quantity) ?? [];
  const missing = REQUIRED.filter((group) => group.every((quantity) => holders(quantity).length === 0));
  if (missing.length > 0) throw lacking(paths, missing);
  const { latitudes, longitudes } = commonGrid([...found.values()].flat());
  const timesOf = (group: readonly QuantityName[]): Set<Time> =>
    new Set(group.flatMap(holders).flatMap(({ axes }) => axes.times));
  const sets = REQUIRED.map(timesOf);
  const times = [...sets[0]].filter((time) => sets.every((set) => set.has(time))).sort((x, y) => x - y);
  if (times.length === 0) {
    throw new CoverageError({
      where: paths.join(", "),
      found: "no instant at which wind, temperature, humidity and surface pressure are all there",
      expected: "the same times in every file",
    });
  }
  const at = (quantity: QuantityName, time: Time): GriddedVariable | undefined =>
    holders(quantity).find(({ axes }) => axes.times.includes(time));
  const find = (quantity: QuantityName, time: Time): GriddedVariable => {
    const holder = at(quantity, time);
    if (holder !== undefined) return holder;
    throw new CoverageError({
      where: paths.join(", "),
      found: `no ${quantities[quantity].label} at ${formatTime(time)}`,
      expected: "it at every instant of the weather",
    });
  };
  return {
    paths,
    latitudes,
    longitudes,
    times,
    withoutUnits: [
      ...new Set([...found.values()].flat().flatMap((holder) => (holder.unitless ? [holder.variable.name] : []))),
    ],
    has: (quantity) => times.every((time) => at(quantity, time) !== undefined),
    find,
    levels: (quantity) => find(quantity, times[0]).axes.levels as LevelAxis,
    interfaces: (quantity) => find(quantity, times[0]).axes.interfaces,
    read: (quantity, time, window) => readWindow(find(quantity, time), time, window),
    close,
  };
}

function lookUp(file: NetcdfFile, quantity: QuantityName): GriddedVariable[] {
  const { names, units, levels } = quantities[quantity];
  const name = names.find((candidate) => file.has(candidate));
  if (name === undefined) return [];
  const variable = file.variable(name);
  const axes = readAxes(file, variable);
  if (levels && axes.levels === undefined) {
    throw new InputError({
      where: `${file.path}: variable "${name}"`,
      found: `the dimensions (${variable.dimensions.join(", ")})`,
      expected: "a dimension of levels",
    });
  }
  const written = variable.attributes.units;
  if (written === undefined || written === "") {
    // GRIB converters often write none; the names are those of GRIB tables, whose units are fixed.
    return [{ file, variable, axes, factor: units[0][1], unitless: true }];
  }
  const factor = units.find(([unit]) => unit === plainUnits(String(written)))?.[1];
  if (factor === undefined) {
    throw new InputError({
      where: `${file.path}: variable "${name}"`,
      found: `${name} has units "${String(written)}"`,
      expected: units.map(([unit]) => unit).join(" or "),
    });
  }
  return [{ file, variable, axes, factor, unitless: false }];
}

function lacking(paths: readonly string[], missing: readonly (readonly QuantityName[])[]): CoverageError {
  const words = missing.map((group) =>
    group.map((name) => `${quantities[name].label} (${quantities[name].names.join(", ")})`).join(" or "),
  );
  return new CoverageError({
    where: paths.join(", "),
    found: `no ${words.join("; no ")}`,
    expected: "wind, temperature and humidity on levels, and surface pressure",
    remedy: "add the files that hold what is missing",
  });
}

function commonGrid(variables: readonly GriddedVariable[]): { latitudes: Float64Array; longitudes: Float64Array } {
  const same = (x: Float64Array, y: Float64Array): boolean =>
    x.length === y.length && x.every((value, i) => Math.abs(value - y[i]) < 1e-4);
  const first = variables[0];
  for (const { file, variable, axes } of variables) {
    if (!same(axes.latitudes, first.axes.latitudes) || !same(axes.longitudes, first.axes.longitudes)) {
      throw new CoverageError({
        where: `${file.path}: variable "${variable.name}"`,
        found: `a grid of ${axes.latitudes.length} x ${axes.longitudes.length} points`,
        expected: `the grid of "${first.variable.name}" in ${first.file.path}, ${first.axes.latitudes.length} x ${first.axes.longitudes.length} points`,
      });
    }
  }
  return first.axes;
}

function readWindow(holder: GriddedVariable, time: Time, window: Window): Float64Array {
  const { variable, axes, factor } = holder;
  const start = variable.shape.map(() => 0);
  const count = variable.shape.map(() => 1);
  if (axes.time >= 0) start[axes.time] = axes.times.indexOf(time);
  if (axes.level >= 0) count[axes.level] = variable.shape[axes.level];
  start[axes.latitude] = window.row;
  count[axes.latitude] = window.rows;
  start[axes.longitude] = window.column;
  count[axes.longitude] = window.columns;
  const values = variable.read(start, count);
  if (factor !== 1) for (let i = 0; i < values.length; i++) values[i] *= factor;
  return values;
}
