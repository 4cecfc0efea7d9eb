/** The float32 kernel against its float64 twin. */
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Kernels, loadKernels } from "../../src/kernels/load.js";
import { ensrfUpdate } from "../../src/kernels/reference/ensrf.js";
import { randomField } from "../../src/random.js";

const CELLS = 40;
const LEVELS = 3;

let single: Kernels;
let double: Kernels;
beforeAll(async () => {
  single = await loadKernels(1);
  double = await loadKernels(2);
});
afterAll(async () => {
  await single.close();
  await double.close();
});

interface Problem {
  readonly members: number;
  readonly lanes: number;
  readonly mean: number;
  readonly spread: number;
  readonly seed: number;
}

const problems = fc
  .record({
    members: fc.integer({ min: 3, max: 30 }),
    extraLanes: fc.integer({ min: 0, max: 5 }),
    mean: fc.double({ min: -20, max: 20, noNaN: true }),
    spread: fc.double({ min: 0.1, max: 10, noNaN: true }),
    seed: fc.integer({ min: 1, max: 1e6 }),
  })
  .map(
    ({ members, extraLanes, ...rest }): Problem => ({
      members,
      lanes: Math.ceil((members + extraLanes) / 4) * 4,
      ...rest,
    }),
  );

/** Rows with a given mean and spread, every second cell listed, weights and increments of a made-up observation. */
function draw({ members, lanes, mean, spread, seed }: Problem) {
  const random = randomField(seed, "test");
  const rows = Float32Array.from({ length: LEVELS * CELLS * lanes }, (_, i) => mean + spread * random.normal(i));
  const y = Float64Array.from({ length: members }, (_, m) => random.normal(1e6 + m));
  const center = y.reduce((sum, value) => sum + value, 0) / members;
  const weights = new Float64Array(lanes);
  const increments = new Float64Array(lanes);
  for (let m = 0; m < members; m++) {
    weights[m] = (y[m] - center) / members;
    increments[m] = 1.5 - 0.6 * (y[m] - center);
  }
  const cells = Int32Array.from({ length: CELLS / 2 }, (_, i) => 2 * i);
  const tapers = Float64Array.from(cells, (cell) => random.uniform(2e6 + cell));
  return { rows, weights, increments, cells, tapers };
}

function runKernel(
  kernels: Kernels,
  { rows, weights, increments, cells, tapers }: ReturnType<typeof draw>,
  lanes: number,
) {
  const { memory } = kernels;
  const data = memory.float32(rows.length);
  data.set(rows);
  const levels = memory.int32(LEVELS);
  levels.set(Array.from({ length: LEVELS }, (_, level) => data.byteOffset + 4 * level * CELLS * lanes));
  const pointers = [levels, memory.int32(cells.length), memory.float32(cells.length)] as const;
  pointers[1].set(cells);
  pointers[2].set(tapers);
  const w = memory.float32(lanes);
  w.set(weights);
  const g = memory.float32(lanes);
  g.set(increments);
  const status = memory.int32(1);
  kernels.run(
    "ensrfUpdate",
    LEVELS * cells.length,
    ...pointers.map((array) => array.byteOffset),
    cells.length,
    lanes,
    w.byteOffset,
    g.byteOffset,
    status.byteOffset,
  );
  return { data, finite: status[0] === 0 };
}

describe("kernel ensrfUpdate", () => {
  it("equals its twin to the digits of float32", () => {
    fc.assert(
      fc.property(problems, (problem) => {
        const input = draw(problem);
        const { lanes, members, mean, spread } = problem;
        const levels = Array.from({ length: LEVELS }, (_, level) =>
          Float64Array.from(input.rows.subarray(level * CELLS * lanes, (level + 1) * CELLS * lanes)),
        );
        const count = LEVELS * input.cells.length;
        expect(ensrfUpdate(levels, input.cells, input.tapers, input.weights, input.increments, 0, count)).toBe(true);
        const { data, finite } = runKernel(single, input, lanes);
        expect(finite).toBe(true);
        const tolerance = 4e-7 * (Math.abs(mean) + 10 * spread);
        const expected = levels.flatMap((level) => Array.from(level));
        const worst = expected.reduce((most, value, i) => Math.max(most, Math.abs(value - data[i])), 0);
        expect(worst).toBeLessThanOrEqual(tolerance);
        const untouched = (values: Float32Array): Float32Array =>
          values.filter((_, i) => i % lanes >= members || Math.floor(i / lanes) % 2 === 1);
        expect(untouched(data)).toEqual(untouched(input.rows));
      }),
      { seed: 7, numRuns: 30 },
    );
  });

  it("gives the same bits on one thread and on two", () => {
    const problem = { members: 21, lanes: 24, mean: 3, spread: 1, seed: 5 };
    const input = draw(problem);
    expect(runKernel(double, input, 24).data).toEqual(runKernel(single, input, 24).data);
  });

  it("keeps the digits of a small spread beside a large mean", () => {
    const problem = { members: 50, lanes: 52, mean: 400, spread: 0.01, seed: 11 };
    const input = draw(problem);
    const lane = (values: ArrayLike<number>, m: number): number => values[m] - values[0];
    const gains = (values: ArrayLike<number>): number =>
      input.weights.reduce((sum, weight, m) => sum + weight * lane(values, m), 0);
    const exact = gains(input.rows) * input.tapers[0];
    const { data } = runKernel(single, { ...input, increments: input.increments.fill(1e4, 0, 50) }, 52);
    expect((data[0] - input.rows[0]) / 1e4 / exact).toBeCloseTo(1, 4);
  });

  it("leaves a row alone and says so where its gain is not finite", () => {
    const input = draw({ members: 8, lanes: 8, mean: 0, spread: 1, seed: 3 });
    input.rows[5] = Number.NaN;
    const { data, finite } = runKernel(single, input, 8);
    expect(finite).toBe(false);
    expect(data.subarray(0, 8)).toEqual(input.rows.subarray(0, 8));
    expect(data[16]).not.toBe(input.rows[16]);
  });
});
