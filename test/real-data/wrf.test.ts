/**
 * WRF as weather on its own grid, layers and mass: four steps of WRF 3.3.1 over Tibet (eta), and a step of WRF 4.5.1 (hybrid
 * coordinate) of which MCIP made the set that mcip.test.ts reads.
 */
import { beforeAll, expect, it } from "vitest";
import { centredGrid, createGrid, type Grid } from "../../src/grids/grid.js";
import { createProjection } from "../../src/grids/projection.js";
import { verticalPreset, type VerticalCoordinate } from "../../src/grids/verticalCoordinate.js";
import { openNetcdf } from "../../src/io/openNetcdf.js";
import { loadKernels } from "../../src/kernels/load.js";
import type { MeteorologySource } from "../../src/meteorology/meteorology.js";
import { mcipMeteorology } from "../../src/meteorology/sources/mcip.js";
import { onRun } from "../../src/meteorology/sources/remappedMeteorology.js";
import { wrfDomain, wrfMeteorology } from "../../src/meteorology/sources/wrf.js";
import { runWeather, weatherFindings } from "../../src/verification/weatherRun.js";
import { openWeather, weatherSets } from "../../src/verification/weatherFile.js";
import { describeWithShared, sharedData } from "../sharedData.js";

const TIBET = sharedData("products", "WRF", "wrf_d01_allvars_cropped.nc");
const HYBRID = sharedData("wrf", "WRFOUT_d01_2022-12-07T0000Z.nc");
const START = Date.UTC(2005, 8, 21) / 1000;

async function open(path: string): Promise<{ grid: Grid; vertical: VerticalCoordinate; weather: MeteorologySource }> {
  const { grid: definition, vertical } = await wrfDomain([path]);
  const grid = createGrid(definition);
  return { grid, vertical, weather: await wrfMeteorology([path], ({ cells }) => new Float64Array(cells).fill(1)) };
}

/** How far the dry mass is from density times thickness of a step, relative, and the moist one from surface pressure [Pa]. */
async function weighed(
  path: string,
  step: number,
  weather: MeteorologySource,
  time: number,
): Promise<{ layers: number; ground: number }> {
  const file = await openNetcdf(path);
  const whole = (name: string): Float64Array => {
    const { shape } = file.variable(name);
    return file.variable(name).read([step, 0, 0, 0], [1, ...shape.slice(1)]);
  };
  const [geopotential, base, pressure, basePressure, vapour] = ["PH", "PHB", "P", "PB", "QVAPOR"].map(whole);
  file.close();
  const { dryBurden = new Float64Array(), surfacePressure, temperature } = weather.at(time);
  const cells = surfacePressure.length;
  let [layers, ground] = [0, 0];
  for (let cell = 0; cell < cells; cell++) {
    let weight = 5000;
    for (let at = cell; at < dryBurden.length; at += cells) {
      const thickness = (geopotential[at + cells] + base[at + cells] - geopotential[at] - base[at]) / 9.81;
      const density = (pressure[at] + basePressure[at]) / (287 * temperature[at] * (1 + 1.608 * vapour[at]));
      layers = Math.max(layers, Math.abs(dryBurden[at] / (density * thickness) - 1));
      weight += 9.81 * dryBurden[at] * (1 + vapour[at]);
    }
    ground = Math.max(ground, Math.abs(weight - surfacePressure[cell]));
  }
  return { layers, ground };
}

