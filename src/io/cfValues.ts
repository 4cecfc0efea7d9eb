/** Part of a variable, its dimensions put into another order and turned around where they run the other way. */
import type { NetcdfVariable } from "./netcdf.js";

/** What is read along one dimension. */
export interface Range {
  /** Place of the dimension in the file. */
  readonly position: number;
  /** First and number of those wanted, counted as they are wanted. */
  readonly from: number;
  readonly count: number;
  /** Counted from the end of the dimension, downward. */
  readonly reversed: boolean;
}

/**
 * @param ranges slowest first; of a dimension that is in none the first value is taken
 * @returns values in the order of the ranges, unpacked, NaN where missing
 * @throws InputError where the ranges leave the variable or the file is damaged
 */
export function readRanges(variable: NetcdfVariable, ranges: readonly Range[]): Float64Array {
  const { shape } = variable;
  const start = shape.map(() => 0);
  const count = shape.map(() => 1);
  for (const { position, from, count: wanted, reversed } of ranges) {
    start[position] = reversed ? shape[position] - from - wanted : from;
    count[position] = wanted;
  }
  const read = variable.read(start, count);
  const strides = shape.map((_, position) => count.slice(position + 1).reduce((product, n) => product * n, 1));
  const long = ranges.filter((range) => range.count > 1);
  const inOrder = long.every(({ position, reversed }, i) => !reversed && (i === 0 || position > long[i - 1].position));
  return inOrder ? read : gathered(read, long, strides);
}

function gathered(read: Float64Array, ranges: readonly Range[], strides: readonly number[]): Float64Array {
  const out = new Float64Array(read.length);
  let filled = 0;
  const visit = (depth: number, base: number): void => {
    const { position, count, reversed } = ranges[depth];
    const step = reversed ? -strides[position] : strides[position];
    const first = reversed ? base + (count - 1) * strides[position] : base;
    if (depth < ranges.length - 1) {
      for (let i = 0; i < count; i++) visit(depth + 1, first + i * step);
      return;
    }
    for (let i = 0, at = first; i < count; i++, at += step) out[filled++] = read[at];
  };
  visit(0, 0);
  return out;
}
