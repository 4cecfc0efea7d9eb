import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hatIntegrals, integral, integralOfProduct, valueAt } from "../../src/observations/levelFunction.js";

const pressure = Float64Array.of(0, 100, 300, 400);
const of = { pressure, values: Float64Array.of(2, 4, 0, 6) };

describe("a function of pressure that is linear between levels", () => {
  it("has its values at the levels, lines between them, and the outermost beyond", () => {
    expect([-5, 0, 50, 100, 200, 300, 350, 400, 500].map((at) => valueAt(of, at))).toEqual([2, 2, 3, 4, 2, 0, 3, 6, 6]);
  });

  it("is integrated exactly, over any part of the levels", () => {
    expect(integral(of, 0, 400)).toBe(300 + 400 + 300);
    expect(integral(of, 50, 350)).toBeCloseTo(175 + 400 + 75, 12);
    expect(integral(of, -100, 50)).toBe(125);
    expect(integral(of, 500, 600)).toBe(0);
  });

  it("has integrals of parts that add up", () => {
    const place = fc.double({ min: -50, max: 450, noNaN: true });
    fc.assert(
      fc.property(fc.tuple(place, place, place), (places) => {
        const [a, b, c] = [...places].sort((x, y) => x - y);
        expect(integral(of, a, b) + integral(of, b, c)).toBeCloseTo(integral(of, a, c), 9);
      }),
    );
  });

  it("is the sum of its values times hats", () => {
    const sum = hatIntegrals(pressure).reduce((total, hat, k) => total + hat * of.values[k], 0);
    expect(sum).toBeCloseTo(integral(of, 0, 400), 12);
  });

  it("has exact integrals of products with what is linear between the same levels", () => {
    const line = (at: number): number => 1 + at / 100;
    // Of (2 + p/50)(1 + p/100) from 0 to 100: 2 + 4 p/100 + 2 (p/100)^2.
    expect(integralOfProduct(of, line, 0, 100)).toBeCloseTo(100 * (2 + 2 + 2 / 3), 9);
  });
});
