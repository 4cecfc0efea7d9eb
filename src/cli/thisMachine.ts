/** What a command that runs the model takes of the machine and the program: kernels, threads, names, the clock. */
import { availableParallelism, freemem } from "node:os";
import type { Surroundings } from "../experiments/surroundings.js";
import { loadKernels } from "../kernels/load.js";
import { canPrepareAhead, forcingThread } from "./forcingThread.js";
import { programVersion } from "./program.js";

/** Where the file names no number. */
const MOST_THREADS = 8;
/** Of the memory that is free, what the forcing for FC may take [1]. */
const FORCING_SHARE = 0.25;

export function thisMachine(): Pick<
  Surroundings,
  "kernels" | "forcingAhead" | "memory" | "threads" | "program" | "node" | "now"
> {
  const cores = availableParallelism();
  return {
    kernels: loadKernels,
    forcingAhead: canPrepareAhead && cores > 1 ? forcingThread : undefined,
    memory: FORCING_SHARE * freemem(),
    threads: Math.min(MOST_THREADS, cores),
    program: `openjdas ${programVersion()}`,
    node: process.version,
    now: () => new Date(),
  };
}
