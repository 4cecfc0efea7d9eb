/** The exchange coefficients, and what the mixing of the model does with given ones. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { GRAVITY, MOLAR_MASS_DRY_AIR } from "../../src/constants.js";
import { laneLayout } from "../../src/fields/ensemble.js";
import { sigmaCoordinate, verticalPreset } from "../../src/grids/verticalCoordinate.js";
import { type Kernels, loadKernels } from "../../src/kernels/load.js";
import type { Meteorology } from "../../src/meteorology/meteorology.js";
import { createTransportModel, type TransportModel } from "../../src/transport/transportModel.js";
import {
  boundaryLayerDiffusivity,
  createTurbulentExchange,
  freeDiffusivity,
} from "../../src/transport/verticalMixing.js";
import { box, stillAir } from "./airFlows.js";

let kernels: Kernels;
beforeAll(async () => {
  kernels = await loadKernels(1);
});
afterAll(() => kernels.close());

const LEVELS = 20;
const CELL_MASS = 1e11;
const domain = box(2, 2, LEVELS);
const still = stillAir(
  domain,
  Array.from({ length: LEVELS }, () => CELL_MASS),
);
const even = sigmaCoordinate(
  "even",
  Array.from({ length: LEVELS + 1 }, (_, k) => 1 - k / LEVELS),
  0,
);
const layout = laneLayout(4);

function stillModel(timeStep: number, reference = 0): TransportModel {
  return createTransportModel({
    grid: domain,
    vertical: even,
    kernels,
    layout,
    referenceMoleFraction: reference,
    timeStep,
  });
}

/** Exchange that moves `share` of a cell's air through every interface in a second. */
function evenExchange(share: number): Float64Array {
  return new Float64Array((LEVELS + 1) * domain.cells).fill(share * CELL_MASS);
}

/** Column of a cell and lane, from the ground up. */
function column(model: TransportModel, cell: number, lane: number): number[] {
  return Array.from({ length: LEVELS }, (_, k) => model.state.data[(k * domain.cells + cell) * layout.lanes + lane]);
}

describe("mixing", () => {
  it("leaves a constant as it is, to the last bit, for 1000 steps", () => {
    const model = stillModel(360);
    const value = Math.fround(400.123);
    model.state.data.fill(value);
    for (let hour = 0; hour < 100; hour++) model.advance(still, evenExchange(10 ** ((hour % 7) - 5)));
    expect(model.counts.steps).toBe(1000);
    expect(model.state.data.every((q) => q === value)).toBe(true);
  });

  it("damps a cosine as diffusion does, with an error that falls with the time step", () => {
    const share = 1e-3;
    // eigenvalue of the discrete Laplacian for cos(pi (k + 1/2) / n)
    const rate = 2 * share * (1 - Math.cos(Math.PI / LEVELS));
    const expected = Math.exp(-rate * 3600 * 5);
    const mode = (k: number): number => Math.cos((Math.PI * (k + 0.5)) / LEVELS);
    const errors = [900, 225].map((timeStep) => {
      const model = stillModel(timeStep);
      for (let k = 0; k < LEVELS; k++) {
        model.state.data.fill(mode(k), k * domain.cells * layout.lanes, (k + 1) * domain.cells * layout.lanes);
      }
      for (let hour = 0; hour < 5; hour++) model.advance(still, evenExchange(share));
      const end = column(model, 3, 2);
      const amplitude = end[0] / mode(0);
      end.forEach((value, k) => expect(value).toBeCloseTo(amplitude * mode(k), 5));
      return Math.abs(amplitude - expected);
    });
    expect(errors[0]).toBeLessThan(0.02 * expected);
    expect(errors[0] / errors[1]).toBeGreaterThan(3.5);
  });

  it("makes a column uniform where the exchange is strong, and keeps its mass", () => {
    const model = stillModel(900);
    const total = (): number => column(model, 0, 0).reduce((sum, value) => sum + value, 0);
    for (let i = 0; i < model.state.data.length; i++) model.state.data[i] = Math.sin(i * i);
    const before = total();
    model.advance(still, evenExchange(1e6));
    const end = column(model, 0, 0);
    expect(Math.max(...end) - Math.min(...end)).toBeLessThan(2e-6);
    expect(Math.abs(before)).toBeGreaterThan(0.1);
    expect(total()).toBeCloseTo(before, 5);
  });

  it("puts the moles of the emission into the column of their lane", () => {
    const model = stillModel(900, 4e-4);
    model.emission[2 * layout.lanes + 1] = 1e-6;
    model.advance(still, evenExchange(1e-4));
    const gained = column(model, 2, 1).map((value) => (value * CELL_MASS) / MOLAR_MASS_DRY_AIR);
    const moles = 1e-6 * domain.area[2] * 3600;
    expect(gained.reduce((sum, value) => sum + value, 0) / moles).toBeCloseTo(1, 6);
    expect(gained[0]).toBeGreaterThan(gained[1]);
    expect(gained[3]).toBeGreaterThan(0);
    expect(column(model, 2, 0).every((value) => value === 0)).toBe(true);
    expect(column(model, 1, 1).every((value) => value === 0)).toBe(true);
    expect(model.budget.terms().emission[1] / moles).toBeCloseTo(1, 6);
  });
});

