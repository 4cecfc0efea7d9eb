/**
 * The HDF5 library (h5wasm), loaded when the first HDF5 file is opened, and its faults in one sentence. Without the
 * throwing handler the library would print a failed read and return memory as it was.
 */
import type * as H5wasm from "h5wasm/node";

export type Hdf5 = typeof H5wasm;

let loading: Promise<Hdf5> | undefined;
let replaced = 0;

/** @returns the library, ready to use */
export function hdf5Library(): Promise<Hdf5> {
  loading ??= load().then(async (library) => {
    const module = await library.ready;
    module.activate_throwing_error_handler();
    return library;
  });
  return loading;
}

/**
 * After a fault of the library itself, not of a file, which leaves it in disorder: files opened from now on get a new one, those
 * that are open keep theirs. Not for what happens often: a module that was loaded is kept as long as the process.
 */
export function noticeFault(cause: unknown): void {
  if (!(cause instanceof WebAssembly.RuntimeError)) return;
  loading = undefined;
  replaced++;
}

/** A module is loaded again under an address that it has not had. */
function load(): Promise<Hdf5> {
  if (replaced === 0) return import("h5wasm/node");
  return import(`${import.meta.resolve("h5wasm/node")}?${replaced}`) as Promise<Hdf5>;
}

/** @returns what the library found at the deepest point of its error stack */
export function hdf5Complaint(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const reasons = [...message.matchAll(/#\d+: .*? in \w+\(\): (.*)/g)];
  const deepest = reasons.length === 0 ? message : reasons[reasons.length - 1][1];
  return deepest.split(": time =")[0];
}
