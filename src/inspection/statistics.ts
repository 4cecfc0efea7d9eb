/**
 * Least, greatest and mean value of a variable, and what is missing in it, read in slices so that files of any size can be
 * looked at: where there are more values than may be read, slices are taken evenly over the variable.
 */
import { COINCIDENCES, standsApart, usualFillOf } from "../io/usualFills.js";
import type { NetcdfVariable } from "../io/netcdf.js";
import type { Statistics } from "./inspection.js";

/** Values that are read at a time: 8 MB. */
const SLICE = 1 << 20;
/** In so many slices a variable is looked at where not all of it is. */
const SPREAD = 16;

interface Slice {
  readonly start: readonly number[];
  readonly count: readonly number[];
}

/**
 * @param most values that may be read
 * @throws InputError where the file is damaged
 */
export function statisticsOf(variable: NetcdfVariable, most: number): Statistics {
  const known = { count: 0, sum: 0, minimum: Infinity, maximum: -Infinity };
  const take = (value: number, times: number): void => {
    known.count += times;
    known.sum += times * value;
    known.minimum = Math.min(known.minimum, value);
    known.maximum = Math.max(known.maximum, value);
  };
  const fills = new Map<number, number>();
  let [looked, missing, infinite] = [0, 0, 0];
  for (const { start, count } of slicesOf(variable.shape, most)) {
    const values = variable.read(start, count);
    looked += values.length;
    for (const value of values) {
      if (Number.isNaN(value)) missing++;
      else if (!Number.isFinite(value)) infinite++;
      else if (usualFillOf(value) !== undefined) fills.set(value, (fills.get(value) ?? 0) + 1);
      else take(value, 1);
    }
  }
  // What stands apart from all others; a number among them is one of them.
  const candidates = [...fills].filter(
    ([value, count]) => count >= COINCIDENCES && standsApart(value, known.minimum, known.maximum),
  );
  const fill = candidates.toSorted((a, b) => b[1] - a[1])[0];
  for (const [value, count] of fills) if (value !== fill?.[0]) take(value, count);
  return {
    looked,
    of: variable.shape.reduce((product, size) => product * size, 1),
    missing,
    infinite,
    ...(fill !== undefined && { undeclaredFill: { value: fill[0], count: fill[1] } }),
    ...(known.count > 0 && {
      minimum: known.minimum,
      maximum: known.maximum,
      mean: known.sum / known.count,
    }),
  };
}

/** @returns slices of at most `SLICE` values: all of the variable, or some evenly spread over it where it has more than `most` */
export function slicesOf(shape: readonly number[], most: number): Slice[] {
  const sizeFrom = (axis: number): number => shape.slice(axis).reduce((product, size) => product * size, 1);
  const whole = sizeFrom(0) <= most;
  if (sizeFrom(0) === 0) return [];
  if (shape.length === 0) return [{ start: [], count: [] }];
  const limit = whole ? SLICE : Math.min(SLICE, Math.max(1, Math.floor(most / SPREAD)));
  // The axis along which slices are cut: all after it are read whole.
  let axis = 0;
  while (axis < shape.length - 1 && sizeFrom(axis + 1) > limit) axis++;
  const thickness = Math.min(shape[axis], Math.max(1, Math.floor(limit / sizeFrom(axis + 1))));
  const perLine = Math.ceil(shape[axis] / thickness);
  const total = perLine * shape.slice(0, axis).reduce((product, size) => product * size, 1);
  const number = whole ? total : Math.min(total, Math.max(1, Math.floor(most / (thickness * sizeFrom(axis + 1)))));
  return Array.from({ length: number }, (_, i) => {
    const slice = number === total ? i : Math.floor(((i + 0.5) * total) / number);
    const start = shape.map(() => 0);
    const count = shape.map((size, along) => (along < axis ? 1 : size));
    start[axis] = (slice % perLine) * thickness;
    count[axis] = Math.min(thickness, shape[axis] - start[axis]);
    for (let along = axis - 1, line = Math.floor(slice / perLine); along >= 0; along--) {
      start[along] = line % shape[along];
      line = Math.floor(line / shape[along]);
    }
    return { start, count };
  });
}
