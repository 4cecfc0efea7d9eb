import { describe, expect, it } from "vitest";
import { interpolateColumn } from "../../src/grids/columnInterpolation.js";

describe("interpolating a column", () => {
  const pressures = Float64Array.of(900, 500, 100);
  const values = Float64Array.of(1, 3, 11);
  it.each([
    [1000, 1],
    [900, 1],
    [700, 2],
    [500, 3],
    [200, 9],
    [100, 11],
    [5, 11],
  ])("at %d gives %d", (pressure, value) => {
    expect(interpolateColumn(pressures, values, pressure)).toBe(value);
  });
});
