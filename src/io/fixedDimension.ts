/** A netCDF file in which one dimension of a variable stands at one index, so that the variable is without it. */
import type { NetcdfFile, NetcdfVariable } from "./netcdf.js";

/** @param position of the dimension in the variable, slowest first */
export function fixedDimension(
  file: NetcdfFile,
  variable: NetcdfVariable,
  position: number,
  index: number,
): NetcdfFile {
  const without = <T>(values: readonly T[]): T[] => values.filter((_, i) => i !== position);
  const within = (values: readonly number[], own: number): number[] => values.toSpliced(position, 0, own);
  const shape = without(variable.shape);
  const fixed: NetcdfVariable = {
    ...variable,
    dimensions: without(variable.dimensions),
    shape,
    read: (start = shape.map(() => 0), count = shape) => variable.read(within(start, index), within(count, 1)),
  };
  return {
    ...file,
    variable: (name) => (name === variable.name ? fixed : file.variable(name)),
    has: (name) => file.has(name),
    close: () => file.close(),
  };
}
