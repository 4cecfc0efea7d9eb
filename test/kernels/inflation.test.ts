/** The inflation kernels against their float64 twins. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { launchInflateRows, launchMemberSpread } from "../../src/kernels/launchInflation.js";
import type { Kernels } from "../../src/kernels/load.js";
import { inflateRow, memberSpread } from "../../src/kernels/reference/inflationReference.js";
import { randomField } from "../../src/random.js";
import { kernelsForTests } from "./kernelsForTests.js";
import { wholeLanes } from "./wholeLanes.js";

const ROWS = 11;

const single = await kernelsForTests(1);
const double = await kernelsForTests(2);
const plain = await kernelsForTests(1, "SIMD, in this test");

const problems = fc
  .record({
    members: fc.integer({ min: 2, max: 23 }),
    extraLanes: fc.integer({ min: 0, max: 5 }),
    mean: fc.double({ min: -20, max: 20, noNaN: true }),
    rtpp: fc.constantFrom<number>(0, 0.3, 1),
    rtps: fc.constantFrom<number>(0, 0.6, 1),
    multiplicative: fc.constantFrom<number>(1, 1.1),
    seed: fc.integer({ min: 1, max: 1e6 }),
  })
  .map(wholeLanes);
type Problem = typeof problems extends fc.Arbitrary<infer P> ? P : never;

/** Rows before and after an analysis that took spread from most, left one alone and widened one. */
function draw({ lanes, mean, seed }: Problem): { prior: Float32Array; analysed: Float32Array } {
  const random = randomField(seed, "test");
  const prior = Float32Array.from({ length: ROWS * lanes }, (_, i) => mean + random.normal(i));
  const analysed = prior.map((x, i) => {
    const row = Math.floor(i / lanes);
    if (row === 3) return x;
    if (row === 4) return mean + 1.5 * (x - mean);
    return mean + 0.5 + 0.5 * (x - mean) + 0.05 * random.normal(1e6 + i);
  });
  return { prior, analysed };
}

function run(kernels: Kernels, problem: Problem, { prior, analysed }: ReturnType<typeof draw>): Float32Array {
  const before = kernels.memory.float32(prior.length);
  before.set(prior);
  const after = kernels.memory.float32(prior.length);
  after.set(analysed);
  const spread = kernels.memory.float32(ROWS);
  launchMemberSpread(kernels, problem, before, spread);
  launchInflateRows(kernels, problem, problem, after, problem.rtpp > 0 ? before : undefined, spread);
  return after;
}

function meanOf(row: ArrayLike<number>, members: number): number {
  return Array.from(row)
    .slice(0, members)
    .reduce((sum, value) => sum + value / members, 0);
}

describe("inflation kernels", () => {
  it("equal their twin, keep means and leave other lanes and rows without loss of spread alone", () => {
    fc.assert(
      fc.property(problems, (problem) => {
        const { members, lanes, mean } = problem;
        const input = draw(problem);
        const after = run(single, problem, input);
        const tolerance = 1e-6 * (10 + Math.abs(mean));
        for (let i = 0; i < ROWS; i++) {
          const row = (values: Float32Array): Float32Array => values.subarray(i * lanes, (i + 1) * lanes);
          const expected = Float64Array.from(row(input.analysed));
          const prior = Float64Array.from(row(input.prior));
          inflateRow(expected, prior, Math.fround(memberSpread(prior, members)), members, problem);
          const found = row(after);
          const difference = expected.reduce((most, value, m) => Math.max(most, Math.abs(value - found[m])), 0);
          expect(difference).toBeLessThan(tolerance);
          expect(meanOf(found, members)).toBeCloseTo(meanOf(row(input.analysed), members), 5);
          expect(found.slice(members)).toEqual(row(input.analysed).slice(members));
        }
        const left = (values: Float32Array): Float32Array => values.slice(3 * lanes, 4 * lanes);
        expect(left(after)).toEqual(left(input.analysed));
      }),
      { seed: 4, numRuns: 60 },
    );
  });

  it("give the same bits on one thread and on two, and the plain form the twin's", () => {
    const problem = { members: 9, lanes: 12, mean: 4, rtpp: 0.4, rtps: 0.5, multiplicative: 1.05, seed: 2 };
    const input = draw(problem);
    const one = run(single, problem, input);
    expect(run(double, problem, input)).toEqual(one);
    run(plain, problem, input).forEach((value, i) => expect(value).toBeCloseTo(one[i], 5));
  });

  it("refuse to relax to perturbations without a prior", () => {
    const rows = single.memory.float32(8);
    const spread = single.memory.float32(2);
    const inflation = { rtpp: 0.5, rtps: 0, multiplicative: 1 };
    expect(() => launchInflateRows(single, { members: 3, lanes: 4 }, inflation, rows, undefined, spread)).toThrow(
      RangeError,
    );
  });
});

describe("inflateRow", () => {
  const prior = Float64Array.of(1, 3, 5, 99);
  const spread = memberSpread(prior, 3);
  const inflated = (inflation: Partial<{ rtpp: number; rtps: number; multiplicative: number }>): number[] => {
    const row = Float64Array.of(9, 10, 11, 99);
    inflateRow(row, prior, spread, 3, { rtpp: 0, rtps: 0, multiplicative: 1, ...inflation });
    return Array.from(row);
  };

  it("measures the unbiased spread", () => {
    expect(spread).toBe(2);
  });

  it.each([
    ["nothing", {}, [9, 10, 11, 99]],
    ["half-way to the prior perturbations", { rtpp: 0.5 }, [8.5, 10, 11.5, 99]],
    ["half-way to the prior spread", { rtps: 0.5 }, [8.5, 10, 11.5, 99]],
    ["a factor", { multiplicative: 1.5 }, [8.5, 10, 11.5, 99]],
    ["a factor, up to half-way to the prior spread", { multiplicative: 5 }, [8.5, 10, 11.5, 99]],
    ["all of them in turn", { rtpp: 0.2, rtps: 0.5, multiplicative: 1.1 }, [8.24, 10, 11.76, 99]],
    ["all of them in turn, the last half-way", { rtpp: 0.5, rtps: 0.5, multiplicative: 2 }, [8.125, 10, 11.875, 99]],
  ])("does %s", (_, inflation, expected) => {
    inflated(inflation).forEach((value, m) => expect(value).toBeCloseTo(expected[m], 13));
  });
});
