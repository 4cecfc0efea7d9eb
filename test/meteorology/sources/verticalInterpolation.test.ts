import { describe, expect, it } from "vitest";
import { sigmaCoordinate } from "../../../src/grids/verticalCoordinate.js";
import { createVerticalInterpolation } from "../../../src/meteorology/sources/verticalInterpolation.js";

const vertical = sigmaCoordinate("thin", [1, 0.998, 0.9, 0.7, 0.4, 0], 1000);
const ps = Float64Array.of(1e5, 7e4);
const middle = (k: number, p: number): number =>
  (vertical.a[k] + vertical.a[k + 1] + (vertical.b[k] + vertical.b[k + 1]) * ps[p]) / 2;

describe("vertical interpolation", () => {
  it("is linear in log pressure on sigma levels and holds the outermost values", () => {
    const sigma = Float64Array.of(0.95, 0.5, 0.2);
    const field = Float64Array.from({ length: 6 }, (_, i) => Math.log(sigma[Math.floor(i / 2)] * ps[i % 2]));
    const out = new Float64Array(10);
    createVerticalInterpolation({ a: new Float64Array(3), b: sigma }, vertical).apply(field, undefined, ps, out);
    for (const p of [0, 1]) {
      expect(out[p]).toBeCloseTo(Math.log(0.95 * ps[p]), 12);
      expect(out[3 * 2 + p]).toBeCloseTo(Math.log(middle(3, p)), 12);
      expect(out[4 * 2 + p]).toBeCloseTo(Math.log(Math.max(middle(4, p), 0.2 * ps[p])), 12);
    }
  });

  it("takes the value near the ground instead of levels under it", () => {
    const pressures = Float64Array.of(1e5, 8.5e4, 5e4, 2e4);
    // Point 1, on a plateau at 700 hPa, has two levels under the ground, with nonsense.
    const field = Float64Array.of(10, 1e9, 20, 1e9, 30, 30, 40, 40);
    const out = new Float64Array(10);
    const interpolation = createVerticalInterpolation({ a: pressures, b: new Float64Array(4) }, vertical);
    interpolation.apply(field, Float64Array.of(2, 4), ps, out);
    expect(out[0]).toBeGreaterThanOrEqual(2);
    expect(out[0]).toBeLessThan(2.5);
    for (let k = 0; k < 5; k++) {
      expect(out[2 * k + 1]).toBeGreaterThanOrEqual(4);
      expect(out[2 * k + 1]).toBeLessThanOrEqual(40);
    }
    expect(out[3]).toBeLessThan(out[5]);
  });
});
