/** MCIP as weather on its own grid, layers and mass: the set of 25 hours. */
import { beforeAll, expect, it } from "vitest";
import { createGrid, type Grid } from "../../src/grids/grid.js";
import type { VerticalCoordinate } from "../../src/grids/verticalCoordinate.js";
import { openNetcdf } from "../../src/io/openNetcdf.js";
import { loadKernels } from "../../src/kernels/load.js";
import { createMassFluxBuilder } from "../../src/meteorology/massFluxes.js";
import type { MeteorologySource } from "../../src/meteorology/meteorology.js";
import { mcipDomain, mcipMeteorology } from "../../src/meteorology/sources/mcip.js";
import { openMcipVerticalFlux } from "../../src/verification/mcipVerticalFlux.js";
import { compareVerticalVelocity } from "../../src/verification/verticalVelocity.js";
import { runWeather } from "../../src/verification/weatherRun.js";
import { describeWithShared, sharedData } from "../sharedData.js";

const FILES = ["METCRO3D", "METDOT3D", "METCRO2D", "GRIDCRO2D"].map((kind) => sharedData("mcip", `${kind}_au-test_v1`));
const START = Date.UTC(2022, 11, 7) / 1000;

describeWithShared("MCIP", () => {
  let grid: Grid;
  let vertical: VerticalCoordinate;
  let weather: MeteorologySource;

  beforeAll(async () => {
    const domain = await mcipDomain(FILES);
    grid = createGrid(domain.grid);
    vertical = domain.vertical;
    weather = await mcipMeteorology(FILES);
    return () => weather.close();
  });

  it("gives its grid and layers", async () => {
    expect([grid.columns, grid.rows, vertical.levels, grid.dx]).toEqual([10, 10, 32, 10e3]);
    expect(vertical.a[32]).toBe(5000);
    const file = await openNetcdf(FILES[3]);
    const [longitude, latitude, squared] = ["LON", "LAT", "MSFX2"].map((name) => file.variable(name).read());
    file.close();
    for (let cell = 0; cell < grid.cells; cell++) {
      expect(Math.abs(grid.longitude[cell] - longitude[cell])).toBeLessThan(2e-4);
      expect(Math.abs(grid.latitude[cell] - latitude[cell])).toBeLessThan(2e-4);
      expect(Math.abs((grid.area[cell] * squared[cell]) / 1e8 - 1)).toBeLessThan(2e-4);
    }
  });

  it("gives the hours of a day, and nothing beyond", () => {
    expect(weather.coverage).toEqual({ start: START, end: START + 86400 });
    weather.check(START, START + 86400);
    expect(() => weather.at(START - 1)).toThrow(/no weather for/);
    expect(() => weather.check(START, START + 90000)).toThrow(/no weather for/);
  });

  it("weighs as much as its surface pressure says, within 10 Pa", () => {
    const { dryBurden = new Float64Array(), specificHumidity, surfacePressure } = weather.airAt(START + 5400);
    for (let cell = 0; cell < grid.cells; cell++) {
      let weight = 5000;
      for (let at = cell; at < dryBurden.length; at += grid.cells) {
        weight += (9.81 * dryBurden[at]) / (1 - specificHumidity[at]);
      }
      expect(Math.abs(weight - surfacePressure[cell])).toBeLessThan(10);
    }
  });

  it("moves through faces what MCIP's own mass flux says", async () => {
    const file = await openNetcdf(FILES[1]);
    const flux = file.variable("UHAT_JD").read([3, 0, 0, 0], [1, 32, 11, 11]);
    file.close();
    const instant = weather.at(START + 3 * 3600);
    const { xMassFlux, correctionWind } = createMassFluxBuilder(grid, vertical).build(instant, instant, instant);
    let [own, error] = [0, 0];
    for (let k = 0; k < 32; k++) {
      const thickness = (vertical.b[k] - vertical.b[k + 1]) * 1e4;
      for (let row = 0; row < 10; row++) {
        for (let i = 1; i < 10; i++) {
          const theirs = flux[(k * 11 + row) * 11 + i] * thickness;
          own += theirs ** 2;
          error += (xMassFlux[(k * 10 + row) * 11 + i] - theirs) ** 2;
        }
      }
    }
    expect(correctionWind).toBeLessThan(1);
    expect(Math.sqrt(error / own)).toBeLessThan(0.05);
  });

  it("diagnoses the vertical flux that MCIP made of WRF's vertical wind", async () => {
    const known = await openMcipVerticalFlux(FILES, grid, vertical, weather.coverage);
    if (known === undefined) throw new Error("no WHAT_JD in the files");
    const rows = compareVerticalVelocity("MCIP", grid, vertical, weather, known);
    known.close();
    const all = rows[rows.length - 1];
    expect(known.times).toHaveLength(23);
    expect([rows.length, all.interface, all.values]).toEqual([32, "all", 23 * 31 * 64]);
    // Measured: correlation 0.995, slope 1.041; by interface at least 0.835, and 0.997 up to the eleventh.
    expect(all.correlation).toBeGreaterThan(0.99);
    expect(Math.abs(all.slope - 1.04)).toBeLessThan(0.03);
    for (const row of rows.slice(1, 11)) expect(row.correlation).toBeGreaterThan(0.99);
    for (const row of rows) expect(row.correlation).toBeGreaterThan(0.8);
    for (const row of rows.slice(0, 28)) expect(Math.abs(row.slope - 1.12)).toBeLessThan(0.16);
  });

  it("keeps a uniform tracer uniform and closes the budget over the day", async () => {
    const kernels = await loadKernels(1);
    const run = runWeather(kernels, grid, vertical, weather, START, 24);
    await kernels.close();
    expect(run.unevenness).toBe(0);
    expect(run.overshoot).toBeLessThan(1e-6);
    expect(run.undershoot).toBeLessThan(1e-6);
    expect(run.residual).toBeLessThan(1e-9);
    expect(run.correctionWind).toBeLessThan(0.02);
    expect(run.inflow).toBeGreaterThan(1e-5);
  });
});
