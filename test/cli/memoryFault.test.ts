import { expect, it } from "vitest";
import { memoryFault } from "../../src/cli/memoryFault.js";
import { ResourceError } from "../../src/errors.js";

/** What something throws. */
function thrown(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  throw new Error("nothing was thrown");
}

it("more memory than the system gives is told as such, and no other error is", () => {
  const terabytes = thrown(() => new ArrayBuffer(2 ** 46));
  expect(memoryFault(terabytes)).toBeInstanceOf(ResourceError);
  expect(memoryFault(terabytes)?.message).toMatch(/gave no more of it.*jdas check.*--resume/);
  expect(memoryFault(thrown(() => new Uint8Array(-1)))).toBeUndefined();
  expect(memoryFault(thrown(() => JSON.parse("{")))).toBeUndefined();
});
