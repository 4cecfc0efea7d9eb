/** The exchange of ACM2 against CMAQ's formulas, and what it does to a convective column of the model. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { GAS_CONSTANT_DRY_AIR, GRAVITY } from "../../src/constants.js";
import { laneLayout } from "../../src/fields/ensemble.js";
import { verticalPreset } from "../../src/grids/verticalCoordinate.js";
import { eddyDiffusivity } from "../../src/kernels/reference/cmaq/eddyDiffusivity.js";
import { type Kernels, loadKernels } from "../../src/kernels/load.js";
import type { Meteorology } from "../../src/meteorology/meteorology.js";
import { randomField } from "../../src/random.js";
import { createAcm2Mixing, nonLocalShare } from "../../src/transport/acm2.js";
import { createTransportModel } from "../../src/transport/transportModel.js";
import { createTurbulentExchange } from "../../src/transport/verticalMixing.js";
import { box, stillAir } from "./airFlows.js";

const vertical = verticalPreset("jdas-15");
const { a, b, levels } = vertical;
const grid = box(4, 3, levels);
const { cells, columns, rows } = grid;

/** Every column with weather of its own: stable and convective, shallow and deep. */
function weather(change: Partial<Meteorology> = {}): Meteorology {
  const random = randomField(11, "test");
  const make = (length: number, first: number, low: number, high: number): Float64Array =>
    Float64Array.from({ length }, (_, i) => low + (high - low) * random.uniform(first + i));
  return {
    time: 0,
    surfacePressure: make(cells, 0, 8e4, 1.02e5),
    temperature: make(levels * cells, 1e3, -1, 1).map((noise, i) => 295 - 6 * Math.floor(i / cells) + noise),
    specificHumidity: make(levels * cells, 2e3, 0, 0.01),
    xWind: make(levels * rows * (columns + 1), 3e3, -20, 20),
    yWind: make(levels * (rows + 1) * columns, 4e3, -20, 20),
    boundaryLayerHeight: make(cells, 5e3, 10, 2500),
    frictionVelocity: make(cells, 6e3, 0.05, 0.8),
    inverseObukhovLength: make(cells, 7e3, -0.05, 0.05),
    ...change,
  };
}

/** Heights, virtual potential temperature and dry density of a column by the hydrostatic equation. */
function columnOf({ surfacePressure, temperature, specificHumidity }: Meteorology, cell: number) {
  const interfaces = [0];
  const middles: number[] = [];
  const virtual: number[] = [];
  const theta: number[] = [];
  const pressure = (k: number): number => a[k] + b[k] * surfacePressure[cell];
  for (let k = 0; k < levels; k++) {
    const at = k * cells + cell;
    virtual.push(temperature[at] * (1 + (461.5 / GAS_CONSTANT_DRY_AIR - 1) * specificHumidity[at]));
    const middle = (pressure(k) + pressure(k + 1)) / 2;
    const scale = (GAS_CONSTANT_DRY_AIR / GRAVITY) * virtual[k];
    middles.push(interfaces[k] + scale * Math.log(pressure(k) / middle));
    interfaces.push(interfaces[k] + scale * Math.log(pressure(k) / pressure(k + 1)));
    theta.push(virtual[k] * (1e5 / middle) ** (GAS_CONSTANT_DRY_AIR / 1004.7));
  }
  const density = (k: number): number =>
    (pressure(k) / (GAS_CONSTANT_DRY_AIR * ((virtual[k] + virtual[k - 1]) / 2))) *
    (1 - (specificHumidity[k * cells + cell] + specificHumidity[(k - 1) * cells + cell]) / 2);
  return { interfaces, middles, theta, density };
}

/** Exchange by CMAQ's diffusivity, [level + 1][cell], [kg s-1]. */
function expectedExchange(air: Meteorology): Float64Array {
  const all = Array.from({ length: cells }, (_, cell) => columnOf(air, cell));
  const field = (value: (column: ReturnType<typeof columnOf>, k: number) => number): Float64Array =>
    Float64Array.from({ length: levels * cells }, (_, i) => value(all[i % cells], Math.floor(i / cells)));
  const diffusivity = eddyDiffusivity({
    levels,
    rows,
    columns,
    interfaceHeight: field(({ interfaces }, k) => interfaces[k + 1]),
    layerHeight: field(({ middles }, k) => middles[k]),
    boundaryLayerHeight: air.boundaryLayerHeight,
    inverseObukhovLength: air.inverseObukhovLength,
    frictionVelocity: air.frictionVelocity,
    leastDiffusivity: new Float64Array(levels * cells).fill(0.01),
    windX: air.xWind,
    windY: air.yWind,
    virtualPotentialTemperature: field(({ theta }, k) => theta[k]),
    temperature: air.temperature,
    cloudWater: new Float64Array(levels * cells),
    waterVapour: air.specificHumidity,
  });
  const exchange = new Float64Array((levels + 1) * cells);
  for (let k = 1; k < levels; k++) {
    for (let cell = 0; cell < cells; cell++) {
      const { middles, density } = all[cell];
      exchange[k * cells + cell] =
        (density(k) * diffusivity[(k - 1) * cells + cell] * grid.area[cell]) / (middles[k] - middles[k - 1]);
    }
  }
  return exchange;
}

