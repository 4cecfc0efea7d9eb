/**
 * Several netCDF files as one weather: which file holds which quantity at which time, all on one
 * lattice. Values are read one time and one window of the lattice at once, in SI.
 */
import { CoverageError, JdasError } from "../../errors.js";
import type { SourceLines, Window } from "../../grids/horizontalStencil.js";
import type { SourcePlane } from "../../grids/sourcePlane.js";
import { pointsInWords, samePoints } from "../../io/cfPoints.js";
import type { NetcdfFile } from "../../io/netcdf.js";
import { netcdfInputs } from "../../io/netcdfInputs.js";
import { keepNetcdfOpen } from "../../io/openNetcdf.js";
import { formatTime, type Time } from "../../time.js";
import { unknownAccumulation } from "./accumulation.js";
import {
  checkOnce,
  type Place,
  placeAt,
  placesAround,
  placesOf,
  SAME_INSTANT,
  type Surroundings,
} from "./griddedPlaces.js";
import { isShownAlone, type QuantityName, quantities } from "./griddedQuantities.js";
import { findVariable, type GriddedVariable } from "./griddedVariable.js";

export interface GriddedFiles {
  readonly paths: readonly string[];
  readonly lattice: SourceLines | SourcePlane;
  /** Instants at which all that is required is there, ascending. */
  readonly times: readonly Time[];
  /** Names of variables without units, taken to be in the first unit of their quantity. */
  readonly withoutUnits: readonly string[];
  /** Whether a quantity is there at every one of these instants. */
  has(quantity: QuantityName): boolean;
  /** Quantities that would only be shown and cannot be used, and why, in words. */
  readonly notShown: ReadonlyMap<QuantityName, string>;
  /** Files at whose instants a quantity is lacking that others have. */
  lackedBy(quantity: QuantityName): readonly string[];
  /** What is lacking where the files have wind before the first or after the last of these instants, in words. */
  readonly lackingBeyond: { readonly before: string | undefined; readonly after: string | undefined };
  /** @throws CoverageError where it is not there */
  find(quantity: QuantityName, time: Time): GriddedVariable;
  /** [level][row][column] of the window, levels in the order of the file, SI; NaN where the file has no value. */
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
  return keepNetcdfOpen(await netcdfInputs(paths), (files, close) => catalogue(paths, files, close));
}

