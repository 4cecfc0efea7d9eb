import { describe, expect, it } from "vitest";
import { CoverageError } from "../../src/errors.js";
import { createStencils, interpolate } from "../../src/grids/horizontalStencil.js";

const axis = (first: number, step: number, count: number): Float64Array =>
  Float64Array.from({ length: count }, (_, i) => first + i * step);

/** Interpolates f(longitude, latitude) given on a grid to one point. */
function value(
  longitudes: Float64Array,
  latitudes: Float64Array,
  f: (longitude: number, latitude: number) => number,
  longitude: number,
  latitude: number,
): number {
  const points = { longitude: Float64Array.of(longitude), latitude: Float64Array.of(latitude) };
  const reversed = latitudes[0] > latitudes[1];
  const south = reversed ? latitudes.slice().reverse() : latitudes;
  const lines = { longitude: { values: longitudes }, latitude: { values: south, reversed } };
  const { window, stencils } = createStencils(lines, [points], "test");
  const field = new Float64Array(window.rows * window.columns);
  for (let r = 0; r < window.rows; r++) {
    for (let c = 0; c < window.columns; c++) {
      field[r * window.columns + c] = f(longitudes[window.column + c], south[window.row + r]);
    }
  }
  const out = new Float64Array(1);
  interpolate(field, 0, stencils[0], out);
  return out[0];
}

describe("horizontal stencil", () => {
  const plane = (longitude: number, latitude: number): number => 3 * longitude - 2 * latitude + 1;

  it.each([
    ["south to north", axis(10, 2.5, 20)],
    ["north to south", axis(57.5, -2.5, 20)],
  ])("is exact for a plane, latitudes %s", (_, latitudes) => {
    expect(value(axis(70, 2.5, 20), latitudes, plane, 101.3, 33.3)).toBeCloseTo(plane(101.3, 33.3), 10);
    expect(value(axis(70, 2.5, 20), latitudes, plane, 70, 57.5)).toBeCloseTo(plane(70, 57.5), 10);
    expect(value(axis(70, 2.5, 20), latitudes, plane, 117.5, 10)).toBeCloseTo(plane(117.5, 10), 10);
  });

  it.each([
    ["0 to 360", axis(0, 2.5, 144)],
    ["-180 to 180", axis(-180, 2.5, 144)],
  ])("closes the globe, longitudes %s", (_, longitudes) => {
    const wave = (longitude: number): number => Math.cos((longitude * Math.PI) / 180);
    for (const longitude of [-179.9, -91.3, -0.2, 0, 123.4, 179.2, 359.1]) {
      expect(value(longitudes, axis(-90, 2.5, 73), wave, longitude, 12)).toBeCloseTo(wave(longitude), 3);
    }
  });

  it("refuses points outside and names both", () => {
    expect(() => value(axis(70, 2.5, 20), axis(10, 2.5, 20), plane, 60, 30)).toThrow(CoverageError);
    expect(() => value(axis(70, 2.5, 20), axis(10, 2.5, 20), plane, 80, 9)).toThrow(/9.00 N 80.00 E.*10 to 57.5 N/);
  });
});
