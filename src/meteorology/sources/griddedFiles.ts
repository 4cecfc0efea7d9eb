/**
 * Several netCDF files as one weather: which file holds which quantity at which time, all on one longitude-latitude
 * lattice. Values are read one time and one window of the lattice at once, in SI.
 */
import { CoverageError, InputError } from "../../errors.js";
import type { SourceLines, Window } from "../../grids/horizontalStencil.js";
import { type LayerInterfaces, readLayerInterfaces } from "../../io/cfLayers.js";
import { type Lattice, openLattice, samePlaces } from "../../io/cfLattice.js";
import { type LevelAxis, readLevelAxis } from "../../io/cfLevels.js";
import type { NetcdfFile } from "../../io/netcdf.js";
import { openNetcdfFiles } from "../../io/openNetcdf.js";
import { formatTime, type Time } from "../../time.js";
import { plainUnits, type QuantityName, quantities } from "./griddedQuantities.js";

/** Levels of a quantity, in the order of the file. */
export interface GriddedLevels {
  readonly axis: LevelAxis;
  readonly interfaces: LayerInterfaces;
}

/** One quantity in one file. */
export interface GriddedVariable {
  readonly lattice: Lattice;
  /** None at the surface. */
  readonly levels: GriddedLevels;
  /** Factor to SI. */
  readonly factor: number;
  /** The file gives no units. */
  readonly unitless: boolean;
}

export interface GriddedFiles {
  readonly paths: readonly string[];
  readonly lines: SourceLines;
  /** Instants at which all that is required is there, ascending. */
  readonly times: readonly Time[];
  /** Names of variables without units, taken to be in the first unit of their quantity. */
  readonly withoutUnits: readonly string[];
  /** Whether a quantity is there at every one of these instants. */
  has(quantity: QuantityName): boolean;
  /** @throws CoverageError where it is not there */
  find(quantity: QuantityName, time: Time): GriddedVariable;
  /** [level][row][column] of the window, levels in the order of the file, SI; NaN where the file has no value. */
  read(quantity: QuantityName, time: Time, window: Window): Float64Array;
  close(): void;
}

/** Times of files that round them otherwise are the same instant within so much [s]. */
const SAME_INSTANT = 5;
/** Share of its range to which a field packed into 16 bits is the same. */
const PACKING = 1e-4;
const SURFACE: GriddedLevels = {
  axis: { a: new Float64Array(), b: new Float64Array() },
  interfaces: { kind: "none", found: "no levels" },
};
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
  const names = Object.keys(quantities) as QuantityName[];
  const found = new Map(names.map((name) => [name, files.flatMap((file) => lookUp(file, name))]));
  const holders = (quantity: QuantityName): readonly GriddedVariable[] => found.get(quantity) ?? [];
  const missing = REQUIRED.filter((group) => group.every((quantity) => holders(quantity).length === 0));
  if (missing.length > 0) throw lacking(paths, missing);
  const all = [...found.values()].flat();
  checkPlaces(all);
  for (const quantity of names) checkOnce(holders(quantity));
  const at = (quantity: QuantityName, time: Time): GriddedVariable | undefined =>
    holders(quantity).find((holder) => stepAt(holder, time) >= 0);
  const times = REQUIRED[0]
    .flatMap(holders)
    .flatMap(({ lattice }) => lattice.times)
    .filter((time) => REQUIRED.every((group) => group.some((quantity) => at(quantity, time) !== undefined)))
    .sort((x, y) => x - y);
  if (times.length === 0) {
    throw new CoverageError({
      where: paths.join(", "),
      found: "no instant at which wind, temperature, humidity and surface pressure are all there",
      expected: "the same times in every file",
    });
  }
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
    lines: all[0].lattice.axes,
    times,
    withoutUnits: [...new Set(all.flatMap(({ unitless, lattice }) => (unitless ? [lattice.variable.name] : [])))],
    has: (quantity) => times.every((time) => at(quantity, time) !== undefined),
    find,
    read(quantity, time, window) {
      const holder = find(quantity, time);
      const values = holder.lattice.step(stepAt(holder, time), window);
      if (holder.factor !== 1) for (let i = 0; i < values.length; i++) values[i] *= holder.factor;
      return values;
    },
    close,
  };
}

