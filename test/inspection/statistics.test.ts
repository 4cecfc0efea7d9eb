import { describe, expect, it } from "vitest";
import { slicesOf, statisticsOf } from "../../src/inspection/statistics.js";
import { fakeNetcdf } from "../io/fakeNetcdf.js";

function variable(values: readonly number[], dimensions: Record<string, number> = { x: values.length }) {
  return fakeNetcdf("f.nc", dimensions, { v: { dimensions: Object.keys(dimensions), values } }).variable("v");
}

describe("statisticsOf", () => {
  it("counts what is missing or infinite and leaves it out of the figures", () => {
    expect(statisticsOf(variable([1, Number.NaN, 4, Infinity]), 100)).toEqual({
      looked: 4,
      of: 4,
      missing: 1,
      infinite: 1,
      minimum: 1,
      maximum: 4,
      mean: 2.5,
    });
  });

  it("finds a number that stands for missing values and is not declared", () => {
    const found = statisticsOf(variable([1, -9999, 3, -9999, -9999]), 100);
    expect(found).toMatchObject({ undeclaredFill: { value: -9999, count: 3 }, minimum: 1, maximum: 3, mean: 2 });
    const large = statisticsOf(variable([1, Math.fround(1e20), 3, Math.fround(1e20), Math.fround(1e20)]), 100);
    expect(large.undeclaredFill).toEqual({ value: Math.fround(1e20), count: 3 });
  });

  it("takes such a number as a value where it is seldom, or one among others", () => {
    expect(statisticsOf(variable([1, -9999, 3, -9999]), 100)).toMatchObject({ minimum: -9999, mean: -4998.5 });
    const among = statisticsOf(variable([-120, -99, -99, -99, -80]), 100);
    expect(among.undeclaredFill).toBeUndefined();
    expect(among.mean).toBeCloseTo((-120 - 3 * 99 - 80) / 5);
  });

  it("says nothing of a variable without values", () => {
    expect(statisticsOf(variable([Number.NaN, Number.NaN]), 10)).toEqual({
      looked: 2,
      of: 2,
      missing: 2,
      infinite: 0,
    });
  });

  it("looks at no more values than it may, over all of the variable", () => {
    const values = Array.from({ length: 4000 }, (_, i) => i);
    const found = statisticsOf(variable(values, { time: 100, y: 8, x: 5 }), 800);
    expect(found).toMatchObject({ looked: 800, of: 4000 });
    expect(found.minimum).toBeLessThan(400);
    expect(found.maximum).toBeGreaterThan(3600);
  });
});

describe("slicesOf", () => {
  it.each([[[]], [[7]], [[3, 4]], [[5, 1, 3]], [[2, 2000, 3000]], [[3_000_000]]])("covers %j once", (shape) => {
    const size = shape.reduce((product, n) => product * n, 1);
    const slices = slicesOf(shape, size);
    expect(slices.reduce((sum, { count }) => sum + count.reduce((product, n) => product * n, 1), 0)).toBe(size);
    expect(new Set(slices.map(({ start }) => start.join())).size).toBe(slices.length);
    for (const { start, count } of slices) {
      expect(count.reduce((product, n) => product * n, 1)).toBeLessThanOrEqual(1 << 20);
      start.forEach((from, axis) => expect(from + count[axis]).toBeLessThanOrEqual(shape[axis]));
    }
  });

  it("has none of a variable without places", () => {
    expect(slicesOf([0, 4], 100)).toEqual([]);
  });

  it.each([[[1000, 50, 40]], [[50, 40, 1000]], [[5_000_000]]])("takes a part of %j", (shape) => {
    const slices = slicesOf(shape, 100_000);
    const read = slices.reduce((sum, { count }) => sum + count.reduce((product, n) => product * n, 1), 0);
    expect(read).toBeLessThanOrEqual(100_000);
    expect(read).toBeGreaterThan(50_000);
    expect(slices.length).toBeGreaterThan(8);
  });
});
