/** Which variables of a netCDF file are masks of regions, and what the regions along a dimension of one are called. */
import { InputError, JdasError } from "../errors.js";
import { isLatitude, isLongitude, meaningOf, planeCoordinates } from "./cfAxes.js";
import type { NetcdfFile, NetcdfVariable } from "./netcdf.js";

/**
 * @param named in the experiment file
 * @returns the variables of these names; else the one on places that the file has, or the one of them with flag_meanings
 * @throws InputError where there is no such one, or several
 */
export function maskVariables(file: NetcdfFile, named: readonly string[] | undefined): NetcdfVariable[] {
  if (named !== undefined) return named.map((name) => file.variable(name));
  const all = file.variables.map((name) => file.variable(name));
  const bounds = new Set(all.flatMap(({ attributes }) => [attributes.bounds ?? []].flat()));
  const onPlaces = all.filter(
    (variable) =>
      !bounds.has(variable.name) &&
      !isLatitude(variable) &&
      !isLongitude(variable) &&
      variable.shape.filter((size) => size > 1).length >= 2 &&
      textOf(variable) === undefined,
  );
  const flagged = onPlaces.filter(({ attributes }) => "flag_meanings" in attributes);
  const found = flagged.length === 1 ? flagged : onPlaces;
  if (found.length === 1) return found;
  throw new InputError({
    where: file.path,
    found: found.length === 0 ? "no variable on places" : `variables ${found.map(({ name }) => name).join(", ")}`,
    expected: "one with the codes or the shares of regions",
    remedy: 'say which: "variables" beside "mask"',
  });
}

export interface NamesAlong {
  /** Of the dimension in the variable, slowest first. */
  readonly position: number;
  readonly names: readonly string[];
}

/**
 * @param named variable that holds the names, in the experiment file
 * @returns undefined where the variable is of one region
 * @throws InputError where it has a dimension of regions without names, or several variables could hold them
 */
export function namesAlong(
  file: NetcdfFile,
  variable: NetcdfVariable,
  named: string | undefined,
): NamesAlong | undefined {
  const { dimensions, shape } = variable;
  const plane = planeCoordinates(file, variable)?.latitude.dimensions ?? [];
  const position = dimensions.findIndex((name, i) => {
    if (plane.includes(name)) return false;
    const meaning = meaningOf(file, name, shape[i]);
    // A single region still has its name.
    return meaning === "unknown" || meaning === "level" || (meaning === "single" && holdersOf(file, name).length > 0);
  });
  if (position < 0) return undefined;
  const holders = holdersOf(file, dimensions[position]);
  const where = `${file.path}: variable "${variable.name}"`;
  const names = named === undefined ? likeliest(holders, where, dimensions[position]) : textOf(file.variable(named));
  if (names?.length === shape[position]) return { position, names: names.map((name) => name.trim()) };
  throw new InputError({
    where: `${file.path}: variable "${named}"`,
    found: names === undefined ? "numbers" : `${names.length} names`,
    expected: `the names of the ${shape[position]} regions along "${dimensions[position]}"`,
  });
}

function likeliest(holders: readonly NetcdfVariable[], where: string, dimension: string): string[] | undefined {
  const telling = [
    holders.filter(({ attributes }) => attributes.standard_name === "region"),
    holders.filter(({ name }) => /names?$/i.test(name)),
    holders,
  ].find((some) => some.length > 0);
  if (telling?.length === 1) return textOf(telling[0]);
  throw new InputError({
    where,
    found:
      telling === undefined
        ? `no names of the regions along "${dimension}"`
        : `several variables of text along "${dimension}": ${telling.map(({ name }) => name).join(", ")}`,
    expected: "a variable of text with the name of each",
    remedy: telling === undefined ? "add one" : 'say which: "names" beside "mask"',
  });
}

/** Variables of text along a dimension. */
function holdersOf(file: NetcdfFile, dimension: string): NetcdfVariable[] {
  return file.variables
    .map((name) => file.variable(name))
    .filter((variable) => variable.dimensions[0] === dimension && textOf(variable) !== undefined);
}

/** @returns undefined where it holds numbers */
function textOf(variable: NetcdfVariable): string[] | undefined {
  try {
    return variable.readStrings();
  } catch (error) {
    if (error instanceof JdasError) return undefined;
    throw error;
  }
}
