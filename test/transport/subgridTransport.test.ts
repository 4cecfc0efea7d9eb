/** Horizontal diffusion and deep convection of the model: what they do to known fields, and what must hold in any weather. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { laneLayout } from "../../src/fields/ensemble.js";
import { createGrid, centredGrid } from "../../src/grids/grid.js";
import { createProjection } from "../../src/grids/projection.js";
import { verticalPreset } from "../../src/grids/verticalCoordinate.js";
import { type Kernels, loadKernels } from "../../src/kernels/load.js";
import { createMassFluxBuilder } from "../../src/meteorology/massFluxes.js";
import { specificHumidity } from "../../src/meteorology/humidity.js";
import { horizontalDiffusivity } from "../../src/kernels/reference/cmaq/multiscaleDiffusivity.js";
import { convectDeeply } from "../../src/kernels/reference/deepConvectionReference.js";
import { bulkUpdraft, type ConvectiveAir, createDeepConvection } from "../../src/transport/deepConvection.js";
import { cellDiffusivity, createHorizontalDiffusion } from "../../src/transport/horizontalDiffusion.js";
import { hourlyForcing } from "../../src/transport/hourlyForcing.js";
import { createTransportModel } from "../../src/transport/transportModel.js";
import { createTurbulentExchange } from "../../src/transport/verticalMixing.js";
import { gale, jumping } from "../../src/verification/roughWeather.js";
import { chinaGrid, chinaWeather, SUMMER_START } from "../../src/verification/summer.js";
import { box, stillAir } from "./airFlows.js";

const vertical = verticalPreset("jdas-15");
const { a, b, levels } = vertical;
let kernels: Kernels;
beforeAll(async () => {
  kernels = await loadKernels(1);
});
afterAll(() => kernels.close());

describe("horizontal diffusion", () => {
  it.each([
    [4e3, (2000 * 200) / 2200, 0.05, 0.2],
    [64e3, (7.8125 * 200) / 207.8125, 1e-5, 2e-5],
  ])("spreads a line of %d m cells by 2 K t, K = %d m2 s-1 in still air", (spacing, expected, least, greatest) => {
    const n = 60;
    const domain = box(n, 3, levels, spacing * spacing);
    const faces = (count: number) => ({ length: new Float64Array(count).fill(spacing) });
    const nowhere = new Float64Array(domain.cells);
    const places = { longitude: nowhere, latitude: nowhere };
    const grid = { ...domain, ...places, xFaces: faces(3 * (n + 1)), yFaces: faces(4 * n) };
    const ps = new Float64Array(domain.cells).fill(1e5);
    const weather = {
      time: 0,
      surfacePressure: ps,
      specificHumidity: new Float64Array(levels * domain.cells),
      xWind: new Float64Array(levels * 3 * (n + 1)),
      yWind: new Float64Array(levels * 4 * n),
    } as never;
    const exchange = createHorizontalDiffusion(grid, vertical)(weather);
    const model = createTransportModel({
      grid,
      vertical,
      kernels,
      layout: laneLayout(1),
      referenceMoleFraction: 4e-4,
      timeStep: 900,
    });
    const { data } = model.state;
    const { lanes } = laneLayout(1);
    data.fill(0);
    const width = 3;
    for (let i = 0; i < levels * domain.cells; i++) {
      data[i * lanes] = 1e-5 * Math.exp(-(((i % n) - 29.5) ** 2) / (2 * width * width));
    }
    const variance = (): number => {
      let [sum, squares] = [0, 0];
      for (let i = 0; i < n; i++) {
        sum += data[(n + i) * lanes];
        squares += data[(n + i) * lanes] * ((i - 29.5) * spacing) ** 2;
      }
      return squares / sum;
    };
    const burden = Array.from(
      { length: levels },
      (_, k) => ((a[k] - a[k + 1] + (b[k] - b[k + 1]) * 1e5) / 9.80665) * spacing * spacing,
    );
    const still = (hour: number) => stillAir(domain, burden, 3600 * hour);
    const before = variance();
    const hours = 12;
    const exchangeUp = new Float64Array((levels + 1) * domain.cells);
    for (let hour = 0; hour < hours; hour++) model.advance(still(hour), exchangeUp, undefined, exchange);
    const growth = variance() - before;
    expect(Math.abs(growth / (2 * expected * hours * 3600) - 1)).toBeLessThan(spacing > 1e4 ? 0.02 : 0.005);
    expect(growth / before).toBeGreaterThan(least);
    expect(growth / before).toBeLessThan(greatest);
  });

  it("feels no deformation in a turn of the sphere, and that of a pure strain", () => {
    const grid = createGrid(
      centredGrid("test", createProjection("+proj=stere +lat_0=35 +lon_0=116 +R=6370000"), 40, 30, 64e3, [116, 35]),
    );
    const out = new Float64Array(grid.cells);
    const wind = (faces: typeof grid.xFaces): Float64Array =>
      Float64Array.from(
        faces.length,
        (_, i: number) => 100 * Math.cos((faces.latitude[i] * Math.PI) / 180) * faces.normalEast[i],
      );
    cellDiffusivity(grid, wind(grid.xFaces), wind(grid.yFaces), out);
    const numerical = (cell: number): number => 3.2e10 / grid.area[cell];
    const rest = (cell: number): number => (numerical(cell) * 200) / (numerical(cell) + 200);
    // the wind of 100 m s-1 deforms the grid by less than 6e-7 s-1, so that the least K holds
    for (let cell = 0; cell < grid.cells; cell++) expect(out[cell] / rest(cell)).toBeCloseTo(1, 10);
    const flat = box(5, 4, 1, 1e6);
    const sides = {
      xFaces: { length: new Float64Array(24).fill(1e3) },
      yFaces: { length: new Float64Array(25).fill(1e3) },
    };
    const strained = new Float64Array(20);
    cellDiffusivity(
      { ...flat, ...sides },
      Float64Array.from({ length: 24 }, (_, i) => 2e-3 * 1e3 * (i % 6)),
      new Float64Array(25),
      strained,
    );
    const kd = 0.28 * 0.28 * 1e6 * 2e-3;
    for (const k of strained) expect(k).toBeCloseTo((32000 * Math.max(200, kd)) / (32000 + Math.max(200, kd)), 8);
  });

  it("is CMAQ's within a flat grid, half a cell further north-east", () => {
    const [columns, rows, spacing] = [8, 7, 4000];
    const ones = (length: number): Float64Array => new Float64Array(length).fill(1);
    const along = (i: number, j: number): number => 3 * Math.sin(i) + 2 * Math.cos(0.7 * j);
    const across = (i: number, j: number): number => 2 * Math.cos(0.9 * i) - 3 * Math.sin(0.8 * j);
    const u = Float64Array.from({ length: rows * 9 }, (_, f) => along(f % 9, Math.floor(f / 9)));
    const v = Float64Array.from({ length: 8 * columns }, (_, f) => across(f % 8, Math.floor(f / 8)));
    const own = new Float64Array(rows * columns);
    const length = (count: number) => ({ length: new Float64Array(count).fill(spacing) });
    cellDiffusivity({ ...box(columns, rows, 1, spacing * spacing), xFaces: length(63), yFaces: length(64) }, u, v, own);
    const theirs = horizontalDiffusivity({
      levels: 1,
      rows,
      columns,
      spacing,
      densityWithRim: ones((rows + 2) * (columns + 2)),
      momentumX: u,
      momentumY: v,
      mapFactorSquared: ones((rows + 1) * (columns + 1)),
    });
    for (let row = 1; row < rows - 2; row++) {
      for (let column = 1; column < columns - 1; column++) {
        // their x face has the mean of the cells north-east of its two ends
        const mean = (own[row * columns + column] + own[(row + 1) * columns + column]) / 2;
        expect(theirs.diffusivityX[row * (columns + 1) + column] / mean).toBeCloseTo(1, 12);
      }
    }
  });
});

/** A column of a surface temperature [K], a lapse rate [K m-1] up to 200 hPa, and a relative humidity [1]. */
function column(surface: number, lapse: number, relative: number): ConvectiveAir {
  const interfacePressure = Float64Array.from({ length: levels + 1 }, (_, k) => a[k] + b[k] * 1.01e5);
  const interfaceHeight = interfacePressure.map((p) => -7500 * Math.log(p / 1.01e5));
  const middle = (edges: Float64Array): Float64Array =>
    Float64Array.from({ length: levels }, (_, k) => (edges[k] + edges[k + 1]) / 2);
  const [pressure, height] = [middle(interfacePressure), middle(interfaceHeight)];
  const temperature = height.map((z) => Math.max(surface - lapse * z, 200));
  const humidity = temperature.map((t, k) => specificHumidity(pressure[k] < 2e4 ? 0.01 : relative, t, pressure[k]));
  return { interfacePressure, interfaceHeight, pressure, height, temperature, humidity };
}

