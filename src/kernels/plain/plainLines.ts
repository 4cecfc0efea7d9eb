/** Lines of cells in arrays of lanes: taken out as float64 and put back as float32. */
import type { PlainKernelMemory } from "../memory.js";

export function float32At(memory: PlainKernelMemory, pointer: number, length: number): Float32Array {
  const { buffer, offset } = memory.at(pointer);
  return new Float32Array(buffer, offset, length);
}

export function float64At(memory: PlainKernelMemory, pointer: number, length: number): Float64Array {
  const { buffer, offset } = memory.at(pointer);
  return new Float64Array(buffer, offset, length);
}

export function int32At(memory: PlainKernelMemory, pointer: number, length: number): Int32Array {
  const { buffer, offset } = memory.at(pointer);
  return new Int32Array(buffer, offset, length);
}

/** Fills `out` with the values that lie `stride` apart from `start` on. */
export function gather(source: ArrayLike<number>, start: number, stride: number, out: Float64Array): void {
  for (let i = 0, at = start; i < out.length; i++, at += stride) out[i] = source[at];
}

/** The reverse of `gather`. */
export function scatter(values: Float64Array, target: Float64Array, start: number, stride: number): void {
  for (let i = 0, at = start; i < values.length; i++, at += stride) target[at] = values[i];
}

/**
 * As `scatter`, rounded; what rounding takes from a cell is given to the next towards the first, so that a line loses the
 * rounding of its first cell at most. @param mass [kg] of the cells
 */
export function scatterRounded(
  values: Float64Array,
  mass: Float64Array,
  target: Float32Array,
  start: number,
  stride: number,
): void {
  let lost = 0;
  for (let i = values.length - 1, at = start + i * stride; i >= 0; i--, at -= stride) {
    const value = values[i] + lost;
    const rounded = Math.fround(value);
    target[at] = rounded;
    lost = i === 0 ? 0 : (value - rounded) * (mass[i] / mass[i - 1]);
  }
}
