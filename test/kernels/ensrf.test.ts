/** The float32 kernel against its float64 twin. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ENSRF_OBSERVATIONS, launchEnsrfUpdate } from "../../src/kernels/launchEnsrf.js";
import type { Kernels } from "../../src/kernels/load.js";
import { ensrfUpdate } from "../../src/kernels/reference/ensrfReference.js";
import { randomField } from "../../src/random.js";
import { largestDifference } from "../largestDifference.js";
import { kernelsForTests } from "./kernelsForTests.js";
import { wholeLanes } from "./wholeLanes.js";

const CELLS = 12;

const single = await kernelsForTests(1);
const double = await kernelsForTests(2);
const plain = await kernelsForTests(1, "WebAssembly SIMD");

interface Problem {
  readonly members: number;
  readonly lanes: number;
  readonly levels: number;
  readonly observations: number;
  /** Share of the cells that an observation reaches. */
  readonly reach: number;
  readonly mean: number;
  readonly spread: number;
  readonly seed: number;
}

const problems = fc
  .record({
    members: fc.integer({ min: 3, max: 30 }),
    extraLanes: fc.integer({ min: 0, max: 5 }),
    levels: fc.integer({ min: 1, max: 9 }),
    // around the blocks of 16 in which the kernel takes them, and up to all of one call
    observations: fc.constantFrom(1, 2, 3, 5, 15, 16, 17, 31, 32, 33, 47, 63, ENSRF_OBSERVATIONS),
    reach: fc.constantFrom(0.1, 0.5, 1),
    mean: fc.double({ min: -20, max: 20, noNaN: true }),
    spread: fc.double({ min: 0.1, max: 10, noNaN: true }),
    seed: fc.integer({ min: 1, max: 1e6 }),
  })
  .map(wholeLanes);

const example: Problem = {
  members: 21,
  lanes: 24,
  levels: 5,
  observations: 20,
  reach: 0.7,
  mean: 3,
  spread: 1,
  seed: 5,
};

interface Drawn {
  /** [level][cell][lane] */
  readonly rows: Float32Array;
  /** [observation][lane] */
  readonly weights: Float64Array[];
  readonly increments: Float64Array[];
  /** Observation and taper, of each cell. */
  readonly reaching: { readonly observation: number; readonly taper: number }[][];
}

/** Rows with a given mean and spread, and weights and increments as observations of made-up variances have them. */
function draw({ members, lanes, levels, observations, reach, mean, spread, seed }: Problem): Drawn {
  const random = randomField(seed, "test");
  const rows = Float32Array.from({ length: levels * CELLS * lanes }, (_, i) => mean + spread * random.normal(i));
  const weights: Float64Array[] = [];
  const increments: Float64Array[] = [];
  for (let o = 0; o < observations; o++) {
    const y = Float64Array.from({ length: members }, (_, m) => random.normal(1e6 + 1000 * o + m));
    const center = y.reduce((sum, value) => sum + value, 0) / members;
    const variance = y.reduce((sum, value) => sum + (value - center) ** 2, 0) / (members - 1);
    const total = variance + 0.5 + random.uniform(3e6 + o);
    const weight = new Float64Array(lanes);
    const increment = new Float64Array(lanes);
    for (let m = 0; m < members; m++) {
      weight[m] = (y[m] - center) / ((members - 1) * total);
      increment[m] = random.normal(4e6 + o) - 0.6 * (y[m] - center);
    }
    weights.push(weight);
    increments.push(increment);
  }
  const reaching = Array.from({ length: CELLS }, (_, cell) =>
    weights.flatMap((__, observation) => {
      const taper = random.uniform(5e6 + cell * 100 + observation);
      return random.uniform(6e6 + cell * 100 + observation) < reach ? [{ observation, taper }] : [];
    }),
  );
  return { rows, weights, increments, reaching };
}

function runKernel(kernels: Kernels, { levels, lanes }: Problem, { rows, weights, increments, reaching }: Drawn) {
  const { memory } = kernels;
  const data = memory.float32(rows.length);
  data.set(rows);
  const pointers = memory.int32(Math.ceil(levels / 4) * 4);
  pointers.forEach((_, i) => {
    pointers[i] = memory.pointer(data) + 4 * CELLS * lanes * Math.min(i, levels - 1);
  });
  const reached = reaching.flatMap((observations, cell) => (observations.length > 0 ? [cell] : []));
  const entries = reaching.flat();
  const lists = {
    cellCount: reached.length,
    cells: memory.int32(CELLS),
    starts: memory.int32(CELLS + 1),
    listed: memory.int32(entries.length),
    tapers: memory.float32(entries.length),
  };
  lists.cells.set(reached);
  reached.forEach((cell, i) => {
    lists.starts[i + 1] = lists.starts[i] + reaching[cell].length;
  });
  lists.listed.set(entries.map(({ observation }) => observation));
  lists.tapers.set(entries.map(({ taper }) => taper));
  const observations = {
    weights: memory.float32(ENSRF_OBSERVATIONS * lanes),
    increments: memory.float32(ENSRF_OBSERVATIONS * lanes),
    overlaps: memory.float32(ENSRF_OBSERVATIONS ** 2),
    status: memory.int32(ENSRF_OBSERVATIONS),
  };
  weights.forEach((weight, j) => {
    observations.weights.set(weight, j * lanes);
    observations.increments.set(increments[j], j * lanes);
    for (let k = 0; k < j; k++) {
      const overlap = weight.reduce((sum, value, lane) => sum + value * increments[k][lane], 0);
      observations.overlaps[j * ENSRF_OBSERVATIONS + k] = overlap;
    }
  });
  launchEnsrfUpdate(kernels, lanes, pointers, lists, observations);
  return { data, bad: Array.from(observations.status.keys()).filter((o) => observations.status[o] !== 0) };
}