describe("deep convection by the bulk scheme", () => {
  const flux = new Float64Array(levels + 1);

  it("finds deep cloud in a tropical summer and none in a stable winter", () => {
    const cloud = bulkUpdraft(column(302, 0.0068, 0.8), flux);
    expect(cloud).toBeDefined();
    expect(column(302, 0.0068, 0.8).pressure[cloud!.top]).toBeLessThan(3.5e4);
    expect(cloud!.cape).toBeGreaterThan(200);
    expect(cloud!.cape).toBeLessThan(5000);
    expect(Math.max(...flux)).toBeGreaterThan(0.005);
    expect(Math.max(...flux)).toBeLessThan(0.5);
    expect(flux[0]).toBe(0);
    expect(flux[levels]).toBe(0);
    expect(bulkUpdraft(column(265, 0.004, 0.6), flux)).toBeUndefined();
    expect(Math.max(...flux)).toBe(0);
  });

  it("lifts a tracer from the ground to the upper troposphere within hours, and leaves the rest of its air below", () => {
    const air = column(302, 0.0068, 0.8);
    bulkUpdraft(air, flux);
    const mass = Float64Array.from(
      { length: levels },
      (_, k) => (air.interfacePressure[k] - air.interfacePressure[k + 1]) / 9.80665,
    );
    const values = Float64Array.from({ length: levels }, (_, k) => (air.pressure[k] > 9e4 ? 1 : 0));
    const total = (): number => values.reduce((sum, q, k) => sum + q * mass[k], 0);
    const before = total();
    for (let step = 0; step < 24; step++) convectDeeply({ values, mass, updraft: flux }, 900);
    expect(Math.abs(total() / before - 1)).toBeLessThan(1e-13);
    const aloft = values.reduce((sum, q, k) => sum + (air.pressure[k] < 4e4 ? q * mass[k] : 0), 0) / before;
    expect(aloft).toBeGreaterThan(0.03);
    expect(aloft).toBeLessThan(0.9);
    for (const q of values) {
      expect(q).toBeGreaterThanOrEqual(0);
      expect(q).toBeLessThanOrEqual(1);
    }
  });

  it("takes the weather's own mass flux where it has one", () => {
    const grid = chinaGrid(512e3);
    const weather = chinaWeather(grid, vertical, 3).at(SUMMER_START);
    const own = new Float64Array((levels + 1) * grid.cells);
    own[4 * grid.cells + 7] = 0.02;
    const updraft = createDeepConvection(grid, vertical)({ ...weather, updraftMassFlux: own });
    const at = 4 * grid.cells + 7;
    const dry = 1 - (weather.specificHumidity[at] + weather.specificHumidity[at - grid.cells]) / 2;
    expect(updraft[at]).toBeCloseTo(0.02 * grid.area[7] * dry, 3);
    expect(updraft.filter((value) => value !== 0)).toHaveLength(1);
  });
});

