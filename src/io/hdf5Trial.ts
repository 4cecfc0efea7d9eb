/**
 * Tries an HDF5 file in a thread before this one opens it (hdf5Probe.mjs): the HDF5 library itself never returns from some
 * damaged files, or fills the memory with them, which a thread that is given up survives.
 */
import { statSync } from "node:fs";
import { Worker } from "node:worker_threads";
import { InputError } from "../errors.js";
import { unreadable } from "./unreadable.js";

const LOOK_SECONDS = 0.5;

interface Limits {
  /** Without progress [s]. */
  readonly patience: number;
  /** Of memory that the library may hold: as much again is taken where the file is then opened. */
  readonly mebibytes: number;
}
const LIMITS: Limits = { patience: 8, mebibytes: 512 };

/** What this thread and the probe share: what was gone through, the most that the library may hold, whether it asked for more. */
const slot = { progress: 0, mebibytes: 1, isFull: 2 } as const;

interface Probe {
  readonly worker: Worker;
  /** See hdf5Probe.mjs. */
  readonly shared: Int32Array;
}

let probe: Probe | undefined;
/** Those that have been gone through, by path, size and time of change. */
const tried = new Set<string>();
/** One after the other. */
let last: Promise<void> = Promise.resolve();

/** @throws InputError where the library does not come to an end with it within the limits, or it cannot be read */
export function tryHdf5(path: string, limits: Partial<Limits> = {}): Promise<void> {
  const trial = last.then(() => goThrough(path, { ...LIMITS, ...limits }));
  last = trial.catch(() => {});
  return trial;
}

async function goThrough(path: string, limits: Limits): Promise<void> {
  const key = identityOf(path);
  if (tried.has(key)) return;
  probe ??= startProbe();
  const beyond = await limitReached(probe, path, limits);
  if (beyond === undefined) {
    tried.add(key);
    return;
  }
  await probe.worker.terminate();
  probe = undefined;
  throw new InputError({
    where: path,
    found: `HDF5 does not come to an end with it: given up after ${beyond}`,
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
  const shared = new Int32Array(new SharedArrayBuffer(4 * Object.keys(slot).length));
  const worker = new Worker(new URL("./hdf5Probe.mjs", import.meta.url), {
    workerData: { shared, slot },
    stderr: true,
  });
  worker.unref();
  worker.on("error", () => (probe = undefined));
  return { worker, shared };
}

/** @returns which limit, in words; none where the probe came through it: one that fails on its own leaves it to the caller to find out */
function limitReached({ worker, shared }: Probe, path: string, limits: Limits): Promise<string | undefined> {
  const { patience, mebibytes } = limits;
  Atomics.store(shared, slot.mebibytes, mebibytes);
  Atomics.store(shared, slot.isFull, 0);
  const tooLarge = (): string | undefined =>
    Atomics.load(shared, slot.isFull) === 1 ? `${mebibytes} MiB of memory` : undefined;
  return new Promise((resolve) => {
    let seen = -1;
    let since = Date.now();
    // Keeps the process alive while it waits.
    const looking = setInterval(() => {
      const now = Atomics.load(shared, slot.progress);
      const beyond = tooLarge();
      if (beyond !== undefined) end(beyond);
      else if (now !== seen) [seen, since] = [now, Date.now()];
      else if (Date.now() - since > 1000 * patience) end(`${patience} s without progress`);
    }, 1000 * LOOK_SECONDS);
    const end = (beyond: string | undefined): void => {
      clearInterval(looking);
      worker.off("message", done);
      worker.off("error", done);
      resolve(beyond);
    };
    const done = (): void => end(tooLarge());
    worker.on("message", done);
    worker.on("error", done);
    worker.postMessage(path);
  });
}
