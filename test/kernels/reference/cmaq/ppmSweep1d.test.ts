/** The sweep keeps what its equations keep, on lines that no reference case has; small lines are worked by hand. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CoverageError, NumericalError } from "../../../../src/errors.js";
import { type PpmLine, ppmSweep1d } from "../../../../src/kernels/reference/cmaq/ppmSweep1d.js";

const DS = 1000;
const ROUND_OFF = 1e-11;
const RUNS = { seed: 20250101, numRuns: 200 };

const number = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const lines = (greatestCourant: number) =>
  fc.integer({ min: 2, max: 12 }).chain((n) =>
    fc.record({
      values: fc.array(number(0, 50), { minLength: n, maxLength: n }),
      velocity: fc.array(number(-greatestCourant * DS, greatestCourant * DS), { minLength: n + 1, maxLength: n + 1 }),
      boundaryFirst: number(0, 50),
      boundaryLast: number(0, 50),
      spacing: fc.constant(DS),
    }),
  );

const total = (values: ArrayLike<number>): number => Array.from(values).reduce((sum, value) => sum + value, 0);

/** What leaves through the first face of a line whose last face is calm [cells x concentration]. */
function lost(values: number[], velocity: number[], dt: number): number {
  const line = { values, velocity: [...velocity, 0], spacing: 1, boundaryFirst: 777, boundaryLast: values.at(-1)! };
  return total(values) - total(ppmSweep1d(line, dt));
}

