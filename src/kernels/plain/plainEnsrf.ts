/** The row update of the EnSRF by its definition (reference/ensrfReference.ts); arguments as in kernels/ensrfKernel.ts. */
import type { KernelArguments } from "../kernelTable.js";
import type { PlainKernelMemory } from "../memory.js";
import { ensrfUpdate as definition } from "../reference/ensrfReference.js";
import { float32At, int32At } from "./plainLines.js";

export function ensrfUpdate(memory: PlainKernelMemory, count: number, ...values: KernelArguments<"ensrfUpdate">): void {
  const [levelPointer, cellPointer, cellCount, startPointer, listedPointer, taperPointer, lanes, ...rest] = values;
  const [weightPointer, incrementPointer, , , statusPointer] = rest;
  const cells = int32At(memory, cellPointer, cellCount);
  const starts = int32At(memory, startPointer, cellCount + 1);
  const listed = int32At(memory, listedPointer, starts[cellCount]);
  const tapers = float32At(memory, taperPointer, starts[cellCount]);
  const lanesOf = (pointer: number, observation: number): Float32Array =>
    float32At(memory, pointer + 4 * lanes * observation, lanes);
  // a level that fills up a group of four is there already
  const levels = new Set(int32At(memory, levelPointer, 4 * Math.ceil(count / cellCount)));
  for (let i = 0; i < cellCount; i++) {
    const observations = Array.from(listed.subarray(starts[i], starts[i + 1]), (observation, entry) => ({
      taper: tapers[starts[i] + entry],
      weights: lanesOf(weightPointer, observation),
      increments: lanesOf(incrementPointer, observation),
    }));
    for (const level of levels) {
      // pointers above 2 GiB are negative as int32
      const bad = definition(float32At(memory, (level >>> 0) + 4 * lanes * cells[i], lanes), observations);
      if (bad >= 0) int32At(memory, statusPointer + 4 * listed[starts[i] + bad], 1)[0] = 1;
    }
  }
}