describe("the exchange of ACM2", () => {
  const air = weather();
  const { exchange, nonLocal } = createAcm2Mixing(grid, vertical);
  const local = exchange(air).slice();
  const far = nonLocal.slice();
  const expected = expectedExchange(air);
  const convective = Array.from({ length: cells }, (_, cell) => cell).filter((cell) => far[cells + cell] > 0);

  it("has CMAQ's diffusivity where a column is not convective", () => {
    const others = Array.from({ length: cells }, (_, cell) => cell).filter((cell) => !convective.includes(cell));
    expect(others.length).toBeGreaterThan(3);
    for (const cell of others) {
      for (let k = 0; k <= levels; k++) {
        const at = k * cells + cell;
        expect(Math.abs(local[at] - expected[at])).toBeLessThanOrEqual(5e-4 * expected[at]);
      }
    }
  });

  it("parts it in convective columns, unstable ones deeper than three layers, by Pleim's share", () => {
    expect(convective.length).toBeGreaterThan(2);
    for (let cell = 0; cell < cells; cell++) {
      const hOverL = air.boundaryLayerHeight[cell] * air.inverseObukhovLength[cell];
      const deep = air.boundaryLayerHeight[cell] > columnOf(air, cell).interfaces[3];
      expect(convective.includes(cell)).toBe(hOverL < -0.02 && deep);
    }
    for (const cell of convective) {
      const { interfaces } = columnOf(air, cell);
      const h = air.boundaryLayerHeight[cell];
      const share = nonLocalShare(h * air.inverseObukhovLength[cell]);
      expect(share).toBeGreaterThan(0.2);
      for (let k = 1; k < levels; k++) {
        const at = k * cells + cell;
        const kept = interfaces[k - 1] < h ? 1 - share : 1;
        expect(Math.abs(local[at] - kept * expected[at])).toBeLessThanOrEqual(5e-4 * expected[at]);
      }
      expect(far[cells + cell] / (share * expected[cells + cell])).toBeCloseTo(1, 3);
    }
  });

  it("lets sink what Pleim's Mu and Md say but for the density, up to the boundary layer's top", () => {
    for (const cell of convective) {
      const { interfaces } = columnOf(air, cell);
      const h = air.boundaryLayerHeight[cell];
      for (let k = 1; k <= levels; k++) {
        const at = k * cells + cell;
        const ofHeight = Math.max(0, h - interfaces[k]) / (h - interfaces[1]);
        expect(far[at] > 0).toBe(interfaces[k] < h);
        expect(Math.abs(far[at] / far[cells + cell] - ofHeight)).toBeLessThan(0.05);
        expect(far[at]).toBeLessThanOrEqual(far[at - (k > 1 ? cells : 0)]);
      }
    }
  });

  it("is half non-local at h/L of -3 and none in neutral air", () => {
    expect(nonLocalShare(-0.4 / 0.288 ** 3)).toBeCloseTo(1 / (1 + 1), 10);
    expect(nonLocalShare(-1e-12)).toBeLessThan(1e-3);
  });
});

describe("a convective column of the model", () => {
  let kernels: Kernels;
  beforeAll(async () => {
    kernels = await loadKernels(1);
  });
  afterAll(() => kernels.close());

  const lapse = (i: number): number =>
    300 - 8.5 * [0.02, 0.06, 0.15, 0.3, 0.6, 1, 1.5, 2.2, 3, 4.5, 6, 8, 10, 13, 18][i];
  const air = weather({
    surfacePressure: new Float64Array(cells).fill(1e5),
    temperature: Float64Array.from({ length: levels * cells }, (_, i) => lapse(Math.floor(i / cells))),
    boundaryLayerHeight: new Float64Array(cells).fill(1500),
    frictionVelocity: new Float64Array(cells).fill(0.3),
    inverseObukhovLength: new Float64Array(cells).fill(-0.02),
    xWind: new Float64Array(levels * rows * (columns + 1)),
    yWind: new Float64Array(levels * (rows + 1) * columns),
  });
  const flow = stillAir(
    grid,
    Array.from({ length: levels }, (_, k) => ((a[k] - a[k + 1] + (b[k] - b[k + 1]) * 1e5) / GRAVITY) * grid.area[0]),
  );
  const acm2 = createAcm2Mixing(grid, vertical);
  function release(exchange: Float64Array, nonLocal: Float64Array | undefined, minutes: number) {
    const layout = laneLayout(4);
    const model = createTransportModel({
      grid,
      vertical,
      kernels,
      layout,
      referenceMoleFraction: 4e-4,
      timeStep: 300,
    });
    model.state.data.fill(1e-4, 0, cells * layout.lanes);
    for (let hour = 0; hour < minutes / 60; hour++) {
      model.advance({ ...flow, time: 3600 * hour }, exchange, nonLocal);
    }
    const profile = Array.from({ length: levels }, (_, k) => model.state.data[k * cells * layout.lanes]);
    return { profile, budget: model.budget.terms() };
  }

  it("carries a surface release to the top of the boundary layer faster than local diffusion", () => {
    const nonLocal = release(acm2.exchange(air), acm2.nonLocal, 60).profile;
    const share = nonLocalShare(1500 * -0.02);
    const sameDiffusivity = acm2.exchange(air).map((g, i) => (i < 8 * cells ? g / (1 - share) : g));
    const top = 6;
    const [unparted, ownLocal] = [sameDiffusivity, createTurbulentExchange(grid, vertical)(air)].map(
      (exchange) => release(exchange, undefined, 60).profile,
    );
    expect(nonLocal[top]).toBeGreaterThan(2 * unparted[top]);
    expect(nonLocal[top]).toBeGreaterThan(4 * ownLocal[top]);
    expect(nonLocal[0]).toBeLessThan(0.75 * ownLocal[0]);
    expect(nonLocal[top + 1]).toBeLessThan(1e-3 * nonLocal[top]);
  });

  it("closes its budget to round-off", () => {
    const { start, residual } = release(acm2.exchange(air), acm2.nonLocal, 600).budget;
    residual.forEach((value, lane) => expect(Math.abs(value / start[lane])).toBeLessThan(1e-10));
  });
});