describe("both in the model", () => {
  it.each(["calm", "jumping gale"])("keep a uniform field, the range of noise and the budget: %s", (kind) => {
    const grid = chinaGrid(128e3);
    const weather = chinaWeather(grid, vertical, 3);
    const source = kind === "calm" ? weather : jumping(gale(weather, 120), gale(chinaWeather(grid, vertical, 4), 120));
    const diffusion = createHorizontalDiffusion(grid, vertical);
    const convection = createDeepConvection(grid, vertical);
    let convective = 0;
    const forcing = hourlyForcing(
      source,
      createMassFluxBuilder(grid, vertical),
      createTurbulentExchange(grid, vertical),
      undefined,
      (instant) => {
        const updraft = convection(instant);
        for (let cell = 0; cell < grid.cells; cell++) if (updraft[8 * grid.cells + cell] > 0) convective++;
        return { ...diffusion(instant), updraft };
      },
    );
    const layout = laneLayout(4);
    const model = createTransportModel({ grid, vertical, kernels, layout, referenceMoleFraction: 4e-4, timeStep: 900 });
    const fill = (array: Float32Array): void => {
      for (let i = 0; i < array.length; i += 4) {
        array[i] = 1e-5;
        array[i + 1] = i % 8 === 0 ? 5e-6 : -5e-6;
        array[i + 2] = i % 148 === 0 ? 5e-6 : 0;
      }
    };
    fill(model.state.data);
    fill(model.boundary.anomalies);
    for (let hour = 0; hour < 2; hour++) {
      const { flow, exchange, nonLocal, ...subgrid } = forcing(SUMMER_START + 3600 * hour);
      model.advance(flow, exchange, nonLocal, subgrid);
    }
    expect(convective).toBeGreaterThan(0);
    const { data } = model.state;
    for (let i = 0; i < data.length; i += 4) {
      expect(data[i]).toBe(Math.fround(1e-5));
      expect(Math.abs(data[i + 1])).toBeLessThanOrEqual(5e-6 * (1 + 1e-6));
      expect(data[i + 2]).toBeGreaterThanOrEqual(-5e-12);
    }
    const { residual, end } = model.budget.terms();
    for (let lane = 0; lane < 3; lane++) expect(Math.abs(residual[lane] / end[lane])).toBeLessThan(1e-11);
  });
});
