/** Addresses of arrays for a kernel, after a look at their length and place. */
import type { Kernels } from "./kernels.js";
import type { KernelArray } from "./memory.js";

/** @throws RangeError where the array has another length or does not lie in the kernel memory */
export function pointer(kernels: Kernels, name: string, array: KernelArray, length: number): number {
  if (array.length !== length) throw new RangeError(`${name} has ${array.length} values; expected ${length}`);
  try {
    return kernels.memory.pointer(array);
  } catch (cause) {
    throw new RangeError(`${name} does not lie in the kernel memory`, { cause });
  }
}
