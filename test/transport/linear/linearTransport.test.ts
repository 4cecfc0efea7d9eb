/** The linear transport: its transpose is exact, it conserves, and it is the production model where no limit acts. */
import { describe, expect, it } from "vitest";
import { MOLAR_MASS_DRY_AIR } from "../../../src/constants.js";
import { laneLayout } from "../../../src/fields/ensemble.js";
import { centredGrid, createGrid } from "../../../src/grids/grid.js";
import { createProjection, obliqueStereographic } from "../../../src/grids/projection.js";
import { sigmaCoordinate, verticalPreset } from "../../../src/grids/verticalCoordinate.js";
import { loadKernels } from "../../../src/kernels/load.js";
import type { AirFlow } from "../../../src/meteorology/massFluxes.js";
import { syntheticMeteorology } from "../../../src/meteorology/sources/synthetic.js";
import { randomField } from "../../../src/random.js";
import { divideStep } from "../../../src/transport/airMass.js";
import {
  createLinearTransport,
  type LinearForcing,
  type LinearTransport,
} from "../../../src/transport/linear/linearTransport.js";
import { createTransportModel } from "../../../src/transport/transportModel.js";
import { createForcing } from "../../../src/verification/forcing.js";
import { box, closeHour, randomFlow, stillAir } from "../airFlows.js";

const domain = box(9, 7, 5);
const vertical = sigmaCoordinate("five layers", [1, 0.95, 0.85, 0.6, 0.3, 0], 5000);
const size = 5 * domain.cells;
const noise = randomField(11, "test");
const normals = (count: number, first: number, scale = 1): Float64Array =>
  Float64Array.from({ length: count }, (_, i) => scale * noise.normal(first + i));
const exchangeOf = (seed: number, strength: number): Float64Array =>
  Float64Array.from({ length: 6 * domain.cells }, (_, i) => strength * noise.uniform(seed * 1e6 + i) ** 3);
const dot = (a: Float64Array, b: Float64Array): number => a.reduce((sum, value, i) => sum + value * b[i], 0);
/** What sinks of the air that rose from level 0: none in every other column, in the others less and less upwards. */
const nonLocalOf = (seed: number, strength: number): Float64Array => {
  const sinking = new Float64Array(6 * domain.cells);
  for (let cell = 0; cell < domain.cells; cell += 2) {
    for (let k = 1, left = strength; k < 5; k++) {
      left *= noise.uniform(seed * 1e6 + 5e5 + cell * 5 + k);
      sinking[k * domain.cells + cell] = left;
    }
  }
  return sinking;
};
/** Updrafts that grow and shrink, in every third column, and diffusion: both so strong that they take sub-steps. */
const subgridOf = (seed: number): Pick<LinearForcing, "updraft" | "xDiffusion" | "yDiffusion"> => {
  const draw = (n: number, count: number, scale: number): Float64Array =>
    Float64Array.from({ length: count }, (_, i) => scale * noise.uniform(seed * 1e6 + n * 1e5 + i));
  const { columns, rows, cells } = domain;
  return {
    updraft: draw(6, 6 * cells, 2e8).map((value, i) =>
      i % 3 === 0 && i >= cells && i < 5 * cells ? Math.max(0, value - 2e7) : 0,
    ),
    xDiffusion: draw(7, 5 * rows * (columns + 1), 1e8),
    yDiffusion: draw(8, 5 * (rows + 1) * columns, 1e8),
  };
};
const mixingOf = (seed: number, strength: number): Omit<LinearForcing, "flow"> => {
  return { exchange: exchangeOf(seed, strength), nonLocal: nonLocalOf(seed, strength), ...subgridOf(seed) };
};

