/** The kernels over members against their float64 twins, on one and on two threads. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { laneLayout } from "../../src/fields/ensemble.js";
import {
  createMomentSums,
  launchAddMoments,
  launchBoundMembers,
  launchCombineParameters,
} from "../../src/kernels/launchMembers.js";
import { addMoments, boundMembers, combineParameters } from "../../src/kernels/reference/membersReference.js";
import { randomField } from "../../src/random.js";
import { kernelsForTests } from "./kernelsForTests.js";

const all = [await kernelsForTests(1), await kernelsForTests(2)];

const shapes = fc.record({
  members: fc.integer({ min: 1, max: 13 }),
  rows: fc.integer({ min: 1, max: 40 }),
  seed: fc.integer(),
});

function drawn<T extends Float32Array | Float64Array>(target: T, seed: number, purpose: number, scale = 1): T {
  const random = randomField(seed, "test", purpose);
  for (let i = 0; i < target.length; i++) target[i] = scale * random.normal(i);
  return target;
}

describe("combineParameters", () => {
  it("is its twin, and leaves lanes alone that are no members", () => {
    fc.assert(
      fc.property(shapes, fc.integer({ min: 1, max: 4 }), ({ members, rows, seed }, parameters) => {
        for (const kernels of all) {
          const layout = laneLayout(members, ["control"]);
          const { lanes } = layout;
          const base = drawn(kernels.memory.float64(rows), seed, 0);
          const scales = drawn(kernels.memory.float64(parameters * rows), seed, 1);
          const values = drawn(kernels.memory.float32(parameters * rows * lanes), seed, 2);
          const out = drawn(kernels.memory.float32(rows * lanes), seed, 3);
          const expected = Float64Array.from(out);
          const each = Array.from({ length: parameters }, (_, p) => scales.subarray(p * rows, (p + 1) * rows));
          combineParameters(base, each, values, members, lanes, expected);
          launchCombineParameters(kernels, layout, base, scales, values, out);
          out.forEach((value, i) => {
            const bound = i % lanes >= members ? 0 : 2e-6 * (1 + Math.abs(expected[i]) + parameters);
            expect(Math.abs(value - expected[i])).toBeLessThanOrEqual(bound);
          });
        }
      }),
      { seed: 11, numRuns: 30 },
    );
  });
});

describe("boundMembers", () => {
  it("is its twin, bit for bit, and leaves lanes alone that are no members", () => {
    fc.assert(
      fc.property(shapes, ({ members, rows, seed }) => {
        for (const kernels of all) {
          const layout = laneLayout(members, ["control"]);
          const { lanes } = layout;
          const lower = drawn(kernels.memory.float64(rows), seed, 0).map((value) => value - 1);
          const [low, high] = [kernels.memory.float64(rows), kernels.memory.float64(rows)];
          low.set(lower.map((value, row) => (row % 5 === 0 ? Number.NEGATIVE_INFINITY : value)));
          high.set(lower.map((value, row) => (row % 7 === 0 ? Number.POSITIVE_INFINITY : value + 1.5)));
          const values = drawn(kernels.memory.float32(rows * lanes), seed, 1);
          if (rows > 2) values[2 * lanes] = Number.NaN;
          const expected = values.slice();
          boundMembers(low, high, members, lanes, expected);
          launchBoundMembers(kernels, layout, low, high, values);
          expect(values).toEqual(expected);
        }
      }),
      { seed: 12, numRuns: 30 },
    );
  });
});

describe("addMoments", () => {
  it("is its twin: mean, variance and the lanes after the members are added to what the sums hold", () => {
    fc.assert(
      fc.property(shapes, fc.integer({ min: 0, max: 2 }), ({ members, rows, seed }, riderCount) => {
        for (const kernels of all) {
          const layout = laneLayout(members, (["control", "truth"] as const).slice(0, riderCount));
          const { lanes } = layout;
          const values = drawn(kernels.memory.float32(rows * lanes), seed, 0, 1e-6);
          const sums = createMomentSums(kernels, rows, riderCount);
          const riders = Array.from({ length: riderCount }, () => new Float64Array(rows).fill(1));
          const expected = { mean: new Float64Array(rows), variance: new Float64Array(rows), riders };
          sums.riders.fill(1);
          for (let time = 0; time < 2; time++) {
            launchAddMoments(kernels, layout, 4e-4, values, sums);
            addMoments(values, 4e-4, members, lanes, expected);
          }
          for (let row = 0; row < rows; row++) {
            expect(Math.abs(sums.mean[row] - expected.mean[row])).toBeLessThan(1e-12);
            expect(Math.abs(sums.variance[row] - expected.variance[row])).toBeLessThan(3e-17);
            riders.forEach((rider, r) => expect(sums.riders[r * rows + row]).toBeCloseTo(rider[row], 15));
          }
        }
      }),
      { seed: 12, numRuns: 30 },
    );
  });

  it("gives the variance of known rows", () => {
    const [kernels] = all;
    const values = kernels.memory.float32(8);
    values.set([1, 2, 3, 4, 5, 99, 7, 8]);
    const sums = createMomentSums(kernels, 1, 1);
    launchAddMoments(kernels, laneLayout(5, ["control"]), 100, values, sums);
    expect([sums.mean[0], sums.variance[0], sums.riders[0]]).toEqual([103, 2.5, 199]);
  });

  it("refuses arrays of another size", () => {
    const [kernels] = all;
    const sums = createMomentSums(kernels, 2, 0);
    expect(() => launchAddMoments(kernels, laneLayout(4), 0, kernels.memory.float32(4), sums)).toThrow(RangeError);
  });
});