describeWithShared("WRF over Tibet", () => {
  let grid: Grid;
  let vertical: VerticalCoordinate;
  let weather: MeteorologySource;

  beforeAll(async () => {
    ({ grid, vertical, weather } = await open(TIBET));
    return () => weather.close();
  });

  it("gives its grid, where the map factor says how large cells are, and its layers", async () => {
    expect([grid.columns, grid.rows, vertical.levels, grid.dx]).toEqual([10, 8, 27, 30e3]);
    expect([vertical.a[27], vertical.b[27]]).toEqual([5000, 0]);
    const file = await openNetcdf(TIBET);
    const factor = file.variable("MAPFAC_M").read();
    file.close();
    for (let cell = 0; cell < grid.cells; cell++) {
      expect(Math.abs((grid.area[cell] * factor[cell] ** 2) / 9e8 - 1)).toBeLessThan(2e-4);
    }
  });

  it("gives the hours between its first and last step, and nothing beyond", () => {
    expect(weather.coverage).toEqual({ start: START, end: START + 9 * 3600 });
    weather.check(START, START + 9 * 3600);
    expect(() => weather.check(START, START + 10 * 3600)).toThrow(/no weather for 2005-09-21T10:00Z/);
    expect(weather.remarks).toEqual([]);
  });

  it("rains as much between its steps as has fallen", () => {
    const at = 3 * grid.columns + 4;
    // 3.5376811e-6 mm at the first step, 1.8057337e-5 six hours later.
    expect(weather.at(START + 3 * 3600).precipitation?.[at]).toBeCloseTo((1.8057337e-5 - 3.5376811e-6) / 21600, 14);
  });

  it("weighs what density and thickness of the layers say, and what lies on the ground", async () => {
    const { layers, ground } = await weighed(TIBET, 1, weather, START + 3 * 3600);
    expect(layers).toBeLessThan(0.002);
    expect(ground).toBeLessThan(10);
  });

  it("keeps a uniform tracer uniform and closes the budget over its nine hours", async () => {
    const kernels = await loadKernels(1);
    const run = runWeather(kernels, grid, vertical, weather, START, 9);
    await kernels.close();
    expect(run.unevenness).toBe(0);
    expect(run.residual).toBeLessThan(1e-9);
    expect(weatherFindings("WRF", run).filter(({ passed }) => !passed)).toEqual([]);
  });

  it("on another, turned grid and other layers keeps a uniform tracer uniform and closes the budget", async () => {
    const [x, y] = [grid.columns * 15e3 + grid.x0 - 15e3, grid.rows * 15e3 + grid.y0 - 15e3];
    const middle = grid.projection.inverse(x, y);
    const turned = `+proj=stere +lat_0=${middle[1]} +lon_0=${middle[0] + 25} +R=6370000 +units=m +no_defs`;
    const other = createGrid(centredGrid("turned", createProjection(turned), 7, 5, 20e3, middle));
    const layers = verticalPreset("jdas-15");
    const remapped = onRun(await wrfMeteorology([TIBET], ({ cells }) => new Float64Array(cells).fill(1)), {
      grid: other,
      vertical: layers,
    });
    const kernels = await loadKernels(1);
    const run = runWeather(kernels, other, layers, remapped, START, 9);
    await kernels.close();
    remapped.close();
    expect(run.unevenness).toBe(0);
    expect(run.residual).toBeLessThan(1e-9);
    expect(weatherFindings("WRF", run).filter(({ passed }) => !passed)).toEqual([]);
    expect(run.correctionWind).toBeLessThan(0.02);
  });

  it("is one weather for `jdas verify`, on its own grid", async () => {
    const [set] = await weatherSets([TIBET]);
    expect(set).toEqual({ source: "wrf", files: [TIBET] });
    const opened = await openWeather(set, grid, vertical, 1);
    expect([opened.name, opened.hours, opened.grid.columns]).toEqual(["WRF domain 1, 27 layers", 9, 10]);
    opened.weather.close();
  });
});

describeWithShared("WRF beside MCIP of the same run", () => {
  it("has the mass, winds, temperature and boundary layer that MCIP made of it", async () => {
    const { grid, vertical, weather } = await open(HYBRID);
    const files = ["METCRO3D", "METDOT3D", "METCRO2D", "GRIDCRO2D"].map((kind) =>
      sharedData("mcip", `${kind}_au-test_v1`),
    );
    const mcip = await mcipMeteorology(files);
    const time = Date.UTC(2022, 11, 7) / 1000;
    const [ours, theirs] = [weather.at(time), mcip.at(time)];
    expect([grid.columns, grid.rows, vertical.levels]).toEqual([14, 14, 32]);
    // MCIP's 10 x 10 cells begin two cells within.
    const worst = (one: Float64Array, other: Float64Array, x: number, y: number, relative: boolean): number => {
      const [columns, rows] = [10 + x, 10 + y];
      let largest = 0;
      for (let i = 0; i < other.length; i++) {
        const [k, row, column] = [Math.floor(i / columns / rows), Math.floor(i / columns) % rows, i % columns];
        const at = (k * (14 + y) + row + 2) * (14 + x) + column + 2;
        largest = Math.max(largest, Math.abs(one[at] - other[i]) / (relative ? Math.abs(other[i]) : 1));
      }
      return largest;
    };
    const { dryBurden: mass = new Float64Array() } = ours;
    const { dryBurden: sigmaMass = new Float64Array() } = theirs;
    expect(worst(ours.xWind, theirs.xWind, 1, 0, false)).toBe(0);
    expect(worst(ours.yWind, theirs.yWind, 0, 1, false)).toBe(0);
    expect(worst(ours.specificHumidity, theirs.specificHumidity, 0, 0, false)).toBe(0);
    expect(worst(ours.surfacePressure, theirs.surfacePressure, 0, 0, false)).toBe(0);
    expect(worst(ours.boundaryLayerHeight, theirs.boundaryLayerHeight, 0, 0, true)).toBe(0);
    expect(worst(ours.frictionVelocity, theirs.frictionVelocity, 0, 0, true)).toBe(0);
    expect(worst(ours.temperature, theirs.temperature, 0, 0, false)).toBeLessThan(1e-4);
    expect(worst(ours.inverseObukhovLength, theirs.inverseObukhovLength, 0, 0, false)).toBeLessThan(2e-3);
    // With the logarithmic thickness of WRF 4 (HYPSOMETRIC_OPT 2).
    expect((await weighed(HYBRID, 0, weather, time)).layers).toBeLessThan(0.003);
    // This MCIP took the hybrid layers for those of sigma: columns weigh the same, layers up to 3.5 % otherwise.
    expect(worst(columns(mass, 196), columns(sigmaMass, 100), 0, 0, true)).toBeLessThan(1e-5);
    expect(worst(mass, sigmaMass, 0, 0, true)).toBeCloseTo(0.0347, 4);
    mcip.close();
    weather.close();
  });
});

function columns(mass: Float64Array, cells: number): Float64Array {
  return Float64Array.from({ length: cells }, (_, c) =>
    mass.reduce((sum, value, i) => sum + (i % cells === c ? value : 0), 0),
  );
}
