/** The float32 transport kernels against their float64 twins, on one and on two threads. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Kernels } from "../../src/kernels/load.js";
import { parabolicSpacing } from "../../src/kernels/parabolicSpacing.js";
import { advectLine } from "../../src/kernels/reference/advectionReference.js";
import { weightedTotals } from "../../src/kernels/reference/totalsReference.js";
import { mixColumn } from "../../src/kernels/reference/verticalMixingReference.js";
import {
  launchAdvectX,
  launchAdvectY,
  launchMoveVertically,
  launchWeightedTotals,
} from "../../src/kernels/launchTransport.js";
import { randomField } from "../../src/random.js";
import { largestDifference } from "../largestDifference.js";
import { kernelsForTests } from "./kernelsForTests.js";

/** Values are of order 1: 50 roundings of float32, for sub-steps and cancelling terms. */
const ROUND_OFF = 3e-6;
const DT = 900;
const MOLAR_MASS = 0.029;
const shape = { columns: 7, rows: 5, levels: 6, lanes: 8 };
const { columns, rows, levels, lanes } = shape;
const cells = columns * rows;
const positions = 2 * (columns + rows);
const thickness = [0.4, 0.8, 1.4, 2.4, 12, 11];

const single = await kernelsForTests(1);
const double = await kernelsForTests(2);
/** So many that each line is a chunk of its own: none shares the computing of its coefficients with the next. */
const apart = await kernelsForTests(6);

type Axis = "x" | "y" | "z";
const lengths = { x: columns, y: rows, z: levels };

/** Where cell i (or face i) of a line lies in [level][row][column] arrays of cells (or faces). */
function place(axis: Axis, line: number, i: number, faces: 0 | 1): number {
  switch (axis) {
    case "x":
      return line * (columns + faces) + i;
    case "y":
      return (Math.floor(line / columns) * (rows + faces) + i) * columns + (line % columns);
    case "z":
      return i * cells + line;
  }
}

/** State, masses and fluxes of one direction; along a line the flux varies less than the air of a cell. */
function draw(kernels: Kernels, axis: Axis, seed: number, courant: number) {
  const { memory } = kernels;
  const random = randomField(seed, "test");
  const state = memory.float32(levels * cells * lanes).map((_, i) => random.normal(i));
  const shared = memory.float32(state.length);
  shared.set(state);
  const mass = memory.float64(levels * cells);
  for (let i = 0; i < mass.length; i++) mass[i] = 1e11 * (1 + random.uniform(1e6 + i));
  const n = lengths[axis];
  const lines = (levels * cells) / n;
  const flux = memory.float64(lines * (n + 1));
  for (let line = 0; line < lines; line++) {
    const mean = axis === "z" ? 0 : courant * (2 * random.uniform(2e6 + line) - 1);
    const varying = axis === "z" ? Math.min(0.45, courant) : 0.2;
    for (let i = 0; i <= n; i++) {
      const closed = axis === "z" && (i === 0 || i === n);
      flux[place(axis, line, i, 1)] = closed
        ? 0
        : ((mean + varying * (2 * random.uniform(3e6 + line * 100 + i) - 1)) * 1e11) / DT;
    }
  }
  const boundary = memory.float32(levels * positions * lanes);
  for (let i = 0; i < boundary.length; i++) boundary[i] = random.normal(4e6 + i);
  const inflow = memory.float64(lines * lanes);
  return { state: shared, mass, flux, boundary, inflow, lines, n, random };
}

function columnExtras(kernels: Kernels, seed: number, strength: number) {
  const random = randomField(seed, "test");
  const spacing = kernels.memory.float32(levels * 5);
  spacing.set(parabolicSpacing(thickness));
  const exchange = kernels.memory.float64((levels + 1) * cells);
  for (let i = 0; i < exchange.length; i++) exchange[i] = strength * random.uniform(5e6 + i) ** 4;
  const emission = kernels.memory.float32(cells * lanes);
  for (let i = 0; i < emission.length; i++) emission[i] = random.normal(6e6 + i);
  const area = kernels.memory.float64(cells).fill(1e9);
  return { spacing, exchange, emission, area };
}

/** The twin applied to all lines: values by [cell][lane], what entered by [line][lane]. */
function advectAll(axis: Axis, input: ReturnType<typeof draw>) {
  const { state, mass, flux, boundary, lines, n } = input;
  const values = Float64Array.from(state);
  const entered = new Float64Array(lines * lanes);
  for (let line = 0; line < lines; line++) {
    for (let lane = 0; lane < lanes; lane++) {
      const at = (i: number): number => place(axis, line, i, 0);
      const perimeter = axis === "x" ? line % rows : 2 * rows + (line % columns);
      const level = Math.floor(line / (axis === "x" ? rows : columns));
      const first = (level * positions + perimeter) * lanes + lane;
      const one = {
        values: Float64Array.from({ length: n }, (_, i) => values[at(i) * lanes + lane]),
        mass: Float64Array.from({ length: n }, (_, i) => mass[at(i)]),
        flux: Array.from({ length: n + 1 }, (_, i) => flux[place(axis, line, i, 1)]),
        inflowFirst: axis === "z" ? 0 : boundary[first],
        inflowLast: axis === "z" ? 0 : boundary[first + (axis === "x" ? rows : columns) * lanes],
        ...(axis === "z" ? { thickness } : {}),
      };
      entered[line * lanes + lane] = advectLine(one, DT);
      one.values.forEach((value, i) => {
        values[at(i) * lanes + lane] = value;
      });
    }
  }
  return { values, entered };
}