describe("diffusivity", () => {
  it("follows k u* z (1 - z/h)^2 in neutral air and vanishes at the top of the boundary layer", () => {
    expect(boundaryLayerDiffusivity(250, 1000, 0.3, 0)).toBeCloseTo(0.4 * 0.3 * 250 * 0.75 ** 2, 10);
    expect(boundaryLayerDiffusivity(1000, 1000, 0.3, 0)).toBe(0);
    expect(boundaryLayerDiffusivity(1200, 1000, 0.3, -0.05)).toBe(0);
  });

  it("is larger in convection and smaller in stable air", () => {
    const neutral = boundaryLayerDiffusivity(300, 1000, 0.3, 0);
    expect(boundaryLayerDiffusivity(300, 1000, 0.3, -0.02)).toBeGreaterThan(2 * neutral);
    expect(boundaryLayerDiffusivity(300, 1000, 0.3, 0.02)).toBeLessThan(neutral / 5);
    // phi_h is continuous at z = L
    expect(boundaryLayerDiffusivity(99.999, 1000, 0.3, 0.01)).toBeCloseTo(
      boundaryLayerDiffusivity(100.001, 1000, 0.3, 0.01),
      3,
    );
  });

  it("falls with the Richardson number above", () => {
    const shear = 1e-4;
    const [unstable, neutral, stable] = [-1e-4, 0, 1e-4].map((n2) => freeDiffusivity(2000, shear, n2));
    expect(neutral).toBeCloseTo(((0.4 * 2000 * 30) / (0.4 * 2000 + 30)) ** 2 * 0.01, 8);
    expect(unstable / neutral).toBeCloseTo(Math.sqrt(19), 8);
    expect(stable / neutral).toBeCloseTo(1 / 91, 8);
  });
});

describe("exchange of a weather", () => {
  const vertical = verticalPreset("jdas-15");
  const { levels } = vertical;
  const grid = box(3, 2, levels);

  function weather(change: Partial<Meteorology> = {}): Meteorology {
    const full = (length: number, value: number): Float64Array => new Float64Array(length).fill(value);
    return {
      time: 0,
      surfacePressure: full(grid.cells, 1e5),
      temperature: full(levels * grid.cells, 280),
      specificHumidity: full(levels * grid.cells, 0.004),
      xWind: full(levels * grid.rows * (grid.columns + 1), 5),
      yWind: full(levels * (grid.rows + 1) * grid.columns, 0),
      boundaryLayerHeight: full(grid.cells, 1000),
      frictionVelocity: full(grid.cells, 0.3),
      inverseObukhovLength: full(grid.cells, 0),
      ...change,
    };
  }

  it("is rho Kz A / dz of the profile in the boundary layer, and the floor in still stable air above", () => {
    const exchange = createTurbulentExchange(grid, vertical)(weather());
    const virtual = 280 * (1 + 0.608 * 0.004);
    const scale = (287.0468 * virtual) / GRAVITY;
    const pressure = (k: number): number => vertical.a[k] + vertical.b[k] * 1e5;
    const height = (p: number): number => scale * Math.log(1e5 / p);
    for (const [k, diffusivity] of [
      [3, boundaryLayerDiffusivity(height(pressure(3)), 1000, 0.3, 0)],
      [13, 0.01],
    ]) {
      const middle = (level: number): number => height((pressure(level) + pressure(level + 1)) / 2);
      const density = ((pressure(k) / (287.0468 * virtual)) * 0.996 * grid.area[0]) / (middle(k) - middle(k - 1));
      for (let cell = 0; cell < grid.cells; cell++) {
        expect(exchange[k * grid.cells + cell] / (density * diffusivity)).toBeCloseTo(1, 3);
      }
    }
  });

  it("is closed at surface and top, and grows with the shear of the centred wind", () => {
    const of = createTurbulentExchange(grid, vertical);
    const calm = of(weather()).slice();
    const xWind = weather().xWind.slice();
    const faces = grid.rows * (grid.columns + 1);
    for (let k = 12; k < levels; k++) xWind.fill(45, k * faces, (k + 1) * faces);
    const sheared = of(weather({ xWind }));
    for (let cell = 0; cell < grid.cells; cell++) {
      expect(sheared[cell]).toBe(0);
      expect(sheared[levels * grid.cells + cell]).toBe(0);
      expect(sheared[12 * grid.cells + cell]).toBeGreaterThan(2 * calm[12 * grid.cells + cell]);
      expect(sheared[11 * grid.cells + cell]).toBe(calm[11 * grid.cells + cell]);
    }
  });
});
