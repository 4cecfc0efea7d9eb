/** What nature guarantees of transport, in the weather of others: steep orography, fast jets, no continuity of its own. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { createGrid, gridPreset } from "../../src/grids/grid.js";
import { verticalPreset } from "../../src/grids/verticalCoordinate.js";
import { type Kernels, loadKernels } from "../../src/kernels/load.js";
import { griddedMeteorology, type WeatherDates } from "../../src/meteorology/sources/gridded.js";
import { griddedVertical } from "../../src/meteorology/sources/griddedLayers.js";
import { runWeather, type WeatherRun } from "../../src/verification/weatherRun.js";
import { describeWithShared, sharedData } from "../sharedData.js";

const HOURS = 2;
const grid = createGrid(gridPreset("china-64km"));
const jdas15 = verticalPreset("jdas-15");
const landFraction = grid.longitude.map((longitude) => (longitude < 120 ? 1 : 0));

let kernels: Kernels;
beforeAll(async () => {
  kernels = await loadKernels(2);
});
afterAll(() => kernels.close());

async function run(file: string, dates: WeatherDates, start: number, vertical = jdas15): Promise<WeatherRun> {
  const weather = await griddedMeteorology({
    grid,
    vertical,
    landFraction,
    files: [file],
    dates,
    boundaryLayer: dates.kind === "as-is" ? "diurnal" : "source",
  });
  try {
    return runWeather(kernels, grid, vertical, weather, start, HOURS);
  } finally {
    weather.close();
  }
}

const july = Date.UTC(2016, 6, 15, 3) / 1000;

describeWithShared("two hours of", () => {
  it.each<[string, string, WeatherDates, number]>([
    ["the GFS instant, held steady", sharedData("gfs", "gfs_2p5_20111011T00.nc"), { kind: "held-steady" }, 0],
    ["SPEEDY's July", sharedData("weather", "speedy_t30_eastasia_201607.nc"), { kind: "as-is" }, july],
  ])("%s keep a uniform field uniform, make no new extrema and close the budget", async (_, file, dates, start) => {
    const result = await run(file, dates, start);
    expect(result.unevenness).toBeLessThan(1e-6);
    expect(result.overshoot).toBeLessThan(1e-6);
    expect(result.residual).toBeLessThan(1e-9);
    expect(result.smoothing).toBeGreaterThan(0.3);
    expect(result.inflow).toBeGreaterThan(1e-5);
  });

  it("SPEEDY's July on its own eight layers, up to 0 Pa, do the same", async () => {
    const file = sharedData("weather", "speedy_t30_eastasia_201607.nc");
    const result = await run(file, { kind: "as-is" }, july, await griddedVertical([file]));
    expect(result.unevenness).toBeLessThan(1e-6);
    expect(result.overshoot).toBeLessThan(1e-6);
    expect(result.residual).toBeLessThan(1e-9);
    expect(result.smoothing).toBeGreaterThan(0.3);
  });
});
