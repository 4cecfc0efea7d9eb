/** Kernels for the tests of a file, awaited at its top: `const single = await kernelsForTests(1)`. */
import { afterAll } from "vitest";
import { type Kernels, loadKernels } from "../../src/kernels/load.js";

/**
 * Loads kernels that are closed after the last test of the file.
 * @param threads at most
 * @param missing what the machine shall seem to lack, for the plain kernels
 */
export async function kernelsForTests(threads: number, missing?: string): Promise<Kernels> {
  const kernels = await loadKernels(threads, missing);
  afterAll(() => kernels.close());
  return kernels;
}
