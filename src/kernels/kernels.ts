/** What runs kernels, whatever they are made of: compiled SIMD on several threads, or plain functions on one. */
import type { KernelArguments, KernelName } from "./kernelTable.js";
import type { KernelMemory } from "./memory.js";

export interface Kernels {
  /** For log and run record: "SIMD kernels on 2 threads". */
  readonly description: string;
  readonly memory: KernelMemory;
  readonly threads: number;
  /**
   * Runs a kernel over lines 0..count-1 and returns when all are done. Pointers are those of `memory.pointer`.
   * @throws NumericalError where a kernel cannot go on
   */
  run<Name extends KernelName>(kernel: Name, count: number, ...values: KernelArguments<Name>): void;
  close(): Promise<void>;
}

/** Private memory of each thread [bytes]. */
export const SCRATCH_BYTES = 8 * 2 ** 20;
