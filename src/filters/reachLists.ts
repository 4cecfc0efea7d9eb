/**
 * Which observations reach a cell: the reaches of several observations (cells of an observation) turned into lists
 * (observations of a cell) for the kernel `ensrfUpdate`.
 */
import type { KernelMemory } from "../kernels/memory.js";
import type { EnsrfLists } from "../kernels/launchEnsrf.js";
import type { Reach } from "./localization.js";

/** @returns a function that lists the cells of any reach, good until its next call */
export function createReachLists(memory: KernelMemory, gridCells: number): (reaches: readonly Reach[]) => EnsrfLists {
  const cells = memory.int32(gridCells);
  const starts = memory.int32(gridCells + 1);
  const next = new Int32Array(gridCells);
  let listed = memory.int32(gridCells);
  let tapers = memory.float32(gridCells);
  return (reaches) => {
    const entries = reaches.reduce((sum, reach) => sum + reach.cells.length, 0);
    if (entries > listed.length) {
      listed = memory.int32(2 * entries);
      tapers = memory.float32(2 * entries);
    }
    next.fill(0);
    for (const reach of reaches) for (let i = 0; i < reach.cells.length; i++) next[reach.cells[i]]++;
    let cellCount = 0;
    let start = 0;
    for (let cell = 0; cell < gridCells; cell++) {
      const count = next[cell];
      if (count === 0) continue;
      cells[cellCount] = cell;
      starts[cellCount] = start;
      next[cell] = start;
      start += count;
      cellCount++;
    }
    starts[cellCount] = start;
    reaches.forEach((reach, observation) => {
      for (let i = 0; i < reach.cells.length; i++) {
        const entry = next[reach.cells[i]]++;
        listed[entry] = observation;
        tapers[entry] = reach.tapers[i];
      }
    });
    return { cellCount, cells, starts, listed, tapers };
  };
}
