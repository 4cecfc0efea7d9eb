/** Inflation by its definition (reference/inflationReference.ts); arguments as in kernels/inflationKernel.ts. */
import type { KernelArguments } from "../kernelTable.js";
import type { PlainKernelMemory } from "../memory.js";
import { inflateRow, memberSpread as spreadOfRow } from "../reference/inflationReference.js";
import { float32At } from "./plainLines.js";

export function memberSpread(
  memory: PlainKernelMemory,
  count: number,
  ...values: KernelArguments<"memberSpread">
): void {
  const [members, lanes, rows, spread] = values;
  const data = float32At(memory, rows, count * lanes);
  const result = float32At(memory, spread, count);
  for (let i = 0; i < count; i++) result[i] = spreadOfRow(data.subarray(i * lanes, (i + 1) * lanes), members);
}

export function inflateRows(memory: PlainKernelMemory, count: number, ...values: KernelArguments<"inflateRows">): void {
  const [members, lanes, rtpp, rtps, multiplicative, rows, prior, spread] = values;
  const data = float32At(memory, rows, count * lanes);
  const before = rtpp > 0 ? float32At(memory, prior, count * lanes) : data;
  const spreads = float32At(memory, spread, count);
  for (let i = 0; i < count; i++) {
    const row = (array: Float32Array): Float32Array => array.subarray(i * lanes, (i + 1) * lanes);
    inflateRow(row(data), row(before), spreads[i], members, { rtpp, rtps, multiplicative });
  }
}
