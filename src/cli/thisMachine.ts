/** What a command that runs the model takes of the machine and the program: kernels, threads, names, the clock. */
import { freemem } from "node:os";
import type { Surroundings } from "../experiments/surroundings.js";
import { loadKernels } from "../kernels/load.js";
import { givenCores } from "./cores.js";
import { canPrepareAhead, forcingThread } from "./forcingThread.js";
import type { Communicator } from "../parallel/communicator.js";
import { programVersion } from "./program.js";

/** Where the file names no number. */
export const MOST_THREADS = 8;
/** Of the memory that is free, what the forcing for FC may take [1]. */
const FORCING_SHARE = 0.25;

/** What a process may use of a machine. */
export interface MachineShare {
  readonly cores: number;
  /** Of the memory that is free [1]. */
  readonly memory: number;
}

/** All that this process was given. */
export function wholeMachine(): MachineShare {
  return { cores: givenCores().cores, memory: 1 };
}

/** @param communicator of a job whose first process this is */
export function thisMachine(
  share = wholeMachine(),
  communicator?: Communicator,
): Pick<Surroundings, "kernels" | "communicator" | "forcingAhead" | "memory" | "threads" | "program" | "node" | "now"> {
  return {
    kernels: loadKernels,
    communicator,
    forcingAhead: canPrepareAhead && share.cores > 1 ? forcingThread : undefined,
    memory: FORCING_SHARE * share.memory * freemem(),
    threads: Math.min(MOST_THREADS, share.cores),
    program: `openjdas ${programVersion()}`,
    node: process.version,
    now: () => new Date(),
  };
}