/** |<y, L x> - <L* y, x>| over the sum of the absolute parts, for noise in all inputs of all hours. */
function transposeError(linear: LinearTransport, hours: readonly LinearForcing[], cells: number): number {
  const state = normals(linear.size, 1e5);
  const weights = normals(linear.size, 2e5);
  const emissions = hours.map((_, n) => normals(cells, 3e5 + 1e4 * n, 1e-2));
  const boundaries = hours.map((_, n) => normals(linear.boundarySize, 4e6 + 1e4 * n));
  const result = state.slice();
  hours.forEach((forcing, n) => linear.forwardHour(result, emissions[n], boundaries[n], forcing));
  const adjoint = weights.slice();
  const parts: number[] = [];
  for (let n = hours.length - 1; n >= 0; n--) {
    const emission = new Float64Array(cells);
    const boundary = new Float64Array(linear.boundarySize);
    linear.adjointHour(adjoint, emission, boundary, hours[n]);
    parts.push(dot(emission, emissions[n]), dot(boundary, boundaries[n]));
  }
  parts.push(dot(adjoint, state));
  for (const part of parts.slice(-3)) expect(Math.abs(part)).toBeGreaterThan(1e-6);
  const back = parts.reduce((sum, part) => sum + part, 0);
  return Math.abs(dot(weights, result) - back) / parts.reduce((sum, part) => sum + Math.abs(part), 0);
}

describe("the transpose of the linear transport", () => {
  const linear = createLinearTransport({ grid: domain, vertical, timeStep: 900 });

  it.each([
    [0.4, 0.05],
    [1.7, 0.4],
    [3, 0.6],
  ])("is exact over an hour, random winds of Courant number %d and divergent flow", (courant, divergence) => {
    for (const seed of [1, 2, 3]) {
      const flow = randomFlow(domain, seed, courant, 900, divergence, 3600 * seed);
      expect(transposeError(linear, [{ flow, ...mixingOf(seed, 1e9) }], domain.cells)).toBeLessThan(1e-13);
    }
  });

  it("is exact with a share of the parabolas, and upwind alone", () => {
    for (const share of [0.8, 0]) {
      const smoother = createLinearTransport({ grid: domain, vertical, timeStep: 900, share });
      const flow = randomFlow(domain, 5, 1.7, 900, 0.4, 3600);
      expect(transposeError(smoother, [{ flow, ...mixingOf(5, 1e9) }], domain.cells)).toBeLessThan(1e-13);
    }
  });

  it("is exact where the hour takes shorter steps than asked for", () => {
    const coarse = createLinearTransport({ grid: domain, vertical, timeStep: 3600 });
    const flow = randomFlow(domain, 4, 1.5, 3600);
    expect(divideStep(flow, domain, 3600)).toBeGreaterThan(1);
    expect(transposeError(coarse, [{ flow, ...mixingOf(4, 1e8) }], domain.cells)).toBeLessThan(1e-13);
  });

  it("is exact over a day", () => {
    const hours = Array.from({ length: 24 }, (_, n) => ({
      flow: randomFlow(domain, 40 + n, 0.9, 900, 0.1, 3600 * n),
      ...mixingOf(40 + n, 1e8),
    }));
    expect(transposeError(linear, hours, domain.cells)).toBeLessThan(1e-12);
  });

  it.each(["local", "acm2"] as const)("is exact over a day of synthetic weather, %s mixing", (mixing) => {
    const grid = createGrid(
      centredGrid("small", createProjection(obliqueStereographic(112, 34)), 16, 12, 128e3, [112, 34]),
    );
    const levels = verticalPreset("jdas-15");
    const weather = syntheticMeteorology({
      grid,
      vertical: levels,
      landFraction: new Float64Array(grid.cells).fill(1),
      seed: 3,
    });
    const forcing = createForcing(grid, levels, weather, mixing);
    let convective = 0;
    const hours = Array.from({ length: 24 }, (_, n): LinearForcing => {
      const { flow, exchange, nonLocal } = forcing(1467331200 + 3600 * n);
      for (let cell = 0; cell < grid.cells; cell++) if ((nonLocal?.[grid.cells + cell] ?? 0) > 0) convective++;
      const { airMass, airMassEnd, xMassFlux, yMassFlux, zMassFlux } = flow;
      const [start, end, x, y, z] = [airMass, airMassEnd, xMassFlux, yMassFlux, zMassFlux].map((array) =>
        array.slice(),
      );
      return {
        flow: { ...flow, airMass: start, airMassEnd: end, xMassFlux: x, yMassFlux: y, zMassFlux: z },
        exchange: exchange.slice(),
        nonLocal: nonLocal?.slice(),
      };
    });
    expect(convective > 100).toBe(mixing === "acm2");
    const model = createLinearTransport({ grid, vertical: levels, timeStep: 900 });
    expect(transposeError(model, hours, grid.cells)).toBeLessThan(1e-12);
  });
});

