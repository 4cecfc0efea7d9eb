/** What nature guarantees of transport, in random winds with Courant numbers from 0 to 3. */
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { laneLayout } from "../../src/fields/ensemble.js";
import { sigmaCoordinate } from "../../src/grids/verticalCoordinate.js";
import { type Kernels, loadKernels } from "../../src/kernels/load.js";
import { randomField } from "../../src/random.js";
import { createTransportModel, type TransportModel } from "../../src/transport/transportModel.js";
import { type Box, box, randomFlow } from "../transport/airFlows.js";

const TIME_STEP = 900;
const REFERENCE = 4e-4;
const vertical = sigmaCoordinate("five layers", [1, 0.99, 0.95, 0.8, 0.5, 0], 5000);
const domain: Box = box(9, 7, vertical.levels);
const layout = laneLayout(6);

let kernels: Kernels;
beforeAll(async () => {
  kernels = await loadKernels(2);
});
afterAll(() => kernels.close());

function createModel(): TransportModel {
  return createTransportModel({
    grid: domain,
    vertical,
    kernels,
    layout,
    referenceMoleFraction: REFERENCE,
    timeStep: TIME_STEP,
  });
}

/** Exchange between 1e-3 and 1e3 times the air of a cell per step. */
function exchange(seed: number): Float64Array {
  const random = randomField(seed, "test");
  return Float64Array.from(
    { length: (domain.levels + 1) * domain.cells },
    (_, i) => 1e8 * 10 ** (6 * random.uniform(i) - 3),
  );
}

function fillRandom(array: Float32Array, seed: number, amplitude: number): void {
  const random = randomField(seed, "test");
  for (let i = 0; i < array.length; i++) array[i] = amplitude * (2 * random.uniform(i) - 1);
}

const winds = fc.record({
  seed: fc.integer({ min: 1, max: 1e6 }),
  courant: fc.double({ min: 0, max: 3, noNaN: true }),
});
const few = { numRuns: 25, seed: 3 };

describe("transport in random winds", () => {
  it("keeps a uniform field uniform, to the last bit", () => {
    const model = createModel();
    fc.assert(
      fc.property(winds, ({ seed, courant }) => {
        const value = Math.fround(1e-5);
        model.state.data.fill(value);
        model.boundary.anomalies.fill(value);
        const flow = randomFlow(domain, seed, courant, TIME_STEP);
        model.begin(flow.airMass);
        model.advance(flow, exchange(seed));
        expect(model.state.data.every((q) => q === value)).toBe(true);
      }),
      few,
    );
  });

  it("makes no new extrema and keeps positive what is positive", () => {
    const model = createModel();
    fc.assert(
      fc.property(winds, ({ seed, courant }) => {
        fillRandom(model.state.data, seed, 1);
        fillRandom(model.boundary.anomalies, seed + 1, 1);
        const all = [...model.state.data, ...model.boundary.anomalies];
        const [least, greatest] = [Math.min(...all), Math.max(...all)];
        const flow = randomFlow(domain, seed, courant, TIME_STEP);
        model.begin(flow.airMass);
        model.advance(flow, exchange(seed));
        expect(Math.min(...model.state.data)).toBeGreaterThanOrEqual(least - 1e-6);
        expect(Math.max(...model.state.data)).toBeLessThanOrEqual(greatest + 1e-6);
      }),
      few,
    );
  });

  // white noise of 20 ppm on 315 cells: 6e-8 * 20 / 400 / sqrt(315) = 2e-10 a sweep
  it("closes the carbon budget of every lane", () => {
    const model = createModel();
    fc.assert(
      fc.property(winds, ({ seed, courant }) => {
        fillRandom(model.state.data, seed, 2e-5);
        fillRandom(model.boundary.anomalies, seed + 1, 2e-5);
        fillRandom(model.emission, seed + 2, 1e-5);
        const flow = randomFlow(domain, seed, courant, TIME_STEP);
        model.begin(flow.airMass);
        model.advance(flow, exchange(seed));
        const { start, end, residual } = model.budget.terms();
        for (let lane = 0; lane < layout.lanes; lane++) {
          expect(Math.abs(residual[lane] / end[lane])).toBeLessThan(1e-9);
          expect(Math.abs(end[lane] / start[lane] - 1)).toBeGreaterThan(1e-6);
        }
      }),
      few,
    );
  });

  it("carries the air to the mass at the end of the hour", () => {
    const model = createModel();
    const flow = randomFlow(domain, 11, 1, TIME_STEP, 0.3);
    model.begin(flow.airMass);
    model.advance(flow, exchange(11));
    expect(Array.from(model.airMass)).toEqual(Array.from(flow.airMassEnd));
    expect(Math.max(...flow.airMassEnd.map((end, i) => Math.abs(end / flow.airMass[i] - 1)))).toBeGreaterThan(0.1);
    const { airCorrection, end } = model.budget.terms();
    expect(Math.abs(airCorrection[0] / end[0])).toBeLessThan(1e-14);
  });
});

describe("threads", () => {
  it("do not change a bit of a day", async () => {
    const other = await loadKernels(1);
    const results = [kernels, other].map((threads) => {
      const model = createTransportModel({
        grid: domain,
        vertical,
        layout,
        kernels: threads,
        referenceMoleFraction: REFERENCE,
        timeStep: TIME_STEP,
      });
      fillRandom(model.state.data, 1, 2e-5);
      fillRandom(model.boundary.anomalies, 2, 2e-5);
      fillRandom(model.emission, 3, 1e-5);
      for (let hour = 0; hour < 24; hour++) {
        model.advance(randomFlow(domain, 5 + hour, 0.7, TIME_STEP, 0.05, hour * 3600), exchange(hour));
      }
      return { state: Array.from(model.state.data), inflow: Array.from(model.budget.terms().inflow) };
    });
    await other.close();
    expect(results[1]).toEqual(results[0]);
  });
});
