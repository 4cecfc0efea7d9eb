/**
 * A command as the ranks of a job run it, where a launcher has started several: the first does what one process does, with the
 * lanes of its analysis dealt to all, and is the only one that reads, writes and speaks; the others compute lanes.
 */
import { endRanks } from "../experiments/ranks/dealing.js";
import { serveCells } from "../experiments/ranks/serveCells.js";
import { loadKernels } from "../kernels/load.js";
import { launchOf } from "../parallel/launch.js";
import { openCommunicator } from "../parallel/openCommunicator.js";
import { shareOfCores } from "../parallel/shareOfCores.js";
import { givenCores } from "./cores.js";
import type { Place } from "./execute.js";
import { MOST_THREADS } from "./thisMachine.js";

/** How long a rank that has failed waits for the first to say what happened: a fault of input is found by all [ms]. */
const TURN_OF_THE_FIRST = 5000;

/** @param work given nothing where this is a process alone */
export async function onRanks(work: (place: Place | undefined) => Promise<void>): Promise<void> {
  const communicator = await openCommunicator();
  if (communicator.size === 1) return work(undefined);
  const { cores, ofTask = false } = givenCores();
  // Another launcher may have started more processes than Slurm knows of as tasks.
  const share = shareOfCores(communicator, cores, ofTask && launchOf(process.env)?.launcher === "srun");
  if (communicator.rank === 0) {
    await work({ share: { cores: share.threads, memory: 1 / share.ranks }, ranks: { communicator, share } });
    return endRanks(communicator);
  }
  // The first hears a signal between two hours, and ends the job.
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => {});
  try {
    await serveCells(communicator, loadKernels, Math.min(MOST_THREADS, share.threads));
  } catch (error) {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, TURN_OF_THE_FIRST);
    throw error;
  }
}
