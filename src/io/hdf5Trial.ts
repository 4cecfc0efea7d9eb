/**
 * Tries an HDF5 file in a thread before this one opens it (hdf5Probe.mjs): the HDF5 library itself never returns from some
 * damaged files, which a thread that is given up survives.
 */
import { statSync } from "node:fs";
import { Worker } from "node:worker_threads";
import { InputError } from "../errors.js";
import { unreadable } from "./unreadable.js";

const PATIENCE_SECONDS = 12;
const LOOK_SECONDS = 0.5;

interface Probe {
  readonly worker: Worker;
  readonly progress: Int32Array;
}

let probe: Probe | undefined;
/** Those that have been gone through, by path, size and time of change. */
const tried = new Set<string>();
/** One after the other. */
let last: Promise<void> = Promise.resolve();

/**
 * @param patience without progress [s]
 * @throws InputError where the library does not come to an end with it, or it cannot be read
 */
export function tryHdf5(path: string, patience = PATIENCE_SECONDS): Promise<void> {
  const trial = last.then(() => goThrough(path, patience));
  last = trial.catch(() => {});
  return trial;
}

async function goThrough(path: string, patience: number): Promise<void> {
  const key = identityOf(path);
  if (tried.has(key)) return;
  probe ??= startProbe();
  if (await endsWith(probe, path, patience)) {
    tried.add(key);
    return;
  }
  await probe.worker.terminate();
  probe = undefined;
  throw new InputError({
    where: path,
    found: `HDF5 does not come to an end with it: given up after ${patience} s without progress`,
    expected: "a whole netCDF-4 (HDF5) file",
    remedy: "the file is damaged: fetch it again",
  });
}

function identityOf(path: string): string {
  try {
    const { size, mtimeMs } = statSync(path);
    return `${path} ${size} ${mtimeMs}`;
  } catch (cause) {
    throw unreadable(path, cause, "a readable netCDF file");
  }
}

function startProbe(): Probe {
  const shared = new SharedArrayBuffer(4);
  const worker = new Worker(new URL("./hdf5Probe.mjs", import.meta.url), { workerData: shared });
  worker.unref();
  worker.on("error", () => (probe = undefined));
  return { worker, progress: new Int32Array(shared) };
}

/** @returns whether the probe came through it; one that fails on its own leaves it to the caller to find out */
function endsWith({ worker, progress }: Probe, path: string, patience: number): Promise<boolean> {
  return new Promise((resolve) => {
    let seen = -1;
    let since = Date.now();
    // Keeps the process alive while it waits.
    const looking = setInterval(() => {
      const now = Atomics.load(progress, 0);
      if (now !== seen) [seen, since] = [now, Date.now()];
      else if (Date.now() - since > 1000 * patience) end(false);
    }, 1000 * LOOK_SECONDS);
    const end = (through: boolean): void => {
      clearInterval(looking);
      worker.off("message", done);
      worker.off("error", done);
      resolve(through);
    };
    const done = (): void => end(true);
    worker.on("message", done);
    worker.on("error", done);
    worker.postMessage(path);
  });
}
