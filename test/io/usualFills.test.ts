import { expect, it } from "vitest";
import { standsApart, usualFillOf } from "../../src/io/usualFills.js";

it("numbers that stand for nothing are known, also where they went through 32 bits", () => {
  expect([-9999, Math.fround(-99.9), 9999, Math.fround(1e20)].map(usualFillOf)).toEqual([-9999, -99.9, 9999, 1e20]);
  expect([-1, 99, 400, 1234, 1e6].map(usualFillOf)).toEqual(Array(5).fill(undefined));
});

it("they stand apart from what is measured", () => {
  expect([standsApart(-99, -5, 3), standsApart(-99, -120, 3)]).toEqual([true, false]);
  expect([standsApart(9999, 0, 20), standsApart(9999, 0, 8000), standsApart(9999, Infinity, -Infinity)]).toEqual([
    true,
    false,
    false,
  ]);
  expect(standsApart(1e20, 0, 1e12)).toBe(true);
});
