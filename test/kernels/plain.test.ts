/** The plain kernels beside the compiled ones: same numbers to float32 round-off, same refusals. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { NumericalError } from "../../src/errors.js";
import { laneLayout } from "../../src/fields/ensemble.js";
import { ENSRF_OBSERVATIONS, launchEnsrfUpdate } from "../../src/kernels/launchEnsrf.js";
import type { Kernels } from "../../src/kernels/load.js";
import { createMomentSums, launchAddMoments, launchCombineParameters } from "../../src/kernels/launchMembers.js";
import { parabolicSpacing } from "../../src/kernels/parabolicSpacing.js";
import {
  launchAdvectX,
  launchAdvectY,
  launchMoveVertically,
  launchWeightedTotals,
  type TransportShape,
} from "../../src/kernels/launchTransport.js";
import { randomField } from "../../src/random.js";
import { largestDifference } from "../largestDifference.js";
import { kernelsForTests } from "./kernelsForTests.js";

/** Values are of order 1: 50 roundings of float32. */
const ROUND_OFF = 3e-6;
const DT = 900;
const AIR = 1e11;

const simd = await kernelsForTests(2);
const plain = await kernelsForTests(1, "WebAssembly SIMD");

type Numbers = Float32Array | Float64Array;

function filled<T extends Numbers>(array: T, value: (i: number) => number): T {
  for (let i = 0; i < array.length; i++) array[i] = value(i);
  return array;
}

/** The result of a computation with each kind of kernel. */
function both<T>(compute: (kernels: Kernels) => T): [T, T] {
  return [compute(simd), compute(plain)];
}

const cases = fc.record({
  shape: fc.record({
    columns: fc.integer({ min: 2, max: 9 }),
    rows: fc.integer({ min: 2, max: 9 }),
    levels: fc.integer({ min: 2, max: 7 }),
    lanes: fc.constantFrom(4, 8, 12),
  }),
  seed: fc.integer({ min: 1, max: 1e6 }),
  courant: fc.double({ min: 0, max: 2.5, noNaN: true }),
});

/** Flux along a line: a mean that may be fast, and what varies less than the air of a cell. */
function horizontal(kernels: Kernels, shape: TransportShape, axis: "x" | "y", seed: number, courant: number) {
  const { columns, rows, levels, lanes } = shape;
  const { memory } = kernels;
  const random = randomField(seed, "test");
  const cells = columns * rows * levels;
  const n = axis === "x" ? columns : rows;
  const lines = cells / n;
  const lineOf = (face: number): number =>
    axis === "x" ? Math.floor(face / (n + 1)) : Math.floor(face / ((n + 1) * columns)) * columns + (face % columns);
  return {
    state: filled(memory.float32(cells * lanes), (i) => random.normal(i)),
    mass: filled(memory.float64(cells), (i) => AIR * (1 + random.uniform(1e6 + i))),
    flux: filled(memory.float64(lines * (n + 1)), (i) => {
      const mean = courant * (2 * random.uniform(2e6 + lineOf(i)) - 1);
      return ((mean + 0.2 * (2 * random.uniform(3e6 + i) - 1)) * AIR) / DT;
    }),
    boundary: filled(memory.float32(levels * 2 * (columns + rows) * lanes), (i) => random.normal(4e6 + i)),
    inflow: memory.float64(lines * lanes).fill(1),
  };
}

