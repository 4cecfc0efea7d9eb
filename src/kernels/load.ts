/**
 * Chooses the kernels when a run starts: compiled SIMD kernels on threads that share a memory, or, where this runtime
 * has no WebAssembly SIMD or no shared memory, their definitions as plain functions on one thread.
 */
import type { Kernels } from "./kernels.js";
import { plainKernels } from "./plain/plainKernels.js";
import { simdKernels } from "./simdThreads.js";
import { missingFeature } from "./support.js";

export type { Kernels } from "./kernels.js";

/**
 * @param threads number of threads, this one included; plain kernels have one
 * @param missing what keeps the SIMD kernels from running here, as support.ts finds it
 * @example
 * import { loadKernels } from "openjdas";
 *
 * const kernels = await loadKernels(2);
 * kernels.memory.float32(8).length; // => 8
 * await kernels.close();
 */
export async function loadKernels(threads: number, missing: string | undefined = missingFeature()): Promise<Kernels> {
  return missing === undefined ? simdKernels(threads) : plainKernels(missing);
}
