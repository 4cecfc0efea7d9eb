/** A thread that ends before its work: memory that the system does not give, most of all. */
import { ResourceError } from "../errors.js";

/** @param where which thread @param found what it said last */
export function threadEnded(where: string, found: string, cause?: unknown): ResourceError {
  return new ResourceError(
    {
      where,
      found: `it has ended: ${found}`,
      expected: "a thread that works to the end of the run",
      remedy: "see that the machine has memory left; `--resume` goes on from the last checkpoint",
    },
    { cause },
  );
}