describe("plain kernels", () => {
  it.each([
    ["x", launchAdvectX],
    ["y", launchAdvectY],
  ] as const)("advect along %s, with what enters and the air", (axis, launch) => {
    fc.assert(
      fc.property(cases, ({ shape, seed, courant }) => {
        const [a, b] = both((kernels) => {
          const arrays = horizontal(kernels, shape, axis, seed, courant);
          launch(kernels, shape, arrays, DT);
          return arrays;
        });
        expect(largestDifference(a.state, b.state)).toBeLessThan(ROUND_OFF);
        expect(largestDifference(a.inflow, b.inflow) / (AIR * Math.max(1, courant))).toBeLessThan(ROUND_OFF);
        expect(largestDifference(a.mass, b.mass) / AIR).toBeLessThan(1e-14);
      }),
      { seed: 1, numRuns: 25 },
    );
  });

  it("move air vertically, mix and emit, with and without non-local exchange", () => {
    const strengths = fc.constantFrom(1e6, 1e9, 1e13);
    fc.assert(
      fc.property(cases, strengths, fc.boolean(), ({ shape, seed, courant }, strength, convective) => {
        const { columns, rows, levels, lanes } = shape;
        const cells = columns * rows;
        const [a, b] = both((kernels) => {
          const { memory } = kernels;
          const random = randomField(seed, "test");
          const nonLocal = memory.float64((levels + 1) * cells);
          for (let cell = 0; cell < cells; cell += 2) {
            for (let k = levels - 1; k > 0; k--) {
              nonLocal[k * cells + cell] =
                nonLocal[(k + 1) * cells + cell] + (strength / 10) * random.uniform(5e6 + k * cells + cell);
            }
          }
          const arrays = {
            state: filled(memory.float32(levels * cells * lanes), (i) => random.normal(i)),
            mass: filled(memory.float64(levels * cells), (i) => AIR * (1 + random.uniform(1e6 + i))),
            flux: filled(memory.float64((levels + 1) * cells), (i) => {
              const closed = i < cells || i >= levels * cells;
              return closed ? 0 : (Math.min(0.45, courant) * (2 * random.uniform(2e6 + i) - 1) * AIR) / DT;
            }),
            spacing: filled(memory.float32(levels * 5), () => 0),
            exchange: filled(memory.float64((levels + 1) * cells), (i) => strength * random.uniform(3e6 + i) ** 4),
            emission: filled(memory.float32(cells * lanes), (i) => random.normal(4e6 + i)),
            area: memory.float64(cells).fill(1e9),
            ...(convective && { nonLocal }),
          };
          arrays.spacing.set(parabolicSpacing(Array.from({ length: levels }, (_, k) => 1 + k)));
          launchMoveVertically(kernels, shape, arrays, DT, 0.029);
          return arrays;
        });
        expect(largestDifference(a.state, b.state)).toBeLessThan(ROUND_OFF);
        expect(largestDifference(a.mass, b.mass) / AIR).toBeLessThan(1e-14);
      }),
      { seed: 2, numRuns: 40 },
    );
  });

  it("sum", () => {
    fc.assert(
      fc.property(cases, ({ shape: { columns, rows, lanes }, seed }) => {
        const [a, b] = both((kernels) => {
          const random = randomField(seed, "test");
          const values = filled(kernels.memory.float32(columns * rows * lanes), (i) => random.normal(i));
          const weights = filled(kernels.memory.float64(columns * rows), (i) => random.uniform(1e6 + i));
          const totals = kernels.memory.float64(columns * lanes).fill(9);
          launchWeightedTotals(kernels, lanes, columns, values, weights, totals);
          return totals;
        });
        expect(largestDifference(a, b)).toBeLessThan(1e-13);
      }),
      { seed: 3, numRuns: 20 },
    );
  });

  it("combine parameters and add moments", () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 13 }), cases, (members, { shape, seed }) => {
        const rows = shape.columns * shape.rows;
        const layout = laneLayout(members, ["control"]);
        const [a, b] = both((kernels) => {
          const { memory } = kernels;
          const random = randomField(seed, "test");
          const base = filled(memory.float64(rows), (i) => random.normal(i));
          const scales = filled(memory.float64(3 * rows), (i) => random.normal(1e6 + i));
          const values = filled(memory.float32(3 * rows * layout.lanes), (i) => random.normal(2e6 + i));
          const out = filled(memory.float32(rows * layout.lanes), (i) => random.normal(3e6 + i));
          launchCombineParameters(kernels, layout, base, scales, values, out);
          const sums = createMomentSums(kernels, rows, 1);
          launchAddMoments(kernels, layout, 10, out, sums);
          return [out, sums.mean, sums.variance, sums.riders];
        });
        // the variance is a difference of squares of numbers up to 10
        a.forEach((array, i) => expect(largestDifference(array, b[i])).toBeLessThan(i === 2 ? 1e-4 : 1e-5));
      }),
      { seed: 4, numRuns: 20 },
    );
  });

  it("update rows for observations, and report gains that are not finite", () => {
    const problems = fc.record({
      levels: fc.constantFrom(4, 8),
      cells: fc.integer({ min: 2, max: 30 }),
      lanes: fc.constantFrom(4, 8, 52),
      observations: fc.integer({ min: 1, max: 20 }),
      seed: fc.integer({ min: 1, max: 1e6 }),
      broken: fc.boolean(),
    });
    fc.assert(
      fc.property(problems, ({ levels, cells, lanes, observations, seed, broken }) => {
        const [a, b] = both((kernels) => {
          const { memory } = kernels;
          const random = randomField(seed, "test");
          const rows = filled(memory.float32(levels * cells * lanes), (i) => 3 + random.normal(i));
          if (broken) rows[1] = Number.NaN;
          const pointers = memory.int32(levels);
          pointers.set(Array.from(pointers, (_, k) => memory.pointer(rows) + 4 * k * cells * lanes));
          // every second cell, all observations
          const cellCount = Math.ceil(cells / 2);
          const lists = {
            cellCount,
            cells: memory.int32(cells),
            starts: memory.int32(cells + 1),
            listed: memory.int32(cellCount * observations),
            tapers: filled(memory.float32(cellCount * observations), (i) => random.uniform(2e6 + i)),
          };
          lists.cells.set(Array.from({ length: cellCount }, (_, i) => 2 * i));
          lists.starts.set(Array.from({ length: cellCount + 1 }, (_, i) => i * observations));
          lists.listed.set(Array.from(lists.listed, (_, entry) => entry % observations));
          const n = ENSRF_OBSERVATIONS;
          const weights = filled(memory.float32(n * lanes), (i) => (i % 2 === 0 ? 1 : -1) / lanes);
          const increments = filled(memory.float32(n * lanes), (i) => random.normal(3e6 + i) / 4);
          const overlaps = filled(memory.float32(n * n), (i) => {
            const [j, k] = [Math.floor(i / n) * lanes, (i % n) * lanes];
            let sum = 0;
            for (let lane = 0; lane < lanes; lane++) sum += weights[j + lane] * increments[k + lane];
            return sum;
          });
          const status = memory.int32(n);
          launchEnsrfUpdate(kernels, lanes, pointers, lists, { weights, increments, overlaps, status });
          return { rows: rows.map((value) => (Number.isNaN(value) ? 99 : value)), status: Array.from(status) };
        });
        expect(a.status.some((value) => value !== 0)).toBe(broken);
        expect(a.status.indexOf(1)).toBe(b.status.indexOf(1));
        expect(largestDifference(a.rows, b.rows)).toBeLessThan(1e-4);
      }),
      { seed: 5, numRuns: 30 },
    );
  });

  it("keep the tracer of a line to the rounding of one cell", () => {
    const shape = { columns: 60, rows: 3, levels: 2, lanes: 4 };
    const arrays = horizontal(plain, shape, "x", 8, 0.5);
    arrays.inflow.fill(0);
    const content = (line: number, lane: number): number => {
      let sum = 0;
      for (let i = line * 60; i < (line + 1) * 60; i++) sum += arrays.mass[i] * arrays.state[i * 4 + lane];
      return sum;
    };
    const before = Array.from({ length: 24 }, (_, i) => content(i >> 2, i & 3));
    launchAdvectX(plain, shape, arrays, DT);
    before.forEach((start, i) => {
      const missing = content(i >> 2, i & 3) - start - arrays.inflow[i];
      expect(Math.abs(missing)).toBeLessThan(4 * AIR * 2 ** -24 * 4);
    });
  });

  it("say what is wrong where the compiled ones trap, and refuse arrays of another memory", () => {
    const shape = { columns: 7, rows: 5, levels: 3, lanes: 4 };
    const arrays = horizontal(plain, shape, "x", 5, 0);
    const foreign = horizontal(simd, shape, "x", 5, 0);
    expect(() => launchAdvectX(plain, shape, { ...arrays, state: foreign.state }, DT)).toThrow(
      "state does not lie in the kernel memory",
    );
    arrays.flux[3] = -2 * AIR;
    expect(() => launchAdvectX(plain, shape, arrays, DT)).toThrow(NumericalError);
    expect(() => launchAdvectX(plain, shape, arrays, DT)).toThrow('kernel "advectX": cell 3 loses all of its air');
  });
});
