import { describe, expect, it } from "vitest";
import { siteRepresentation } from "../../src/observations/siteRepresentation.js";

const grid = { columns: 3, rows: 3 };
const CENTRE = 4;
const flat = new Float64Array(9).fill(95000);
const inland = new Float64Array(9).fill(1);
/** Pressure of ground at these heights [m]. */
const atHeights = (heights: readonly number[]): number[] =>
  heights.map((height) => 101325 * Math.exp((-9.80665 * height) / (287.05 * 288.15)));

describe("representation error of surface sites", () => {
  it("is the standard tower's 100 m above flat inland ground, more near the ground and less far above it", () => {
    const factor = siteRepresentation(grid, flat, inland);
    expect(factor(100, CENTRE)).toBe(1);
    expect(factor(10, CENTRE)).toBeCloseTo(10 ** 0.25, 12);
    expect(factor(2, CENTRE)).toBe(factor(10, CENTRE));
    expect(factor(300, CENTRE)).toBeCloseTo(3 ** -0.25, 12);
    expect(factor(900, CENTRE)).toBe(factor(500, CENTRE));
  });

  it("grows with the relief about the site, up to a limit", () => {
    const relief = (size: number): number =>
      siteRepresentation(
        grid,
        atHeights([-1, 1, 1, -1, 0, -1, 1, 1, -1].map((s) => 1000 + size * s)),
        inland,
      )(100, CENTRE);
    const deviation = Math.sqrt(8 / 9);
    expect(relief(300)).toBeCloseTo(Math.hypot(1, deviation), 2);
    expect(relief(3000)).toBeCloseTo(Math.hypot(1, 2), 12);
  });

  it("is largest where half of what is about is sea, and knows the edge of the grid", () => {
    const coast = Float64Array.of(0, 0.5, 1, 0, 0.5, 1, 0, 0.5, 1);
    const factor = siteRepresentation(grid, flat, coast);
    expect(factor(100, CENTRE)).toBeCloseTo(Math.SQRT2, 12);
    // The corner sees columns 0 and 1 alone.
    expect(factor(100, 0)).toBeCloseTo(Math.sqrt(1 + 4 * 0.25 * 0.75), 12);
  });
});
