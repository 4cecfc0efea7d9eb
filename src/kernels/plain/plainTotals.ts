/** Weighted totals by their definition (reference/totalsReference.ts); arguments as in kernels/totalsKernel.ts. */
import type { KernelArguments } from "../kernelTable.js";
import type { PlainKernelMemory } from "../memory.js";
import { weightedTotals as definition } from "../reference/totalsReference.js";
import { float32At, float64At } from "./plainLines.js";

export function weightedTotals(
  memory: PlainKernelMemory,
  _count: number,
  ...given: KernelArguments<"weightedTotals">
): void {
  const [rows, columns, lanes, valuePointer, weightPointer, totalPointer] = given;
  const values = float32At(memory, valuePointer, rows * columns * lanes);
  const weights = float64At(memory, weightPointer, rows * columns);
  float64At(memory, totalPointer, columns * lanes).set(definition(values, weights, columns, lanes));
}
