/** A netCDF file in memory, for sources that read one through the interface. */
import { InputError } from "../../src/errors.js";
import type { NetcdfFile, NetcdfVariable } from "../../src/io/netcdf.js";

export interface FakeVariable {
  readonly dimensions: readonly string[];
  readonly values: readonly number[];
  readonly attributes?: NetcdfVariable["attributes"];
}

export function fakeNetcdf(
  path: string,
  dimensions: Readonly<Record<string, number>>,
  variables: Readonly<Record<string, FakeVariable>>,
): NetcdfFile & { closed: boolean } {
  return {
    path,
    dimensions,
    attributes: {},
    variables: Object.keys(variables),
    closed: false,
    has: (name) => Object.hasOwn(variables, name),
    close() {
      this.closed = true;
    },
    variable(name) {
      const found = variables[name];
      if (found === undefined) throw new InputError({ where: path, found: `no variable "${name}"` });
      const shape = found.dimensions.map((dimension) => dimensions[dimension]);
      return {
        name,
        dimensions: found.dimensions,
        shape,
        attributes: found.attributes ?? {},
        read: (start = shape.map(() => 0), count = shape) => slab(found.values, shape, start, count),
        readBigInts: () => new BigInt64Array(),
        readStrings: () => [],
      };
    },
  };
}

function slab(
  values: readonly number[],
  shape: readonly number[],
  start: readonly number[],
  count: readonly number[],
): Float64Array {
  const picked = Array.from(values.keys()).filter((index) => {
    let rest = index;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      const place = rest % shape[axis];
      if (place < start[axis] || place >= start[axis] + count[axis]) return false;
      rest = Math.floor(rest / shape[axis]);
    }
    return true;
  });
  return Float64Array.from(picked, (index) => values[index]);
}