/** The twin on float64 copies of the rows. @returns rows, and the first bad observation of each or -1 */
function runTwin({ lanes }: Problem, { rows, weights, increments, reaching }: Drawn) {
  const data = Float64Array.from(rows);
  const bad = Array.from({ length: rows.length / lanes }, (_, row) =>
    ensrfUpdate(
      data.subarray(row * lanes, (row + 1) * lanes),
      reaching[row % CELLS].map(({ observation, taper }) => ({
        taper: Math.fround(taper),
        weights: weights[observation],
        increments: increments[observation],
      })),
    ),
  );
  return { data, bad };
}

describe("kernel ensrfUpdate", () => {
  it("equals its twin, one observation after another, to the digits of float32", () => {
    fc.assert(
      fc.property(problems, (problem) => {
        const input = draw(problem);
        const { lanes, members, mean, spread, observations } = problem;
        const { data, bad } = runKernel(single, problem, input);
        expect(bad).toEqual([]);
        const twin = runTwin(problem, input);
        expect(Math.max(...twin.bad)).toBe(-1);
        // the state as it comes is rounded too; departures move it by a few spreads
        const tolerance = 4e-7 * (Math.abs(mean) + (10 + observations) * (1 + spread));
        expect(largestDifference(data, twin.data)).toBeLessThanOrEqual(tolerance);
        const untouched = (values: Float32Array): Float32Array =>
          values.filter((_, i) => i % lanes >= members || input.reaching[Math.floor(i / lanes) % CELLS].length === 0);
        expect(untouched(data)).toEqual(untouched(input.rows));
      }),
      { seed: 7, numRuns: 60 },
    );
  });

  it("gives the same bits on one thread and on two", () => {
    const input = draw(example);
    expect(runKernel(double, example, input).data).toEqual(runKernel(single, example, input).data);
  });

  it("keeps the digits of a small spread beside a large mean", () => {
    const problem = { ...example, members: 50, lanes: 52, observations: 1, reach: 1, mean: 400, spread: 0.01 };
    const input = draw(problem);
    const exact = input.weights[0].reduce((sum, w, m) => sum + w * (input.rows[m] - input.rows[0]), 0);
    input.increments[0].fill(1e4, 0, 50);
    const { data } = runKernel(single, problem, input);
    const gain = exact * input.reaching[0][0].taper;
    expect((data[0] - input.rows[0]) / 1e4 / gain).toBeCloseTo(1, 4);
  });

  it.each([
    ["compiled", () => double],
    ["plain", () => plain],
  ])("leaves a row alone and reports its first observation where a gain is not finite, %s", (_, kernels) => {
    const { lanes } = example;
    const input = draw(example);
    const row = 2 * CELLS + 4;
    input.rows[row * lanes + 7] = Number.NaN;
    const { data, bad } = runKernel(kernels(), example, input);
    const twin = runTwin(example, input);
    expect(twin.bad.filter((o) => o >= 0)).toEqual([0]);
    expect(twin.bad[row]).toBe(0);
    expect(bad[0]).toBe(input.reaching[4][0].observation);
    const isOther = (__: number, i: number): boolean => Math.floor(i / lanes) !== row;
    expect(data.subarray(row * lanes, (row + 1) * lanes)).toEqual(input.rows.subarray(row * lanes, (row + 1) * lanes));
    expect(largestDifference(data.filter(isOther), twin.data.filter(isOther))).toBeLessThan(1e-4);
  });

  it("reports the observation whose gain overflows, not those before it", () => {
    const problem = { ...example, observations: 9, reach: 1, spread: 1e6 };
    const input = draw(problem);
    input.weights[5].fill(3e38, 0, 1).fill(-3e38, 1, 2);
    const { data, bad } = runKernel(single, problem, input);
    expect(bad).toEqual([5]);
    expect(data).toEqual(input.rows);
  });

  it("refuses levels that do not fill a group of four", () => {
    const { memory } = single;
    const lists = {
      cellCount: 1,
      cells: memory.int32(1),
      starts: memory.int32(2),
      listed: memory.int32(1),
      tapers: memory.float32(1),
    };
    const observations = {
      weights: memory.float32(ENSRF_OBSERVATIONS * 4),
      increments: memory.float32(ENSRF_OBSERVATIONS * 4),
      overlaps: memory.float32(ENSRF_OBSERVATIONS ** 2),
      status: memory.int32(ENSRF_OBSERVATIONS),
    };
    expect(() => launchEnsrfUpdate(single, 4, memory.int32(3), lists, observations)).toThrow(
      "3 levels; a multiple of 4 was expected",
    );
  });
});
