/**
 * The HDF5 library (h5wasm), loaded when the first HDF5 file is opened, and its faults in one sentence. Without the
 * throwing handler the library would print a failed read and return memory as it was.
 */
import type * as H5wasm from "h5wasm/node";

export type Hdf5 = typeof H5wasm;

let loading: Promise<Hdf5> | undefined;

/** @returns the library, ready to use */
export function hdf5Library(): Promise<Hdf5> {
  loading ??= import("h5wasm/node").then(async (library) => {
    const module = await library.ready;
    module.activate_throwing_error_handler();
    return library;
  });
  return loading;
}

/** @returns what the library found at the deepest point of its error stack */
export function hdf5Complaint(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const reasons = [...message.matchAll(/#\d+: .*? in \w+\(\): (.*)/g)];
  const deepest = reasons.length === 0 ? message : reasons[reasons.length - 1][1];
  return deepest.split(": time =")[0];
}