function catalogue(paths: readonly string[], files: readonly NetcdfFile[], close: () => void): GriddedFiles {
  const names = Object.keys(quantities) as QuantityName[];
  const needed = names.filter((name) => !isShownAlone(name));
  const found = new Map(needed.map((name) => [name, files.flatMap((file) => findVariable(file, name))]));
  const missing = REQUIRED.filter((group) => group.every((quantity) => found.get(quantity)?.length === 0));
  if (missing.length > 0) throw incomplete(paths, missing);
  const all = [...found.values()].flat();
  checkPlaces(all);
  const notShown = new Map<QuantityName, string>();
  for (const name of names.filter(isShownAlone)) {
    const { variables, why } = shownVariables(files, name, all[0]);
    found.set(name, variables);
    if (why !== undefined) notShown.set(name, why);
  }
  const places = new Map(names.map((name) => [name, placesOf(found.get(name) ?? [])]));
  for (const ofQuantity of places.values()) checkOnce(ofQuantity);
  const required = REQUIRED.flat();
  const at = (quantity: QuantityName, time: Time): Surroundings | undefined => {
    const own = places.get(quantity) ?? [];
    // What is needed for the mass and motion of the air must be of the instant itself.
    if (!required.includes(quantity) && !quantities[quantity].levels) return placesAround(own, time);
    const place = placeAt(own, time);
    return place && { first: place, second: place, share: 0 };
  };
  const windy = REQUIRED[0].flatMap((quantity) => places.get(quantity) ?? []);
  const absent = ({ time }: Place): readonly QuantityName[] | undefined =>
    REQUIRED.find((group) => group.every((quantity) => at(quantity, time) === undefined));
  const instants = windy
    .filter((place) => absent(place) === undefined)
    .filter(({ time }, i, those) => i === 0 || time > those[i - 1].time + SAME_INSTANT);
  if (instants.length === 0) {
    throw new CoverageError({
      where: paths.join(", "),
      found: "no instant at which wind, temperature, humidity and surface pressure are all there",
      expected: "the same times in every file",
    });
  }
  const [first, last] = [instants[0], instants[instants.length - 1]];
  const left = windy.find((place) => place.time > first.time && place.time < last.time && absent(place) !== undefined);
  if (left !== undefined) throw leftOut(paths, left, absent(left) ?? []);
  const beyond = (place: Place | undefined): string | undefined => place && lackingInWords(place, absent(place) ?? []);
  const without = new Map(
    names.map((name) => [name, instants.filter(({ time }) => at(name, time) === undefined)] as const),
  );
  const lacking = (quantity: QuantityName): readonly Place[] => without.get(quantity) ?? instants;
  const find = (quantity: QuantityName, time: Time): Surroundings => {
    const around = at(quantity, time);
    if (around !== undefined) return around;
    throw new CoverageError({
      where: paths.join(", "),
      found: `no ${quantities[quantity].label} at ${formatTime(time)}`,
      expected: "it at every instant of the weather",
    });
  };
  return {
    paths,
    lattice: all[0].lattice.places,
    times: instants.map(({ time }) => time),
    withoutUnits: [...new Set(all.flatMap(({ unitless, lattice }) => (unitless ? [lattice.variable.name] : [])))],
    has: (quantity) => lacking(quantity).length === 0,
    notShown,
    lackingBeyond: {
      before: beyond(windy.findLast(({ time }) => time < first.time - SAME_INSTANT)),
      after: beyond(windy.find(({ time }) => time > last.time + SAME_INSTANT)),
    },
    lackedBy(quantity) {
      if (places.get(quantity)?.length === 0) return [];
      return [...new Set(lacking(quantity).map(({ holder }) => holder.lattice.file.path))];
    },
    find: (quantity, time) => find(quantity, time).first.holder,
    read(quantity, time, window) {
      const { first, second, share } = find(quantity, time);
      const values = readPlace(first, window);
      if (share === 0) return values;
      const others = readPlace(second, window);
      return values.map((value, i) => value + share * (others[i] - value));
    },
    close,
  };
}

/** Of a quantity that is only shown: none where anything is wrong with it, and why. */
function shownVariables(
  files: readonly NetcdfFile[],
  quantity: QuantityName,
  first: GriddedVariable,
): { readonly variables: GriddedVariable[]; readonly why?: string } {
  try {
    const variables = files.flatMap((file) => findVariable(file, quantity));
    const why = variables
      .map((variable) => (variable.unitless ? "the file gives it no units" : unknownAccumulation(variable)))
      .find((reason) => reason !== undefined);
    if (why !== undefined) return { variables: [], why };
    checkPlaces([first, ...variables]);
    checkOnce(placesOf(variables));
    return { variables };
  } catch (error) {
    if (!(error instanceof JdasError)) throw error;
    return { variables: [], why: error.faults[0].found };
  }
}

function readPlace({ holder, step }: Place, window: Window): Float64Array {
  const values = holder.lattice.step(step, window);
  if (holder.factor !== 1) for (let i = 0; i < values.length; i++) values[i] *= holder.factor;
  return values;
}

function incomplete(paths: readonly string[], missing: readonly (readonly QuantityName[])[]): CoverageError {
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

function lackingInWords({ time, holder }: Place, absent: readonly QuantityName[]): string {
  return `no ${absent.map((name) => quantities[name].label).join(" or ")} at ${formatTime(time)}, where ${holder.lattice.file.path} has wind`;
}

function leftOut(paths: readonly string[], place: Place, absent: readonly QuantityName[]): CoverageError {
  return new CoverageError({
    where: paths.join(", "),
    found: lackingInWords(place, absent),
    expected: "all that is required at every instant of the wind",
    remedy: "bring the files to the same instants, for example with `cdo inttime` or `cdo seltime`",
  });
}

function checkPlaces(variables: readonly GriddedVariable[]): void {
  const [first] = variables;
  const size = ({ lattice }: GriddedVariable): string => pointsInWords(lattice);
  const other = variables.find(({ lattice }) => !samePoints(lattice, first.lattice));
  if (other === undefined) return;
  throw new CoverageError({
    where: other.lattice.where,
    found: `a grid of ${size(other)}`,
    expected: `the grid of "${first.lattice.variable.name}" in ${first.lattice.file.path}, ${size(first)}`,
  });
}