describe("what is conserved", () => {
  /** Random air that no side lets through. */
  function closedFlow(seed: number): AirFlow {
    const flow = randomFlow(domain, seed, 0.2, 900, 0);
    const { columns, rows, cells } = domain;
    for (let line = 0; line < 5 * rows; line++) {
      flow.xMassFlux[line * (columns + 1)] = flow.xMassFlux[line * (columns + 1) + columns] = 0;
    }
    for (let k = 0; k < 5; k++) {
      for (let i = 0; i < columns; i++) {
        flow.yMassFlux[k * (cells + columns) + i] = flow.yMassFlux[k * (cells + columns) + cells + i] = 0;
      }
    }
    return closeHour(domain, flow);
  }

  it("the sensitivity of the total to the state is the air mass at any time, and to a flux its area, hour and air", () => {
    const linear = createLinearTransport({ grid: domain, vertical, timeStep: 900 });
    const flow = closedFlow(5);
    const adjoint = flow.airMassEnd.slice();
    const emission = new Float64Array(domain.cells);
    const boundary = new Float64Array(linear.boundarySize);
    linear.adjointHour(adjoint, emission, boundary, { flow, ...mixingOf(5, 1e9) });
    adjoint.forEach((value, i) => expect(value / flow.airMass[i]).toBeCloseTo(1, 12));
    emission.forEach((value) => expect(value / (4e9 * 3600 * MOLAR_MASS_DRY_AIR)).toBeCloseTo(1, 12));
    expect(boundary.every((value) => value === 0)).toBe(true);
  });

  it("a uniform field stays uniform, so that the sensitivities to state and boundary add up to the weights", () => {
    const linear = createLinearTransport({ grid: domain, vertical, timeStep: 900 });
    const forcing = { flow: randomFlow(domain, 6, 1.6, 900, 0.3), ...mixingOf(6, 1e9) };
    const state = new Float64Array(size).fill(4e-4);
    const boundary = new Float64Array(linear.boundarySize).fill(4e-4);
    linear.forwardHour(state, new Float64Array(domain.cells), boundary, forcing);
    for (const value of state) expect(value / 4e-4).toBeCloseTo(1, 13);
    const adjoint = new Float64Array(size);
    adjoint[17] = 1;
    boundary.fill(0);
    linear.adjointHour(adjoint, new Float64Array(domain.cells), boundary, forcing);
    const sum = (array: Float64Array): number => array.reduce((total, value) => total + value, 0);
    expect(sum(adjoint) + sum(boundary)).toBeCloseTo(1, 12);
    expect(sum(boundary)).not.toBe(0);
  });
});

