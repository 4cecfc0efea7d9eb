/** What the model asks of its input, and how it divides steps. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CoverageError, NumericalError } from "../../src/errors.js";
import { laneLayout } from "../../src/fields/ensemble.js";
import { sigmaCoordinate } from "../../src/grids/verticalCoordinate.js";
import { type Kernels, loadKernels } from "../../src/kernels/load.js";
import { divideStep } from "../../src/transport/airMass.js";
import { createTransportModel, type TransportModel } from "../../src/transport/transportModel.js";
import { box, closeHour, randomFlow, stillAir } from "./airFlows.js";

let kernels: Kernels;
beforeAll(async () => {
  kernels = await loadKernels(1);
});
afterAll(() => kernels.close());

const vertical = sigmaCoordinate("three layers", [1, 0.9, 0.6, 0], 5000);
const domain = box(5, 4, 3);
const noExchange = new Float64Array(4 * domain.cells);

function createModel(timeStep = 900): TransportModel {
  return createTransportModel({
    grid: domain,
    vertical,
    kernels,
    layout: laneLayout(4),
    referenceMoleFraction: 4e-4,
    timeStep,
  });
}

/** Air that enters the middle of level 1 along x and leaves it along y: `share` of the cell in 900 s. */
function crossing(share: number) {
  const flow = stillAir(domain, [1e11, 1e11, 1e11]);
  const rate = (share * 1e11) / 900;
  const [row, column] = [2, 2];
  const x = (1 * 4 + row) * 6 + column;
  for (let i = 0; i <= column; i++) flow.xMassFlux[x - i] = -rate;
  for (let i = 1; i <= 5 - column; i++) flow.xMassFlux[x + i] = rate;
  for (let j = 0; j <= row; j++) flow.yMassFlux[(5 + j) * 5 + column] = rate;
  for (let j = row + 1; j <= 4; j++) flow.yMassFlux[(5 + j) * 5 + column] = -rate;
  return closeHour(domain, flow);
}

describe("time steps", () => {
  it("are not divided in a moderate wind", () => {
    expect(divideStep(randomFlow(domain, 1, 0.3, 900), domain, 900)).toBe(1);
  });

  it("are divided where one sweep would empty a cell, and the hour succeeds", () => {
    const flow = crossing(1.5);
    expect(divideStep(flow, domain, 900)).toBe(4);
    const model = createModel();
    model.state.data.fill(1e-6);
    model.boundary.anomalies.fill(1e-6);
    model.advance(flow, noExchange);
    expect(model.counts).toEqual({ steps: 16, dividedHours: 1 });
    expect(model.state.data.every((q) => q === Math.fround(1e-6))).toBe(true);
  });

  it("that cannot help end with an error that names the place", () => {
    const message = "level 1, row 2, column 2: one sweep of 900 s would take 400 times the air of the cell";
    expect(() => createModel().advance(crossing(200), noExchange)).toThrow(NumericalError);
    expect(() => createModel().advance(crossing(200), noExchange)).toThrow(message);
    const broken = crossing(0.1);
    broken.yMassFlux[30] = Number.NaN;
    expect(() => createModel().advance(broken, noExchange)).toThrow(NumericalError);
  });

  it("alternate the order of their sweeps, by the hour where an hour has one", () => {
    const flow = randomFlow(domain, 2, 0.5, 3600);
    const [first, second, third] = [0, 1, 2].map((hour) => {
      const model = createModel(3600);
      model.state.data.forEach((_, i) => {
        model.state.data[i] = 1e-5 * Math.sin(i);
      });
      model.advance({ ...flow, time: hour * 3600 }, noExchange);
      return Array.from(model.state.data);
    });
    expect(second).not.toEqual(first);
    expect(third).toEqual(first);
  });

  it("must divide an hour", () => {
    expect(() => createModel(700)).toThrow(CoverageError);
  });
});

describe("input", () => {
  it("must be continuous", () => {
    const flow = stillAir(domain, [1e11, 1e11, 1e11]);
    flow.airMassEnd[7] *= 1 + 1e-6;
    expect(() => createModel().advance(flow, noExchange)).toThrow("differs from that of the meteorology by 0.0000010");
  });

  it("must have the model's shape", () => {
    const flow = stillAir(domain, [1e11, 1e11, 1e11]);
    expect(() => createModel().advance(flow, noExchange.subarray(1))).toThrow(
      "turbulent exchange has 79 values; expected 80",
    );
  });
});

describe("a restart", () => {
  it("at any hour continues bit for bit", () => {
    const hours = Array.from({ length: 4 }, (_, n) => randomFlow(domain, 30 + n, 0.6, 900, 0.05, n * 3600));
    const whole = createModel(1200);
    whole.state.data.forEach((_, i) => {
      whole.state.data[i] = 1e-5 * Math.sin(i);
    });
    const first = whole.state.data.slice();
    for (const flow of hours) whole.advance(flow, noExchange);
    const early = createModel(1200);
    early.state.data.set(first);
    for (const flow of hours.slice(0, 1)) early.advance(flow, noExchange);
    const late = createModel(1200);
    late.state.data.set(early.state.data);
    late.begin(early.airMass);
    for (const flow of hours.slice(1)) late.advance(flow, noExchange);
    expect(Array.from(late.state.data)).toEqual(Array.from(whole.state.data));
  });
});
