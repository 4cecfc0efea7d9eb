/** The LETKF's kernel against its float64 twin. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Kernels } from "../../src/kernels/load.js";
import { letkfUpdate } from "../../src/kernels/reference/letkfReference.js";
import { randomField } from "../../src/random.js";
import { kernelsForTests } from "./kernelsForTests.js";
import { wholeLanes } from "./wholeLanes.js";

const CELLS = 12;
const LEVELS = 3;

const single = await kernelsForTests(1);
const double = await kernelsForTests(2);
const plain = await kernelsForTests(1, "SIMD, in this test");

const problems = fc
  .record({
    members: fc.integer({ min: 2, max: 22 }),
    extraLanes: fc.integer({ min: 0, max: 5 }),
    observations: fc.integer({ min: 1, max: 30 }),
    mean: fc.double({ min: -20, max: 20, noNaN: true }),
    seed: fc.integer({ min: 1, max: 1e6 }),
  })
  .map(wholeLanes);
type Problem = typeof problems extends fc.Arbitrary<infer P> ? P : never;

/** Rows of unit spread; every second cell listed, its tapers a third of them zero, neighbours in pairs alike. */
function draw({ members, lanes, observations, mean, seed }: Problem) {
  const random = randomField(seed, "test");
  const rows = Float32Array.from({ length: LEVELS * CELLS * lanes }, (_, i) => mean + random.normal(i));
  const scaled = new Float64Array(observations * lanes);
  for (let o = 0; o < observations; o++) {
    const y = Float64Array.from({ length: members }, (_, m) => random.normal(1e6 + 100 * o + m));
    const center = y.reduce((sum, value) => sum + value, 0) / members;
    for (let m = 0; m < members; m++) scaled[o * lanes + m] = (y[m] - center) / Math.sqrt(members - 1);
  }
  const departures = Float64Array.from({ length: observations }, (_, o) => 2 * random.normal(2e6 + o));
  const cells = Int32Array.from({ length: CELLS / 2 }, (_, i) => 2 * i);
  const tapers = Float32Array.from({ length: cells.length * observations }, (_, at) => {
    const [pair, o] = [Math.floor(at / observations / 2), at % observations];
    return Math.max(0, 1.5 * random.uniform(3e6 + 100 * pair + o) - 0.5);
  });
  return { rows, scaled, departures, cells, tapers };
}

function runKernel(kernels: Kernels, input: ReturnType<typeof draw>, { members, lanes, observations }: Problem) {
  const { memory } = kernels;
  const data = memory.float32(input.rows.length);
  data.set(input.rows);
  const levels = memory.int32(LEVELS);
  levels.set(Array.from({ length: LEVELS }, (_, level) => memory.pointer(data) + 4 * level * CELLS * lanes));
  const cells = memory.int32(input.cells.length);
  cells.set(input.cells);
  const tapers = memory.float32(input.tapers.length);
  tapers.set(input.tapers);
  const scaled = memory.float64(input.scaled.length);
  scaled.set(input.scaled);
  const departures = memory.float64(observations);
  departures.set(input.departures);
  const status = memory.int32(1);
  kernels.run(
    "letkfUpdate",
    cells.length,
    memory.pointer(levels),
    LEVELS,
    memory.pointer(cells),
    memory.pointer(tapers),
    observations,
    members,
    lanes,
    memory.pointer(scaled),
    memory.pointer(departures),
    memory.pointer(status),
  );
  return { data, finite: status[0] === 0 };
}

describe("kernel letkfUpdate", () => {
  it("equals its twin to the digits of float32, with fewer and with more observations than members", () => {
    fc.assert(
      fc.property(problems, (problem) => {
        const input = draw(problem);
        const { lanes, members, mean } = problem;
        const levels = Array.from({ length: LEVELS }, (_, level) =>
          Float64Array.from(input.rows.subarray(level * CELLS * lanes, (level + 1) * CELLS * lanes)),
        );
        const local = {
          scaled: input.scaled.filter((_, i) => i % lanes < members),
          departures: input.departures,
        };
        const { length } = input.cells;
        expect(letkfUpdate(levels, input.cells, input.tapers, local, members, lanes, 0, length)).toBe(true);
        const { data, finite } = runKernel(single, input, problem);
        expect(finite).toBe(true);
        const expected = levels.flatMap((level) => Array.from(level));
        const worst = expected.reduce((most, value, i) => Math.max(most, Math.abs(value - data[i])), 0);
        expect(worst).toBeLessThanOrEqual(1e-6 * (Math.abs(mean) + 20));
        const untouched = (values: Float32Array): Float32Array =>
          values.filter((_, i) => i % lanes >= members || Math.floor(i / lanes) % 2 === 1);
        expect(untouched(data)).toEqual(untouched(input.rows));
        expect(runKernel(plain, input, problem).data).toEqual(Float32Array.from(expected));
      }),
      { seed: 7, numRuns: 40 },
    );
  });

  it("gives the same bits on one thread and on two, whichever cells a thread takes", () => {
    const problem = { members: 21, lanes: 24, observations: 9, mean: 3, seed: 5 };
    const input = draw(problem);
    expect(runKernel(double, input, problem).data).toEqual(runKernel(single, input, problem).data);
  });

  it("leaves a row alone and says so where its sums are not finite", () => {
    const problem = { members: 8, lanes: 8, observations: 3, mean: 0, seed: 3 };
    const input = draw(problem);
    input.rows[5] = Number.NaN;
    for (const kernels of [single, plain]) {
      const { data, finite } = runKernel(kernels, input, problem);
      expect(finite).toBe(false);
      expect(data.subarray(0, 8)).toEqual(input.rows.subarray(0, 8));
      expect(data[16]).not.toBe(input.rows[16]);
    }
  });
});
