import { expect, it } from "vitest";
import { verticalPreset } from "../../src/grids/verticalCoordinate.js";
import { layerHeights } from "../../src/meteorology/hydrostatics.js";

it("finds layer heights of an isothermal atmosphere", () => {
  const vertical = verticalPreset("jdas-15");
  const heights = new Float64Array(15);
  const weather = {
    surfacePressure: Float64Array.of(1e5),
    temperature: new Float64Array(15).fill(280),
    specificHumidity: new Float64Array(15),
  };
  layerHeights(vertical, weather, heights);
  const scale = (287.0471 * 280) / 9.80665;
  for (const k of [0, 5, 14]) {
    const below = vertical.a[k] + vertical.b[k] * 1e5;
    const above = vertical.a[k + 1] + vertical.b[k + 1] * 1e5;
    expect(heights[k]).toBeCloseTo(scale * Math.log(2e5 / (below + above)), 6);
  }
  expect(heights[14]).toBeGreaterThan(16e3);
});
