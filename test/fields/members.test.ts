/** Reductions over members: what they are, and that parts of an ensemble come to the bits of the whole. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  correlation,
  covariance,
  meanAndSpread,
  meanOfShares,
  memberMean,
  memberSum,
  memberTotals,
  squaredDepartures,
  sumOfFields,
  takeMean,
} from "../../src/fields/members.js";

const number = fc.double({ min: -10, max: 10, noNaN: true });

function variance(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
}

describe("mean and spread over members", () => {
  it("leave out the other lanes and are unbiased", () => {
    const { mean, spread } = meanAndSpread(Float64Array.of(1, 2, 6, 100, -100), 3);
    expect(mean).toBe(3);
    expect(spread).toBeCloseTo(Math.sqrt((4 + 1 + 9) / 2), 14);
    expect(meanAndSpread(Float64Array.of(7, 5), 1)).toEqual({ mean: 7, spread: 0 });
  });

  it("are those of a row that begins further on", () => {
    const rows = Float32Array.of(1, 2, 3, 0, 4, 6, 8, 0);
    expect(meanAndSpread(rows, 3, 4)).toEqual({ mean: 6, spread: 2 });
    expect(meanOfShares(rows, 3, 4)).toBeCloseTo(6, 14);
    const values = Float64Array.from(rows);
    takeMean(values, 3, memberMean(values, 3, 4), 4);
    expect([...values]).toEqual([1, 2, 3, 0, -2, 0, 2, 0]);
  });
});

describe("an ensemble in parts", () => {
  it("comes to the same bits, where each part goes on from the one before", () => {
    const rows = fc.array(fc.double({ min: -1e3, max: 1e3, noNaN: true }), { minLength: 2, maxLength: 60 });
    fc.assert(
      fc.property(rows, fc.nat(), (row, cut) => {
        const n = row.length;
        const here = 1 + (cut % (n - 1));
        const [first, second] = [row.slice(0, here), row.slice(here)];
        const there = n - here;
        const sum = memberSum(second, there, 0, memberSum(first, here));
        expect(sum / n).toBe(memberMean(row, n));
        const mean = sum / n;
        const squares = squaredDepartures(second, there, mean, 0, squaredDepartures(first, here, mean));
        expect(Math.sqrt(squares / (n - 1))).toBe(meanAndSpread(row, n).spread);
        expect(meanOfShares(second, there, 0, n, meanOfShares(first, here, 0, n))).toBe(meanOfShares(row, n));
      }),
      { seed: 3 },
    );
  });
});

describe("fields that lie apart", () => {
  it("are summed member by member in each cell", () => {
    expect([...sumOfFields([Float64Array.of(1, 2), Float64Array.of(10, 20), Float64Array.of(100, 200)])]).toEqual([
      111, 222,
    ]);
  });
});

describe("the covariance of rows", () => {
  it("gives the spread of any weighted sum of rows exactly, which a sum of variances does not", () => {
    const table = fc.array(fc.array(number, { minLength: 7, maxLength: 7 }), { minLength: 2, maxLength: 5 });
    fc.assert(
      fc.property(table, fc.array(number, { minLength: 5, maxLength: 5 }), (totals, weights) => {
        const n = totals.length;
        const matrix = covariance(totals.map((row) => Float64Array.from(row)));
        const sums = totals[0].map((_, member) => totals.reduce((sum, row, r) => sum + weights[r] * row[member], 0));
        let exact = 0;
        for (let r = 0; r < n; r++) for (let s = 0; s < n; s++) exact += weights[r] * weights[s] * matrix[r * n + s];
        const scale = totals.reduce((sum, row, r) => sum + weights[r] ** 2 * variance(row), 0) * n;
        expect(Math.abs(exact - variance(sums))).toBeLessThanOrEqual(1e-9 * (scale + 1e-9));
      }),
      { seed: 4 },
    );
    expect([...covariance([Float64Array.of(1, 2, 3), Float64Array.of(3, 2, 1)])]).toEqual([1, -1, -1, 1]);
  });
});

describe("a correlation", () => {
  it("is 1 of a line that rises, -1 of one that falls, and looks at members only", () => {
    expect(correlation([1, 2, 3, 100], [2, 4, 6, -100], 3)).toBeCloseTo(1, 12);
    expect(correlation([1, 2, 3, 100], [-2, -4, -6, 100], 3)).toBeCloseTo(-1, 12);
    expect(correlation([1, 1, 1], [1, 2, 3], 3)).toBeNaN();
  });
});

describe("totals of regions", () => {
  it("add share times weight times field over the cells of each region, for members only", () => {
    const regions = [
      { share: Float64Array.of(1, 1, 1) },
      { share: Float64Array.of(0, 0.5, 0.25) },
      { share: new Float64Array(3) },
    ];
    const totals = memberTotals(regions, [10, 20, 40], { members: 2, lanes: 4 });
    const field = Float64Array.of(1, 2, 9, 9, 3, 4, 9, 9, 5, 6, 9, 9);
    expect([...totals(field)]).toEqual([10 + 60 + 200, 20 + 80 + 240, 30 + 50, 40 + 60, 0, 0]);
  });
});
