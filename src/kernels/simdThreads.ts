/**
 * The compiled kernels: loads them and starts the threads that share them.
 * A kernel is an exported function `(...arguments, first, last, scratch)` that works on lines first..last-1 of a
 * parallel loop; `scratch` points to SCRATCH_BYTES that belong to its thread (kernelTable.ts).
 */
import { readFileSync } from "node:fs";
import { Worker } from "node:worker_threads";
import { InputError, NumericalError } from "../errors.js";
import { ARGUMENTS, slot, takePart, waitForChange } from "./dispatch.mjs";
import { kernelFunctions } from "./kernelFunctions.js";
import { type Kernels, SCRATCH_BYTES } from "./kernels.js";
import { KERNELS } from "./kernelTable.js";
import { SharedKernelMemory } from "./memory.js";
import { threadEnded } from "./threadEnded.js";

const FILE = "kernels/build/kernels.wasm";

/** Chunks that each thread is offered in a loop: more even out the load, fewer cost less. */
const CHUNKS_PER_THREAD = 8;

export interface SimdKernels extends Kernels {
  readonly memory: SharedKernelMemory;
}

/** @param threads number of threads, this one included */
export async function simdKernels(threads: number): Promise<SimdKernels> {
  const module = new WebAssembly.Module(readKernelFile());
  const memory = new SharedKernelMemory();
  const instance = new WebAssembly.Instance(module, { env: { memory: memory.memory } });
  const functions = kernelFunctions(instance.exports, FILE);
  const kernelNames = Object.keys(KERNELS);
  const control = new Int32Array(memory.memory.buffer, 0, 64);
  const argumentValues = new Float64Array(memory.memory.buffer, ARGUMENTS, 64);
  const scratch = Array.from({ length: threads }, () => memory.float64(SCRATCH_BYTES / 8).byteOffset);
  const workers: Worker[] = [];
  for (let thread = 1; thread < threads; thread++) {
    const worker = new Worker(new URL("./worker.mjs", import.meta.url), {
      workerData: { module, memory: memory.memory, kernelNames, scratch: scratch[thread] },
    });
    await new Promise<void>((resolve, reject) => {
      worker.once("message", () => resolve());
      worker.once("error", (error) => reject(threadEnded(`thread ${thread} of the kernels`, error.message, error)));
    });
    worker.unref();
    workers.push(worker);
  }
  return {
    description: `SIMD kernels on ${threads} thread${threads === 1 ? "" : "s"}`,
    memory,
    threads,
    run(kernel, count, ...values) {
      if (control[slot.stop] === 1) throw new Error(`"${kernel}" cannot run: the kernels are closed`);
      argumentValues.set(values as readonly number[]);
      control[slot.kernel] = kernelNames.indexOf(kernel);
      control[slot.count] = count;
      control[slot.chunk] = Math.max(1, Math.ceil(count / (threads * CHUNKS_PER_THREAD)));
      control[slot.argumentCount] = values.length;
      control[slot.nextChunk] = 0;
      Atomics.store(control, slot.running, workers.length);
      if (workers.length > 0) {
        Atomics.add(control, slot.generation, 1);
        Atomics.notify(control, slot.generation);
      }
      let trap: unknown;
      try {
        takePart(control, argumentValues, functions, scratch[0]);
      } catch (error) {
        trap = error;
      }
      for (;;) {
        const running = Atomics.load(control, slot.running);
        if (running === 0) break;
        waitForChange(control, slot.running, running);
      }
      if (trap !== undefined || control[slot.fault] === 1) {
        control[slot.fault] = 0;
        throw new NumericalError(
          {
            where: `kernel "${kernel}"`,
            found: "it trapped",
            expected: "an end of its loop",
            remedy: "this is a defect of the program: please report it with run.json",
          },
          { cause: trap },
        );
      }
    },
    async close() {
      Atomics.store(control, slot.stop, 1);
      Atomics.add(control, slot.generation, 1);
      Atomics.notify(control, slot.generation);
      await Promise.all(workers.map((worker) => worker.terminate()));
    },
  };
}

function readKernelFile(): Uint8Array<ArrayBuffer> {
  const file = new URL(`../../${FILE}`, import.meta.url);
  try {
    return new Uint8Array(readFileSync(file));
  } catch (cause) {
    throw new InputError({ where: FILE, found: "it cannot be read", remedy: "run `npm run build` once" }, { cause });
  }
}
