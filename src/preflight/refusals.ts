/** Why a machine cannot run an experiment. */
import { type Fault, NumericalError, OutputError } from "../errors.js";
import { bytesInWords } from "./inWords.js";
import type { Preflight } from "./preflight.js";

const MEMORY = "memory";

/** @param needed by the kernels alone, by arithmetic @param free [bytes] @throws NumericalError where that is too little */
export function checkFreeMemory(needed: number, free: number): void {
  if (needed > free) throw new NumericalError(memoryFault(needed, free));
}

export function refusalsOf(output: string, { memory, disk }: Pick<Preflight, "memory" | "disk">): Fault[] {
  const faults: Fault[] = [];
  if (memory.process > memory.free) faults.push(memoryFault(memory.process, memory.free));
  if (disk.most > disk.free) {
    faults.push({
      where: output,
      found: `${bytesInWords(disk.free)} free on its disk`,
      expected: `${bytesInWords(disk.most)}, what the run will write`,
      remedy: "make room, choose another output folder, or have less written (outputs)",
    });
  }
  return faults;
}

function memoryFault(needed: number, free: number): Fault {
  return {
    where: MEMORY,
    found: `${bytesInWords(free)} free on this machine`,
    expected: `${bytesInWords(needed)}, what the run will need`,
    remedy: "end other programs, or take fewer members, fewer layers, a smaller grid or a larger machine",
  };
}

/** @throws NumericalError where memory is among the reasons, else OutputError, with all of them; where there are any */
export function refuse({ refusals }: Pick<Preflight, "refusals">): void {
  if (refusals.length === 0) return;
  throw refusals.some(({ where }) => where === MEMORY) ? new NumericalError(refusals) : new OutputError(refusals);
}