describe("the linear and the production model", () => {
  it("agree to float32 round-off for a field so smooth that no limit acts", async () => {
    const kernels = await loadKernels(1);
    const levels = sigmaCoordinate("five even layers", [1, 0.8, 0.6, 0.4, 0.2, 0], 5000);
    const linear = createLinearTransport({ grid: domain, vertical: levels, timeStep: 900 });
    const model = createTransportModel({
      grid: domain,
      vertical: levels,
      kernels,
      layout: laneLayout(4),
      referenceMoleFraction: 4e-4,
      timeStep: 900,
    });
    // A breeze from the south-west that varies, up in the west and down in the east, over a steady slope.
    const flow = stillAir(domain, [1e11, 1e11, 1e11, 1e11, 1e11]);
    flow.xMassFlux.forEach((_, i) => {
      flow.xMassFlux[i] = 3e6 * (1 + 0.1 * Math.sin(i % 10));
    });
    flow.yMassFlux.fill(2e6);
    flow.zMassFlux.forEach((_, i) => {
      const inside = i >= domain.cells && i < 5 * domain.cells;
      flow.zMassFlux[i] = inside ? 1e6 * Math.cos((Math.PI * (i % 9)) / 8) : 0;
    });
    closeHour(domain, flow);
    const slope = (column: number, row: number, level: number): number => 1e-6 * (column + 0.8 * row - 0.9 * level);
    const state = Float64Array.from({ length: size }, (_, i) => {
      const cell = i % domain.cells;
      return slope(cell % 9, Math.floor(cell / 9), Math.floor(i / domain.cells));
    });
    const positions = 2 * (9 + 7);
    const boundary = Float64Array.from({ length: linear.boundarySize }, (_, i) => {
      const [position, level] = [i % positions, Math.floor(i / positions)];
      if (position < 7) return slope(-1, position, level);
      if (position < 14) return slope(9, position - 7, level);
      return position < 23 ? slope(position - 14, -1, level) : slope(position - 23, 7, level);
    });
    const emission = Float64Array.from({ length: domain.cells }, (_, cell) => 1e-8 * (1 + (cell % 9)));
    const exchange = new Float64Array(6 * domain.cells).fill(2e6);
    const nonLocal = Float64Array.from({ length: 6 * domain.cells }, (_, i) => {
      const level = Math.floor(i / domain.cells);
      return (i % domain.cells) % 3 === 0 && level > 0 ? 3e6 * Math.max(0, 4 - level) : 0;
    });
    const forcing = { flow, exchange, nonLocal };
    const fill = (target: Float32Array, source: Float64Array): void =>
      source.forEach((value, i) => target.fill(value, 4 * i, 4 * i + 4));
    fill(model.state.data, state);
    fill(model.boundary.anomalies, boundary);
    fill(model.emission, emission);
    const before = state.slice();
    linear.forwardHour(state, emission, boundary, forcing);
    model.advance(flow, exchange, nonLocal);
    const worst = state.reduce((most, value, i) => Math.max(most, Math.abs(value - model.state.data[4 * i])), 0);
    const moved = state.reduce((most, value, i) => Math.max(most, Math.abs(value - before[i])), 0);
    await kernels.close();
    expect(moved).toBeGreaterThan(1e-7);
    expect(worst / 1e-5).toBeLessThan(1e-6);
  });

  it("agree to float32 round-off for any field in still air, all kinds of mixing on", async () => {
    const kernels = await loadKernels(1);
    const linear = createLinearTransport({ grid: domain, vertical, timeStep: 900 });
    const model = createTransportModel({
      grid: domain,
      vertical,
      kernels,
      layout: laneLayout(4),
      referenceMoleFraction: 4e-4,
      timeStep: 900,
    });
    const flow = stillAir(domain, [1e11, 2e11, 1.5e11, 1e11, 3e11], 3600);
    const forcing = { flow, ...mixingOf(12, 1e8) };
    const state = normals(size, 7e6, 1e-5);
    const emission = normals(domain.cells, 8e6, 1e-6);
    state.forEach((value, i) => model.state.data.fill(value, 4 * i, 4 * i + 4));
    emission.forEach((value, i) => model.emission.fill(value, 4 * i, 4 * i + 4));
    linear.forwardHour(state, emission, new Float64Array(linear.boundarySize), forcing);
    model.advance(flow, forcing.exchange, forcing.nonLocal, forcing);
    const worst = state.reduce((most, value, i) => Math.max(most, Math.abs(value - model.state.data[4 * i])), 0);
    await kernels.close();
    expect(worst / 1e-5).toBeLessThan(3e-6);
  });
});

describe("a single cell of the linear transport", () => {
  /** After four hours of a wind along x, Courant number 0.3 in each of 16 steps: the negative over the positive. */
  const ripples = (share: number): number => {
    const grid = box(25, 3, 2);
    const layers = sigmaCoordinate("two layers", [1, 0.5, 0], 5000);
    const xMassFlux = new Float64Array(2 * 3 * 26).fill((0.3 * 1e11) / 900);
    const flow = { ...stillAir(grid, [1e11, 1e11]), xMassFlux };
    const linear = createLinearTransport({ grid, vertical: layers, timeStep: 900, share });
    const state = new Float64Array(linear.size);
    state[grid.columns + 5] = 1;
    const boundary = new Float64Array(linear.boundarySize);
    const exchange = new Float64Array(3 * grid.cells);
    for (let hour = 0; hour < 4; hour++) {
      linear.forwardHour(state, new Float64Array(grid.cells), boundary, { flow, exchange, nonLocal: undefined });
    }
    const sum = (sign: number): number => state.reduce((total, value) => total + Math.max(0, sign * value), 0);
    return sum(-1) / sum(1);
  };

  it("leaves ripples behind that fall off with the share of the parabolas, and none upwind", () => {
    expect(ripples(1)).toBeGreaterThan(0.1);
    expect(ripples(0.8)).toBeLessThan(0.5 * ripples(1));
    expect(ripples(0)).toBe(0);
  });
});
