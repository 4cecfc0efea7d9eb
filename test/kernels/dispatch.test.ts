/** The parallel loop without its threads: chunks taken in turn by several takers. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { slot, takePart, waitForChange } from "../../src/kernels/dispatch.mjs";

function prepare(count: number, chunk: number, kernel: number, values: number[]) {
  const control = new Int32Array(new SharedArrayBuffer(256));
  control[slot.kernel] = kernel;
  control[slot.count] = count;
  control[slot.chunk] = chunk;
  control[slot.argumentCount] = values.length;
  return { control, parameters: Float64Array.from([...values, 99, 98]) };
}

describe("takePart", () => {
  it("runs every line exactly once, with the arguments and the scratch of its taker", () => {
    const size = fc.integer({ min: 1, max: 300 });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 500 }), size, fc.integer({ min: 1, max: 4 }), (count, chunk, takers) => {
        const runs = new Int32Array(count);
        const { control, parameters } = prepare(count, chunk, 1, [3, 0.5]);
        const other = (): void => expect.fail("another kernel ran");
        const kernel = (a: number, b: number, first: number, last: number, scratch: number): void => {
          expect([a, b, scratch]).toEqual([3, 0.5, 1000]);
          expect(last - first).toBeLessThanOrEqual(chunk);
          for (let line = first; line < last; line++) runs[line]++;
          // another thread takes a chunk while this one is at work
          if (first === 0 && takers > 1) takePart(control, parameters, [other, kernel], 1000);
        };
        for (let taker = 0; taker < takers; taker++) takePart(control, parameters, [other, kernel], 1000);
        expect(runs.every((times) => times === 1)).toBe(true);
      }),
      { seed: 1 },
    );
  });

  it("lets a kernel's failure through", () => {
    const { control, parameters } = prepare(5, 1, 0, []);
    const failing = (): void => {
      throw new Error("trap");
    };
    expect(() => takePart(control, parameters, [failing], 0)).toThrow("trap");
  });
});

describe("waitForChange", () => {
  it("returns at once where the value differs", () => {
    const { control } = prepare(0, 1, 0, []);
    control[5] = 3;
    waitForChange(control, 5, 2);
    expect(control[5]).toBe(3);
  });
});
