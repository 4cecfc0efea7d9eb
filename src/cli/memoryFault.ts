/** What the engine says where the system gives no memory, as an error that a user can act on. */
import { ResourceError } from "../errors.js";

const REFUSED = /allocation failed|could not allocate|out of memory/iu;

/** @returns undefined of any other error */
export function memoryFault(error: unknown): ResourceError | undefined {
  if (!(error instanceof RangeError && REFUSED.test(error.message))) return undefined;
  return new ResourceError(
    {
      where: "memory",
      found: `the system gave no more of it: ${error.message}`,
      expected: "as much as `jdas check` foretells of an experiment",
      remedy: "end other programs, or use fewer members or larger cells; `--resume` goes on from the last checkpoint",
    },
    { cause: error },
  );
}
