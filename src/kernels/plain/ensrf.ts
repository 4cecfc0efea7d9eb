/** The row update of the EnSRF by its definition (reference/ensrf.ts); arguments as in kernels/ensrf.ts. */
import type { PlainKernelMemory } from "../memory.js";
import { ensrfUpdate as definition } from "../reference/ensrf.js";
import { float32At, int32At } from "./lines.js";

export function ensrfUpdate(memory: PlainKernelMemory, count: number, ...values: number[]): void {
  const [levelPointer, cellPointer, taperPointer, cellCount, lanes, weights, increments, status] = values;
  const cells = int32At(memory, cellPointer, cellCount);
  const rows = 1 + cells.reduce((highest, cell) => Math.max(highest, cell), 0);
  const levels = Array.from(int32At(memory, levelPointer, Math.ceil(count / cellCount)), (start) =>
    // pointers above 2 GiB are negative as int32
    float32At(memory, start >>> 0, rows * lanes),
  );
  const tapers = float32At(memory, taperPointer, cellCount);
  const [w, g] = [float32At(memory, weights, lanes), float32At(memory, increments, lanes)];
  if (!definition(levels, cells, tapers, w, g, 0, count)) int32At(memory, status, 1)[0] = 1;
}
