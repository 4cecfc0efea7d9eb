/** Loading, the parallel loop on real threads, and failures inside it. */
import { existsSync, readdirSync } from "node:fs";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { NumericalError } from "../../src/errors.js";
import { type Kernels, loadKernels } from "../../src/kernels/load.js";
import { type SimdKernels, simdKernels } from "../../src/kernels/simdThreads.js";

const LANES = 4;
const LINES = 3000;
const THREADS = [1, 2, 3];

/** Sums w x over columns of two cells each, whose weights are their numbers. */
function prepareTotals(kernels: Kernels) {
  const { memory } = kernels;
  const values = memory.float32(LINES * 2 * LANES);
  values.forEach((_, i) => {
    values[i] = 1 + (i % LANES);
  });
  const weights = memory.float64(LINES * 2);
  weights.forEach((_, i) => {
    weights[i] = i;
  });
  const totals = memory.float64(LINES * LANES);
  return {
    totals,
    run: (count: number): void =>
      kernels.run("weightedTotals", count, 2, LINES, LANES, values.byteOffset, weights.byteOffset, totals.byteOffset),
  };
}

const expectedTotal = (i: number): number => (2 * Math.floor(i / LANES) + LINES) * (1 + (i % LANES));

describe.each(THREADS)("kernels on %d threads", (threads) => {
  let kernels: SimdKernels;
  beforeAll(async () => {
    kernels = await simdKernels(threads);
  });
  afterAll(() => kernels.close());

  it("run lines 0 to count - 1, each exactly once, whatever the count", () => {
    const { totals, run } = prepareTotals(kernels);
    // adds 1 to each row of its lines, which have four: mole fraction 0, gain 1
    const { memory } = kernels;
    const level = LINES * LANES;
    const state = memory.float32(4 * level);
    const cells = memory.int32(LINES).map((_, i) => i);
    const pointer = <T extends Int32Array | Float32Array>(array: T, values: ArrayLike<number>): number => {
      array.set(values);
      return array.byteOffset;
    };
    const levels = pointer(
      memory.int32(4),
      [0, 1, 2, 3].map((k) => state.byteOffset + 4 * k * level),
    );
    const cellList = pointer(memory.int32(LINES), cells);
    const tapers = pointer(memory.float32(LINES), new Float32Array(LINES).fill(1));
    const weights = pointer(memory.float32(LANES), [0, 1, 0, 0]);
    const increments = pointer(memory.float32(LANES), [0, 0, 1, 0]);
    const starts = pointer(
      memory.int32(LINES + 1),
      Int32Array.from({ length: LINES + 1 }, (_, i) => i),
    );
    const listed = memory.int32(LINES).byteOffset;
    const [overlaps, status] = [memory.float32(1).byteOffset, memory.int32(1).byteOffset];
    const lists = [levels, cellList, LINES, starts, listed, tapers] as const;
    const values = [...lists, LANES, weights, increments, overlaps, 1, status] as const;
    fc.assert(
      fc.property(fc.oneof(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: LINES })), (count) => {
        totals.fill(-1);
        run(count);
        expect(totals.every((value, i) => value === (i < count * LANES ? expectedTotal(i) : -1))).toBe(true);
        // lane 1 holds 1, so the gain is 1 and lane 2 grows by it once for each visit
        state.forEach((_, i) => {
          state[i] = i % LANES === 1 ? 1 : 0;
        });
        kernels.run("ensrfUpdate", count, ...values);
        const visited = (i: number): number => (i % level < count * LANES ? 1 : 0);
        expect(state.every((value, i) => i % LANES !== 2 || value === visited(i))).toBe(true);
      }),
      { seed: threads, numRuns: 60 },
    );
  });

  it("end in a NumericalError where a line traps, and go on afterwards", () => {
    const { totals, run } = prepareTotals(kernels);
    const { byteLength } = kernels.memory.memory.buffer;
    for (const safeLines of [0, 1, 100, 290]) {
      // the cells of later lines lie beyond the end of the memory
      const values = byteLength - safeLines * LANES * 4;
      const trapping = (): void => kernels.run("weightedTotals", 300, 1, 300, LANES, values, 65536, totals.byteOffset);
      expect(trapping).toThrow(NumericalError);
      expect(trapping).toThrow('kernel "weightedTotals": it trapped');
      totals.fill(-1);
      run(LINES);
      expect(totals.every((value, i) => value === expectedTotal(i))).toBe(true);
    }
  });
});

describe("close", () => {
  /** Linux lists the threads of a process. */
  const TASKS = "/proc/self/task";

  it.runIf(existsSync(TASKS))("ends the workers", async () => {
    const before = readdirSync(TASKS).length;
    const kernels = await loadKernels(3);
    expect(readdirSync(TASKS).length).toBeGreaterThanOrEqual(before + 2);
    await kernels.close();
    expect(readdirSync(TASKS).length).toBeLessThanOrEqual(before);
  });

  it("leaves kernels that refuse to run, instead of waiting for threads that are gone", async () => {
    const kernels = await loadKernels(2);
    const { run } = prepareTotals(kernels);
    await kernels.close();
    expect(() => run(1)).toThrow("the kernels are closed");
  });
});
