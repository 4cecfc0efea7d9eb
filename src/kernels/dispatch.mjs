// @ts-check
/**
 * The protocol by which threads share one parallel loop. Lines of a loop are handed out in chunks by an atomic
 * counter, so a slow core takes fewer; no result may depend on which thread ran a line.
 * Plain JavaScript, because a worker starts from it without a compiler.
 */

/** Int32 slots at the start of the shared memory. */
export const slot = {
  generation: 0,
  running: 1,
  nextChunk: 2,
  kernel: 3,
  count: 4,
  chunk: 5,
  argumentCount: 6,
  fault: 7,
  stop: 8,
};
/** Byte offset of the arguments (float64). */
export const ARGUMENTS = 1024;
/** Times a waiting thread looks before it sleeps. */
const SPIN = 2000;

/**
 * Takes chunks of the present loop until none is left.
 * @param {Int32Array} control
 * @param {Float64Array} values
 * @param {Array<(...values: number[]) => void>} kernels
 * @param {number} scratch pointer to this thread's scratch memory
 */
export function takePart(control, values, kernels, scratch) {
  const kernel = /** @type {(...values: number[]) => void} */ (kernels[control[slot.kernel]]);
  const count = control[slot.count];
  const chunk = control[slot.chunk];
  const parameters = Array.from(values.subarray(0, control[slot.argumentCount]));
  for (;;) {
    const start = Atomics.add(control, slot.nextChunk, 1) * chunk;
    if (start >= count) return;
    kernel(...parameters, start, Math.min(count, start + chunk), scratch);
  }
}

/**
 * Waits until `control[index]` is no longer `value`.
 * @param {Int32Array} control
 * @param {number} index
 * @param {number} value
 */
export function waitForChange(control, index, value) {
  for (let turn = 0; turn < SPIN; turn++) if (Atomics.load(control, index) !== value) return;
  while (Atomics.load(control, index) === value) Atomics.wait(control, index, value, 1000);
}
