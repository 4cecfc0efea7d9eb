/**
 * The communicator of this process: alone where nobody has started it together with others, and then nothing of MPI is
 * loaded; else ranks of MPI, as many as the launcher has started, or the job is refused.
 */
import { writeSync } from "node:fs";
import { inspect } from "node:util";
import { ParallelError } from "../errors.js";
import { type Communicator, singleProcess } from "./communicator.js";
import { loadMpi } from "./findMpi.js";
import { type Environment, type Launch, launchOf } from "./launch.js";
import { startMpi } from "./mpiCommunicator.js";

/** @throws ParallelError where processes were started together that no MPI joins */
export async function openCommunicator(environment: Environment = process.env): Promise<Communicator> {
  const launch = launchOf(environment);
  if (launch === undefined || launch.size === 1) return singleProcess((code) => process.exit(code));
  const mpi = await loadMpi(environment);
  if ("reason" in mpi) throw saidOnce(launch, noLibrary(launch, mpi.reason));
  const communicator = startMpi(mpi);
  if (communicator.size !== launch.size) {
    communicator.finish();
    throw saidOnce(launch, apart(launch, communicator, mpi.path));
  }
  endTogether(communicator);
  return communicator;
}

/** What is the same for all is said by the first; the others end without a word, and no fault that would end the first. */
function saidOnce({ rank }: Launch, error: ParallelError): ParallelError {
  return rank === 0 ? error : process.exit(0);
}

/**
 * However this process ends, by its last line, an error that nobody caught or `process.exit`: MPI ends with it, and where it
 * has failed all ranks do, which would else wait for it for ever. Node shows an error after the last handler has run, when
 * this process is gone, so it is shown here.
 */
function endTogether(communicator: Communicator): void {
  process.on("uncaughtExceptionMonitor", (error) => {
    writeSync(process.stderr.fd, `rank ${communicator.rank}: ${inspect(error)}\n`);
  });
  process.once("exit", (code) => {
    if (code === 0) communicator.finish();
    else communicator.abort(code);
  });
}

function noLibrary({ launcher, size }: Launch, reason: string): ParallelError {
  return new ParallelError({
    where: `${size} processes of ${launcher}`,
    found: `no MPI that joins them: ${reason}`,
    expected: "the MPI that the launcher belongs to",
    remedy: "load its module, or name its library in OPENJDAS_MPI (OPENJDAS_MPI=/path/of/libmpi.so)",
  });
}

function apart({ launcher, size, rank }: Launch, communicator: Communicator, path: string): ParallelError {
  return new ParallelError({
    where: `process ${rank} of ${launcher}`,
    found: `MPI (${path}) sees ${communicator.size} process${communicator.size === 1 ? "" : "es"} of the ${size}`,
    expected: "all of them in one job",
    remedy:
      "use the launcher of the same MPI, or tell srun which language it speaks: --mpi=pmix for Open MPI, --mpi=pmi2 for " +
      "MPICH and Intel MPI",
  });
}
