/** What nature guarantees of transport, in synthetic weather with mixing and inflow. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { centredGrid, createGrid, type Grid, gridPreset } from "../../src/grids/grid.js";
import { createProjection, obliqueStereographic } from "../../src/grids/projection.js";
import { verticalPreset } from "../../src/grids/verticalCoordinate.js";
import { type Kernels, loadKernels } from "../../src/kernels/load.js";
import { syntheticMeteorology } from "../../src/meteorology/sources/synthetic.js";
import { runWeather, type WeatherRun } from "../../src/verification/weatherRun.js";

const vertical = verticalPreset("jdas-15");
const coarse = createGrid(
  centredGrid("coarse", createProjection(obliqueStereographic(116, 35)), 26, 21, 256e3, [116, 35]),
);
const fine = createGrid(gridPreset("china-64km"));
const [july, january] = [6, 0].map((month) => Date.UTC(2016, month, 15, 3) / 1000);

let kernels: Kernels;
beforeAll(async () => {
  kernels = await loadKernels(2);
});
afterAll(() => kernels.close());

function run(grid: Grid, start: number, hours: number): WeatherRun {
  const landFraction = grid.longitude.map((longitude) => (longitude < 120 ? 1 : 0));
  const weather = syntheticMeteorology({ grid, vertical, landFraction, seed: 3 });
  return runWeather(kernels, grid, vertical, weather, start, hours);
}

describe.each([
  ["six hours of July on a coarse grid", coarse, july, 6],
  ["six hours of January on a coarse grid", coarse, january, 6],
  ["an hour of July in china-64km", fine, july, 1],
])("%s, synthetic weather", (_, grid, start, hours) => {
  it("keeps a uniform field uniform, makes no new extrema and closes the budget", () => {
    const result = run(grid, start, hours);
    expect(result.unevenness).toBeLessThan(1e-6);
    expect(result.overshoot).toBeLessThan(1e-6);
    expect(result.residual).toBeLessThan(1e-9);
    expect(result.smoothing).toBeGreaterThan(0.3);
    expect(result.inflow).toBeGreaterThan(1e-5);
  });
});
