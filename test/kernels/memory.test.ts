import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { NumericalError } from "../../src/errors.js";
import { type KernelMemory, PlainKernelMemory, SharedKernelMemory } from "../../src/kernels/memory.js";

const PAGE = 65536;

describe("kernel memory", () => {
  const forms = { shared: () => new SharedKernelMemory(), plain: () => new PlainKernelMemory() };

  it.each(["shared", "plain"] as const)(
    "(%s) hands out aligned arrays of zeros that do not overlap, after the dispatcher's page",
    (form) => {
      const request = fc.tuple(fc.constantFrom("float32", "float64", "int32"), fc.integer({ min: 0, max: 5000 }));
      fc.assert(
        fc.property(fc.array(request, { minLength: 1, maxLength: 30 }), (requests) => {
          const memory: KernelMemory = forms[form]();
          let end = PAGE;
          for (const [kind, length] of requests) {
            const array = memory[kind as "float32" | "float64" | "int32"](length);
            expect(array.length).toBe(length);
            const pointer = memory.pointer(array);
            expect(pointer % 64).toBe(0);
            expect(pointer).toBeGreaterThanOrEqual(end);
            expect(array.every((value) => value === 0)).toBe(true);
            array.fill(7);
            end = pointer + array.byteLength;
            expect(memory.used).toBeGreaterThanOrEqual(end);
          }
        }),
        { seed: 1, numRuns: 20 },
      );
    },
  );

  it("keeps old views valid and their contents when it grows", () => {
    const memory = new SharedKernelMemory();
    const before = memory.memory.buffer.byteLength;
    const old = memory.float64(100).map((_, i) => i);
    const view = memory.float64(100);
    view.set(old);
    const large = memory.float32(4 * 2 ** 20);
    expect(memory.memory.buffer.byteLength).toBeGreaterThan(before);
    expect(Array.from(view)).toEqual(Array.from(old));
    view[3] = -1;
    expect(new Float64Array(memory.memory.buffer, view.byteOffset, 100)[3]).toBe(-1);
    large[large.length - 1] = 5;
    expect(view[99]).toBe(99);
  });

  it("says when the 4 GiB of kernels are used up, and stays usable", () => {
    const memory = new SharedKernelMemory();
    expect(() => memory.float64(2 ** 29)).toThrow(NumericalError);
    expect(() => memory.float64(2 ** 29)).toThrow(
      "kernel memory: 4096 MiB are needed; expected 4096 MiB at most, and as much free memory on the machine; use fewer members",
    );
    const { used } = memory;
    const small = memory.float32(10);
    expect(small.byteOffset).toBe(used);
  });

  it.each(["shared", "plain"] as const)("(%s) knows its arrays from those of others", (form) => {
    const memory = forms[form]();
    const early = memory.float32(8);
    memory.float64(2 ** 20);
    expect(memory.pointer(early.subarray(2))).toBe(memory.pointer(early) + 8);
    expect(() => memory.pointer(new Float32Array(8))).toThrow(RangeError);
    expect(() => memory.pointer(forms[form]().float32(8))).toThrow("does not lie in the kernel memory");
  });

  it("(plain) finds the array that a pointer points into", () => {
    const memory = new PlainKernelMemory();
    const arrays = [memory.float32(5), memory.float64(0), memory.int32(100), memory.float64(7)];
    for (const array of arrays.filter(({ length }) => length > 0)) {
      const pointer = memory.pointer(array);
      expect(memory.at(pointer)).toEqual({ buffer: array.buffer, offset: 0 });
      expect(memory.at(pointer).buffer).toBe(array.buffer);
      expect(memory.at(pointer + 12)).toEqual({ buffer: array.buffer, offset: 12 });
    }
    expect(() => memory.at(0)).toThrow(RangeError);
  });
});