const cases = fc.record({
  seed: fc.integer({ min: 1, max: 1e6 }),
  courant: fc.double({ min: 0, max: 3, noNaN: true }),
});

describe("horizontal advection", () => {
  it.each([
    ["x", launchAdvectX],
    ["y", launchAdvectY],
  ] as const)("along %s is its twin to float32 round-off, for Courant numbers up to 3", (axis, launch) => {
    fc.assert(
      fc.property(cases, ({ seed, courant }) => {
        const input = draw(single, axis, seed, courant);
        const { values, entered } = advectAll(axis, input);
        const before = input.state.slice();
        launch(single, shape, input, DT);
        expect(largestDifference(before, input.state)).toBeGreaterThan(1e-3);
        expect(largestDifference(values, input.state)).toBeLessThan(ROUND_OFF);
        const air = 1e11 * Math.max(1, courant);
        expect(largestDifference(entered, input.inflow) / air).toBeLessThan(ROUND_OFF);
      }),
      { numRuns: 15, seed: 1 },
    );
  });

  it("is the same bit for bit on two threads, and where each line is computed alone", () => {
    const results = [single, double, apart].map((kernels) => {
      const x = draw(kernels, "x", 7, 1.5);
      launchAdvectX(kernels, shape, x, DT);
      const y = draw(kernels, "y", 8, 1.5);
      launchAdvectY(kernels, shape, y, DT);
      const z = { ...draw(kernels, "z", 9, 0.4), ...columnExtras(kernels, 9, 1e9) };
      launchMoveVertically(kernels, shape, z, DT, MOLAR_MASS);
      return [x.state, x.inflow, x.mass, y.state, y.inflow, y.mass, z.state, z.mass].map((array) => Array.from(array));
    });
    expect(results[1]).toEqual(results[0]);
    expect(results[2]).toEqual(results[0]);
  });
});

describe("the vertical step", () => {
  it("is advection, then mixing with emission, to float32 round-off, however strong the exchange", () => {
    const strengths = fc.constantFrom(0, 1e6, 1e9, 1e13);
    fc.assert(
      fc.property(cases, strengths, ({ seed, courant }, strength) => {
        const input = { ...draw(single, "z", seed, courant), ...columnExtras(single, seed, strength) };
        const { values } = advectAll("z", input);
        const { exchange, emission } = input;
        launchMoveVertically(single, shape, input, DT, MOLAR_MASS);
        for (let cell = 0; cell < cells; cell++) {
          for (let lane = 0; lane < lanes; lane++) {
            const column = Float64Array.from({ length: levels }, (_, k) => values[(k * cells + cell) * lanes + lane]);
            mixColumn(
              {
                values: column,
                mass: Array.from({ length: levels }, (_, k) => input.mass[k * cells + cell]),
                exchange: Array.from({ length: levels + 1 }, (_, k) => exchange[k * cells + cell]),
                emission: emission[cell * lanes + lane] * 1e9 * MOLAR_MASS,
              },
              DT,
            );
            column.forEach((value, k) => {
              values[(k * cells + cell) * lanes + lane] = value;
            });
          }
        }
        expect(largestDifference(values, input.state)).toBeLessThan(ROUND_OFF);
      }),
      { numRuns: 20, seed: 2 },
    );
  });
});

describe("totals", () => {
  it("are those of the twin", () => {
    const { state, mass } = draw(single, "x", 3, 1);
    const sums = single.memory.float64(columns * lanes);
    launchWeightedTotals(single, lanes, columns, state, mass, sums);
    const expected = weightedTotals(state, mass, columns, lanes);
    sums.forEach((sum, i) => expect(sum / expected[i]).toBeCloseTo(1, 12));
  });
});

describe("a launch", () => {
  it("refuses arrays of another shape and arrays outside the kernel memory", () => {
    const input = draw(single, "x", 4, 1);
    expect(() => launchAdvectX(single, { ...shape, lanes: 4 }, input, DT)).toThrow(
      "state has 1680 values; expected 840",
    );
    expect(() => launchAdvectX(single, { ...shape, lanes: 6 }, input, DT)).toThrow("multiple of 4");
    expect(() => launchAdvectX(single, shape, { ...input, state: input.state.slice() }, DT)).toThrow("kernel memory");
  });

  it("reports a cell that would lose all of its air", () => {
    const input = draw(single, "x", 5, 0);
    input.flux[3] = -1e11;
    expect(() => launchAdvectX(single, shape, input, DT)).toThrow('kernel "advectX": it trapped');
  });
});