describe("ppmSweep1d", () => {
  it("keeps the total between calm ends", () => {
    const property = (line: PpmLine): void => {
      const velocity = Array.from(line.velocity);
      velocity[0] = velocity[velocity.length - 1] = 0;
      const after = ppmSweep1d({ ...line, velocity }, 1);
      expect(Math.abs(total(after) - total(line.values))).toBeLessThanOrEqual(ROUND_OFF * total(line.values));
    };
    fc.assert(fc.property(lines(1), property), RUNS);
  });

  it("stays positive where no cell gives away more than it has", () => {
    fc.assert(
      fc.property(lines(0.5), (line) => {
        expect(Math.min(...ppmSweep1d(line, 1))).toBeGreaterThanOrEqual(-ROUND_OFF);
      }),
      RUNS,
    );
  });

  it("makes no new extremes in a uniform wind, and leaves a uniform line uniform", () => {
    fc.assert(
      fc.property(lines(1), number(-DS, DS), (line, wind) => {
        const velocity = Array.from(line.velocity).fill(wind);
        const inflow = wind > 0 ? line.boundaryFirst : line.boundaryLast;
        const known = [...line.values, inflow];
        const after = ppmSweep1d({ ...line, velocity }, 1);
        expect(Math.min(...after)).toBeGreaterThanOrEqual(Math.min(...known) - ROUND_OFF);
        expect(Math.max(...after)).toBeLessThanOrEqual(Math.max(...known) + ROUND_OFF);

        const uniform = { ...line, velocity, values: line.values.map(() => 7), boundaryFirst: 7, boundaryLast: 7 };
        for (const value of ppmSweep1d(uniform, 1)) expect(value).toBeCloseTo(7, 11);
      }),
      RUNS,
    );
  });

  it("does the same in the mirror", () => {
    fc.assert(
      fc.property(lines(1), (line) => {
        const mirrored = {
          spacing: DS,
          values: line.values.toReversed(),
          velocity: line.velocity.map((wind) => -wind).reverse(),
          boundaryFirst: line.boundaryLast,
          boundaryLast: line.boundaryFirst,
        };
        const after = Array.from(ppmSweep1d(mirrored, 1)).reverse();
        ppmSweep1d(line, 1).forEach((value, i) => expect(after[i]).toBeCloseTo(value, 11));
      }),
      RUNS,
    );
  });

  it("moves a line by exactly one cell at Courant number 1", () => {
    fc.assert(
      fc.property(lines(1), ({ values, velocity, ...rest }) => {
        const east = ppmSweep1d({ ...rest, values, velocity: velocity.map(() => DS) }, 1);
        [rest.boundaryFirst, ...values].slice(0, -1).forEach((value, i) => expect(east[i]).toBeCloseTo(value, 11));
        const west = ppmSweep1d({ ...rest, values, velocity: velocity.map(() => -DS) }, 1);
        [...values, rest.boundaryLast].slice(1).forEach((value, i) => expect(west[i]).toBeCloseTo(value, 11));
      }),
      RUNS,
    );
  });

  it("does nothing in calm air", () => {
    const line = { values: [3, 1, 4], velocity: [0, 0, 0, 0], spacing: DS, boundaryFirst: 9, boundaryLast: 8 };
    expect(Array.from(ppmSweep1d(line, 900))).toEqual([3, 1, 4]);
  });

  it("converges faster than the second order on a smooth hill", () => {
    const errors = [40, 80].map((n) => {
      const hill = (x: number): number => Math.exp(-((12 * (x / n - 0.5)) ** 2));
      let values: Float64Array = new Float64Array(n).map((_, i) => hill(i + 0.5));
      for (let step = 0; step < n / 2; step++) {
        const velocity = new Float64Array(n + 1).fill(step % 2 === 0 ? 0.25 : -0.25);
        values = ppmSweep1d({ values, velocity, spacing: 1, boundaryFirst: 0, boundaryLast: 0 }, 1);
      }
      return values.reduce((sum, value, i) => sum + Math.abs(value - hill(i + 0.5)) / n, 0);
    });
    expect(errors[0] / errors[1]).toBeGreaterThan(4);
  });

  it("takes the donor cell through an inflow face", () => {
    const line = {
      values: [1, 2, 5, 6],
      velocity: [400, 0, 0, 0, -100],
      spacing: DS,
      boundaryFirst: 10,
      boundaryLast: 20,
    };
    const after = ppmSweep1d(line, 1);
    expect(after[0]).toBeCloseTo(1 + 0.4 * 10, 12);
    expect(after[3]).toBeCloseTo(6 + 0.1 * 20, 12);
    expect(Array.from(after.slice(1, 3))).toEqual([2, 5]);
  });

  it("extrapolates beyond an outflow face, never below zero, and not from calm or opposed winds", () => {
    const falling = [10, 4, 4, 4, 4];
    // Ghost 22: edges 17.5 and 5.5, so that a quarter of the cell carries 17.5 - (12 + 9 5/6) / 8 on average.
    expect(lost(falling, [-1, -2, -2, -2, -2], 0.25)).toBeCloseTo(0.25 * 15.0625, 12);
    expect(lost(falling, [-1, 2, 2, 2, 2], 0.25)).toBeCloseTo(0.25 * 10, 12);
    expect(lost(falling, [-5e-4, -1e-3, -1e-3, -1e-3, -1e-3], 500)).toBeCloseTo(0.25 * 10, 12);
    // Ghost max(0, 4 - 2 * 6) = 0: edges 7/6 and 47/6, that quarter carries 7/6 + (20/3 - 3 5/6) / 8.
    expect(lost([4, 10, 10, 10, 10], [-1, -2, -2, -2, -2], 0.25)).toBeCloseTo(0.25 * 1.6875, 12);
  });

  it("names what it cannot use", () => {
    const line = { values: [1, 2], velocity: [1, 1, 1], spacing: 1, boundaryFirst: 0, boundaryLast: 0 };
    expect(() => ppmSweep1d({ ...line, values: [1] }, 1)).toThrow(CoverageError);
    expect(() => ppmSweep1d({ ...line, velocity: [1, 1] }, 1)).toThrow(/velocity: 2 values; expected 3/);
    expect(() => ppmSweep1d(line, 1.5)).toThrow(NumericalError);
    expect(() => ppmSweep1d({ ...line, velocity: [0, Number.NaN, 0] }, 1)).toThrow(/face 1/);
  });
});
