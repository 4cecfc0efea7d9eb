// @ts-check
/** What every other thread of the kernels does: waits for a loop, takes its share, says so, waits again. See dispatch.mjs. */
import { parentPort, workerData } from "node:worker_threads";
import { ARGUMENTS, slot, takePart, waitForChange } from "./dispatch.mjs";

/** @type {{ module: WebAssembly.Module, memory: WebAssembly.Memory, kernelNames: string[], scratch: number }} */
const { module, memory, kernelNames, scratch } = workerData;
const instance = new WebAssembly.Instance(module, { env: { memory } });
const kernels = kernelNames.map((name) => /** @type {(...values: number[]) => void} */ (instance.exports[name]));
const control = new Int32Array(memory.buffer, 0, 64);
const values = new Float64Array(memory.buffer, ARGUMENTS, 64);

let generation = Atomics.load(control, slot.generation);
parentPort?.postMessage("ready");
for (;;) {
  waitForChange(control, slot.generation, generation);
  generation = Atomics.load(control, slot.generation);
  if (Atomics.load(control, slot.stop) === 1) break;
  try {
    takePart(control, values, kernels, scratch);
  } catch {
    Atomics.store(control, slot.fault, 1);
  }
  if (Atomics.sub(control, slot.running, 1) === 1) Atomics.notify(control, slot.running);
}
