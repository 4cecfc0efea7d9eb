/**
 * The kernels as plain functions on ordinary memory and one thread, for runtimes without WebAssembly SIMD or shared
 * memory. They are the definitions (src/kernels/reference) applied to each line, float64 within a line; arrays are those
 * of the compiled kernels, float32 state included.
 */
import { NumericalError } from "../../errors.js";
import type { Kernels } from "../kernels.js";
import type { KernelArguments, KernelName } from "../kernelTable.js";
import { PlainKernelMemory } from "../memory.js";
import { advectX, advectY } from "./plainAdvection.js";
import { moveVertically } from "./plainColumn.js";
import { ensrfUpdate } from "./plainEnsrf.js";
import { inflateRows, memberSpread } from "./plainInflation.js";
import { letkfUpdate } from "./plainLetkf.js";
import { addMoments, boundMembers, combineParameters } from "./plainMembers.js";
import { convectDeeply, diffuseX, diffuseY } from "./plainSubgrid.js";
import { weightedTotals } from "./plainTotals.js";

/** Runs lines 0..count-1; values are those of the compiled kernel of the same name, in its order. */
type PlainKernel<Name extends KernelName> = (
  memory: PlainKernelMemory,
  count: number,
  ...values: KernelArguments<Name>
) => void;

const plain: { readonly [Name in KernelName]: PlainKernel<Name> } = {
  addMoments,
  advectX,
  advectY,
  boundMembers,
  combineParameters,
  convectDeeply,
  diffuseX,
  diffuseY,
  ensrfUpdate,
  inflateRows,
  letkfUpdate,
  memberSpread,
  moveVertically,
  weightedTotals,
};

/** Time of a transport step on one thread, in that of the SIMD kernels on one; `npm run bench -- fallback`. */
const TIMES_SLOWER = 25;

/** @param missing what this runtime lacks, for the log */
export function plainKernels(missing: string): Kernels {
  const memory = new PlainKernelMemory();
  let closed = false;
  return {
    description:
      `plain kernels on 1 thread, about ${TIMES_SLOWER} times slower than SIMD kernels on one: ` +
      `this Node has no ${missing}`,
    memory,
    threads: 1,
    run(name, count, ...values) {
      if (closed) throw new Error(`"${name}" cannot run: the kernels are closed`);
      try {
        plain[name](memory, count, ...values);
      } catch (cause) {
        const found = cause instanceof Error ? cause.message : String(cause);
        throw new NumericalError({ where: `kernel "${name}"`, found }, { cause });
      }
    },
    async close() {
      closed = true;
    },
  };
}