function stepAt({ lattice }: GriddedVariable, time: Time): number {
  return lattice.times.findIndex((other) => Math.abs(other - time) <= SAME_INSTANT);
}

function lookUp(file: NetcdfFile, quantity: QuantityName): GriddedVariable[] {
  const { names, units } = quantities[quantity];
  const name = names.find((candidate) => file.has(candidate));
  if (name === undefined) return [];
  const lattice = openLattice(file, name);
  const levels = levelsOf(lattice, quantity);
  // GRIB converters often write no units; the names are those of GRIB tables, whose units are fixed.
  if (lattice.units === "") return [{ lattice, levels, factor: units[0][1], unitless: true }];
  const factor = units.find(([unit]) => unit === plainUnits(lattice.units))?.[1];
  if (factor === undefined) {
    throw new InputError({
      where: lattice.where,
      found: `${name} has units "${lattice.units}"`,
      expected: units.map(([unit]) => unit).join(" or "),
    });
  }
  return [{ lattice, levels, factor, unitless: false }];
}

/** A single level is of no matter where a quantity of the surface has one. */
function levelsOf(lattice: Lattice, quantity: QuantityName): GriddedLevels {
  const { file, variable, where, axes } = lattice;
  const { levels } = quantities[quantity];
  if (levels ? axes.level === undefined : lattice.levels > 1) {
    throw new InputError({
      where,
      found: `the dimensions (${variable.dimensions.join(", ")})`,
      expected: levels ? "a dimension of levels" : "no dimension of levels",
    });
  }
  if (!levels || axes.level === undefined) return SURFACE;
  const coordinate = file.variable(axes.level.name);
  const axis = readLevelAxis(file, coordinate);
  return { axis, interfaces: readLayerInterfaces(file, coordinate, axis) };
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

function checkPlaces(variables: readonly GriddedVariable[]): void {
  const [first] = variables;
  const size = ({ lattice: { axes } }: GriddedVariable): string =>
    `${axes.latitude.values.length} x ${axes.longitude.values.length} points`;
  const other = variables.find(({ lattice }) => !samePlaces(lattice, first.lattice));
  if (other === undefined) return;
  throw new CoverageError({
    where: other.lattice.where,
    found: `a grid of ${size(other)}`,
    expected: `the grid of "${first.lattice.variable.name}" in ${first.lattice.file.path}, ${size(first)}`,
  });
}

/** An instant may stand in two files, or twice in one, if both say the same. @param holders of one quantity */
function checkOnce(holders: readonly GriddedVariable[]): void {
  const instants = holders
    .flatMap((holder) => holder.lattice.times.map((time, step) => ({ time, step, holder })))
    .sort((x, y) => x.time - y.time);
  const valuesOf = ({ holder, step }: (typeof instants)[number]): Float64Array =>
    holder.lattice.step(step).map((value) => value * holder.factor);
  for (let i = 1; i < instants.length; i++) {
    const [one, other] = [instants[i - 1], instants[i]];
    if (other.time - one.time > SAME_INSTANT || sameValues(valuesOf(one), valuesOf(other))) continue;
    throw new InputError({
      where: [...new Set([one.holder.lattice.where, other.holder.lattice.where])].join(", "),
      found: `other values for the same instant, ${formatTime(other.time)}`,
      expected: "each quantity once at each time",
      remedy: "leave out one of the files, or cut it so that no instants overlap",
    });
  }
}

/** But for the rounding of packed numbers. */
function sameValues(x: Float64Array, y: Float64Array): boolean {
  const finite = x.filter(Number.isFinite);
  const [least, greatest] = finite.reduce(
    ([low, high], v) => [Math.min(low, v), Math.max(high, v)],
    [Infinity, -Infinity],
  );
  const close = (a: number, b: number): boolean => Math.abs(a - b) <= PACKING * (greatest - least);
  return x.length === y.length && x.every((value, i) => close(value, y[i]) || Object.is(value, y[i]));
}
