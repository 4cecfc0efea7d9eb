/** A netCDF file with variables that it lacks, or that stand in the place of its own: what a product's format leaves unsaid. */
import type { NetcdfAttribute, NetcdfFile, NetcdfVariable } from "./netcdf.js";
import { hyperslab } from "./netcdfValues.js";

/** @param added by their names; dimensions of theirs are those of the file, or new ones */
export function overlayNetcdf(file: NetcdfFile, added: readonly NetcdfVariable[]): NetcdfFile {
  const own = new Map(added.map((variable) => [variable.name, variable]));
  const dimensions: Record<string, number> = { ...file.dimensions };
  for (const { dimensions: names, shape } of added) names.forEach((name, axis) => (dimensions[name] ??= shape[axis]));
  return {
    path: file.path,
    dimensions,
    attributes: file.attributes,
    variables: [...new Set([...file.variables, ...own.keys()])],
    variable: (name) => own.get(name) ?? file.variable(name),
    has: (name) => own.has(name) || file.has(name),
    close: () => file.close(),
  };
}

/** Another variable's numbers, under other attributes. */
export function withAttributes(
  variable: NetcdfVariable,
  attributes: Readonly<Record<string, NetcdfAttribute>>,
): NetcdfVariable {
  return {
    name: variable.name,
    dimensions: variable.dimensions,
    shape: variable.shape,
    attributes: { ...variable.attributes, ...attributes },
    read: (start, count) => variable.read(start, count),
    readBigInts: () => variable.readBigInts(),
    readStrings: () => variable.readStrings(),
  };
}

/** Numbers of one or two dimensions, as a variable. */
export function numberVariable(
  name: string,
  dimensions: readonly string[],
  shape: readonly number[],
  values: Float64Array,
  attributes: Readonly<Record<string, NetcdfAttribute>>,
): NetcdfVariable {
  const none = (): never => {
    throw new TypeError(`variable "${name}" is of numbers`);
  };
  return {
    name,
    dimensions,
    shape,
    attributes,
    read(start, count) {
      const { start: from, count: many } = hyperslab(shape, start, count, name);
      const width = shape.slice(1).reduce((product, size) => product * size, 1);
      const inner = many.slice(1).reduce((product, size) => product * size, 1);
      const offset = from[1] ?? 0;
      return Float64Array.from({ length: many[0] * inner }, (_, i) => {
        return values[(from[0] + Math.floor(i / inner)) * width + offset + (i % inner)];
      });
    },
    readBigInts: none,
    readStrings: none,
  };
}
