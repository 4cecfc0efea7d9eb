/** Weighted totals by their definition (reference/totalsReference.ts); arguments as in kernels/totalsKernel.ts. */
import type { KernelArguments } from "../kernelTable.js";
import type { PlainKernelMemory } from "../memory.js";
import { weightedTotals as definition } from "../reference/totalsReference.js";
import { float32At, float64At } from "./plainLines.js";

export function weightedTotals(
  memory: PlainKernelMemory,
  count: number,
  ...values: KernelArguments<"weightedTotals">
): void {
  const [cellsPerLine, lanes, valuePointer, weightPointer, totalPointer] = values;
  const totals = float64At(memory, totalPointer, count * lanes);
  for (let line = 0; line < count; line++) {
    const first = line * cellsPerLine;
    const weights = float64At(memory, weightPointer + 8 * first, cellsPerLine);
    const rows = float32At(memory, valuePointer + 4 * first * lanes, cellsPerLine * lanes);
    totals.set(definition(rows, weights, lanes), line * lanes);
  }
}
