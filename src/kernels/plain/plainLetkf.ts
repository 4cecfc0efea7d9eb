/** The row update of the LETKF by its definition (reference/letkfReference.ts); arguments as in kernels/letkfKernel.ts. */
import type { KernelArguments } from "../kernelTable.js";
import type { PlainKernelMemory } from "../memory.js";
import { letkfUpdate as definition } from "../reference/letkfReference.js";
import { float32At, float64At, int32At } from "./plainLines.js";

export function letkfUpdate(memory: PlainKernelMemory, count: number, ...values: KernelArguments<"letkfUpdate">): void {
  const [levelPointer, levelCount, cellPointer, tapers, observations, members, lanes, scaled, departures, status] =
    values;
  const cells = int32At(memory, cellPointer, count);
  const rows = 1 + cells.reduce((highest, cell) => Math.max(highest, cell), 0);
  const levels = Array.from(int32At(memory, levelPointer, levelCount), (start) =>
    // pointers above 2 GiB are negative as int32
    float32At(memory, start >>> 0, rows * lanes),
  );
  const local = {
    scaled: float64At(memory, scaled, observations * lanes).filter((_, i) => i % lanes < members),
    departures: float64At(memory, departures, observations),
  };
  const taperRows = float32At(memory, tapers, count * observations);
  if (!definition(levels, cells, taperRows, local, members, lanes, 0, count)) int32At(memory, status, 1)[0] = 1;
}
