import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  biasIntervals,
  biasShares,
  columnStatistics,
  errorReduction,
  median,
} from "../../src/evaluation/columnStatistics.js";

const finite = fc.double({ min: 350, max: 450, noNaN: true });
const pairs = fc.array(fc.tuple(finite, finite), { minLength: 2, maxLength: 60 });
const split = (list: [number, number][]): [number[], number[]] => [list.map(([a]) => a), list.map(([, b]) => b)];

describe("columnStatistics", () => {
  it("obeys rmse^2 = bias^2 + (n - 1) / n sd^2 and |bias| <= MAE <= rmse", () => {
    fc.assert(
      fc.property(pairs, (list) => {
        const s = columnStatistics(...split(list));
        const n = list.length;
        expect(s.count).toBe(n);
        expect(s.rmse ** 2).toBeCloseTo(s.bias ** 2 + ((n - 1) / n) * s.standardDeviation ** 2, 7);
        expect(Math.abs(s.bias)).toBeLessThanOrEqual(s.meanAbsoluteError + 1e-9);
        expect(s.meanAbsoluteError).toBeLessThanOrEqual(s.rmse + 1e-9);
      }),
      { seed: 1 },
    );
  });

  it("has correlation 1 under a rising and -1 under a falling line", () => {
    const x = [400, 402, 401, 399.5];
    expect(
      columnStatistics(
        x.map((v) => 2 * v + 3),
        x,
      ).correlation,
    ).toBeCloseTo(1, 12);
    expect(
      columnStatistics(
        x.map((v) => -v),
        x,
      ).correlation,
    ).toBeCloseTo(-1, 12);
    expect(columnStatistics([400, 400, 400], [1, 2, 3]).correlation).toBeNaN();
  });

  it("leaves pairs with a missing side out, and has NaN for none", () => {
    const s = columnStatistics([400, NaN, 402, 403], [399, 400, NaN, 405]);
    expect([s.count, s.bias]).toEqual([2, -0.5]);
    const none = columnStatistics([NaN], [400]);
    expect(none.count).toBe(0);
    expect([none.bias, none.rmse, none.meanAbsoluteError, none.standardDeviation]).toEqual([NaN, NaN, NaN, NaN]);
  });

  it("refuses sides of different length", () => {
    expect(() => columnStatistics([1], [1, 2])).toThrow(RangeError);
  });
});

describe("biasShares", () => {
  it("counts differences in each interval, ends included", () => {
    const differences = [-4, -1, 0, 0.5, 1.5, 2, 3.5, 9];
    const shares = biasShares(
      differences,
      differences.map(() => 0),
    );
    const expected = { "-4,4": 7, "-3,3": 5, "-2,2": 5, "-1,1": 3, "0,4": 5, "0,3": 4, "0,2": 4 };
    expect(Object.fromEntries(biasIntervals.map((interval, i) => [interval.join(), shares[i] * 8]))).toEqual(expected);
  });
});

it("median is the middle of the finite values", () => {
  expect(median([3, NaN, 1, 2])).toBe(2);
  expect(median([4, 1, 2, 3])).toBe(2.5);
  expect(median([])).toBeNaN();
});

it("error reduction is negative where the error grows, undefined where there was none", () => {
  expect(errorReduction(2, 1)).toBe(50);
  expect(errorReduction(2, 3)).toBe(-50);
  expect(errorReduction(0, 1)).toBeNaN();
});
