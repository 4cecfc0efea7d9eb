/** The budget of a model with boundary, emission and increments, over days. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { MOLAR_MASS_DRY_AIR } from "../../src/constants.js";
import { laneLayout } from "../../src/fields/ensemble.js";
import { sigmaCoordinate } from "../../src/grids/verticalCoordinate.js";
import { type Kernels, loadKernels } from "../../src/kernels/load.js";
import { createTransportModel } from "../../src/transport/transportModel.js";
import { box, closeHour, randomFlow, stillAir } from "./airFlows.js";

let kernels: Kernels;
beforeAll(async () => {
  kernels = await loadKernels(2);
});
afterAll(() => kernels.close());

const vertical = sigmaCoordinate("six layers", [1, 0.99, 0.96, 0.88, 0.7, 0.4, 0], 5000);

function createModel(domain: ReturnType<typeof box>, members: number) {
  return createTransportModel({
    grid: domain,
    vertical,
    kernels,
    layout: laneLayout(members),
    referenceMoleFraction: 4e-4,
    timeStep: 900,
  });
}

describe("carbon budget", () => {
  it("closes to 5e-10 over three days with 50 members, analyses included", () => {
    const domain = box(30, 25, 6);
    const model = createModel(domain, 50);
    const { lanes } = model.state.layout;
    const { cells, positions } = model.boundary;
    const pattern = (cell: number, lane: number): number =>
      1e-5 * Math.sin((cell % 30) / 4 + lane) * Math.cos(Math.floor(cell / 30) / 5);
    model.state.data.forEach((_, i) => {
      model.state.data[i] = pattern(Math.floor(i / lanes) % domain.cells, i % lanes);
    });
    model.boundary.anomalies.forEach((_, i) => {
      model.boundary.anomalies[i] = pattern(cells[Math.floor(i / lanes) % positions], i % lanes) + 2e-7 * (i % lanes);
    });
    model.emission.forEach((_, i) => {
      model.emission[i] = 3e-6 * Math.sin(Math.floor(i / lanes)) + 1e-8 * (i % lanes);
    });
    const exchange = Float64Array.from({ length: 7 * domain.cells }, (_, i) => 1e8 * (1 + (i % 11)));
    for (let n = 0; n < 72; n++) {
      model.advance(randomFlow(domain, 100 + n, 0.8, 900, 0.02, n * 3600), exchange);
      if (n % 6 === 0) {
        model.budget.recordIncrement(() => {
          for (let i = n; i < model.state.data.length; i += 97) model.state.data[i] += 1e-6;
        });
      }
    }
    const terms = model.budget.terms();
    // what is left is the rounding of the coefficients, 3e-8 of changes of 1e-5 in each of 4500 cells
    for (let lane = 0; lane < 50; lane++) {
      expect(Math.abs(terms.residual[lane] / terms.end[lane])).toBeLessThan(5e-10);
      expect(Math.abs(terms.emission[lane] / terms.end[lane])).toBeGreaterThan(1e-7);
      expect(Math.abs(terms.increment[lane] / terms.end[lane])).toBeGreaterThan(1e-6);
      expect(Math.abs(terms.inflow[lane] / terms.end[lane])).toBeGreaterThan(1e-6);
    }
  });

  it("names what flows in: the boundary's mole fraction with the air that enters", () => {
    const domain = box(4, 3, 6);
    const model = createModel(domain, 4);
    const flow = stillAir(domain, [1e11, 1e11, 1e11, 1e11, 1e11, 1e11]);
    // air enters through the west side of row 1, level 2 and stays in column 0
    flow.xMassFlux[(2 * 3 + 1) * 5] = 1e6;
    closeHour(domain, flow);
    model.boundary.anomalies[(2 * model.boundary.positions + 1) * 4 + 3] = 5e-6;
    expect(model.boundary.cells[1]).toBe(4);
    model.advance(flow, new Float64Array(7 * domain.cells));
    const { inflow } = model.budget.terms();
    const air = (1e6 * 3600) / MOLAR_MASS_DRY_AIR;
    expect(inflow[0] / (4e-4 * air)).toBeCloseTo(1, 12);
    expect(inflow[3] / (4.05e-4 * air)).toBeCloseTo(1, 7);
  });

  it("counts an increment, and a jump of the meteorology's air mass, as what they are", () => {
    const domain = box(4, 3, 6);
    const model = createModel(domain, 4);
    const still = stillAir(domain, [1e11, 1e11, 1e11, 1e11, 1e11, 1e11]);
    model.begin(still.airMass);
    const result = model.budget.recordIncrement(() => {
      model.state.data[5 * 4 + 1] += 1e-5;
      return "done";
    });
    expect(result).toBe("done");
    const more = {
      ...still,
      airMass: still.airMass.map((m) => 1.01 * m),
      airMassEnd: still.airMass.map((m) => 1.01 * m),
    };
    model.advance(more, new Float64Array(7 * domain.cells));
    const { start, increment, airCorrection, residual, end } = model.budget.terms();
    expect(increment[1] / ((1e11 * 1e-5) / MOLAR_MASS_DRY_AIR)).toBeCloseTo(1, 6);
    expect(increment[0]).toBe(0);
    expect(airCorrection[1] / (0.01 * (start[1] + increment[1]))).toBeCloseTo(1, 9);
    expect(Math.abs(residual[1] / end[1])).toBeLessThan(1e-12);
    model.budget.open();
    expect(model.budget.terms().start[1]).toBeCloseTo(end[1], -3);
    expect(model.budget.terms().increment[1]).toBe(0);
  });

  it("does not drift in a steady state, where the roundings of every step are the same", () => {
    const domain = box(40, 30, 6);
    const model = createModel(domain, 4);
    const { positions, cells, anomalies } = model.boundary;
    anomalies.forEach((_, i) => {
      anomalies[i] = 1e-5 * Math.sin((cells[Math.floor(i / 4) % positions] % 40) / 6 + Math.floor(i / 4 / positions));
    });
    const flow = stillAir(domain, [1e11, 3e11, 8e11, 2e12, 3e12, 4e12]);
    flow.xMassFlux.forEach((_, i) => {
      flow.xMassFlux[i] = 0.3 * (flow.airMass[Math.floor(i / 41) * 40] / 900);
    });
    flow.yMassFlux.forEach((_, i) => {
      flow.yMassFlux[i] = 0.2 * (flow.airMass[Math.floor(i / (31 * 40)) * domain.cells] / 900);
    });
    const exchange = new Float64Array(7 * domain.cells).fill(3e7);
    for (let n = 0; n < 96; n++) model.advance({ ...flow, time: n * 3600 }, exchange);
    const { residual, end } = model.budget.terms();
    // 1e-8 if rounding were not handed on from cell to cell
    expect(Math.abs(residual[0] / end[0])).toBeLessThan(2e-9);
  });
});
