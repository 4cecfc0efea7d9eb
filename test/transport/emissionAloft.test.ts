import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { MOLAR_MASS_DRY_AIR } from "../../src/constants.js";
import { laneLayout } from "../../src/fields/ensemble.js";
import { heightProfileOf } from "../../src/fluxes/inventories/heightProfiles.js";
import { hybridCoordinate, verticalPreset, type VerticalCoordinate } from "../../src/grids/verticalCoordinate.js";
import { type Kernels, loadKernels } from "../../src/kernels/load.js";
import { createTransportModel, type TransportModel } from "../../src/transport/transportModel.js";
import { box, randomFlow, stillAir } from "./airFlows.js";

let kernels: Kernels;
beforeAll(async () => {
  kernels = await loadKernels(1);
});
afterAll(() => kernels.close());

const GROUND = 1e5;
const AREA = 4e9;
const power = heightProfileOf("power", "")!;
const industry = heightProfileOf("sector", "industry")!;

function createModel(vertical: VerticalCoordinate, columns = 4, rows = 3): TransportModel {
  const grid = box(columns, rows, vertical.levels, AREA);
  return createTransportModel({
    grid,
    vertical,
    kernels,
    layout: laneLayout(4),
    referenceMoleFraction: 4e-4,
    timeStep: 900,
  });
}

/** Mass of each layer's cells [kg]. */
function burden({ a, b, levels }: VerticalCoordinate): number[] {
  return Array.from({ length: levels }, (_, k) => ((a[k] - a[k + 1] + (b[k] - b[k + 1]) * GROUND) / 9.80665) * AREA);
}

/** Of the standard atmosphere with 1000 hPa at the ground: the hypsometric equation with its lapse rate, solved here for p. */
function pressureAt(height: number): number {
  const temperature = 288.15 * (GROUND / 101325) ** (1 / 5.25588);
  return GROUND * (1 - (0.0065 * height) / temperature) ** 5.25588;
}

describe("emission above the ground", () => {
  it.each([
    ["jdas-15", verticalPreset("jdas-15")],
    [
      "hybrid layers of 200 Pa",
      hybridCoordinate(
        "thin",
        [...Array(60).fill(0), 3000],
        [...Array.from({ length: 60 }, (_, k) => 1 - 0.002 * k), 0],
      ),
    ],
    ["two layers", hybridCoordinate("two", [0, 0, 3000], [1, 0.5, 0])],
  ])("lies where its heights are, in %s", (_, vertical) => {
    const model = createModel(vertical);
    const flux = new Float64Array(12);
    flux[5] = 2e-6;
    model.setAloft([{ from: 0, to: 4, aloft: [{ profile: power, flux }] }]);
    const still = stillAir(box(4, 3, vertical.levels, AREA), burden(vertical));
    model.advance(still, new Float64Array((vertical.levels + 1) * 12));
    const { a, b, levels } = vertical;
    const found = Array.from({ length: levels }, (_, k) => model.state.data[(k * 12 + 5) * 4] * burden(vertical)[k]);
    const whole = 2e-6 * 3600 * AREA * MOLAR_MASS_DRY_AIR;
    expect(found.reduce((sum, amount) => sum + amount, 0) / whole).toBeCloseTo(1, 6);
    // Of each range of heights, the part that lies between the pressures of a layer.
    const ends = [0, ...power.upTo];
    found.forEach((amount, k) => {
      const [below, above] = [k, k + 1].map((i) => a[i] + b[i] * GROUND);
      let expected = 0;
      for (let step = 0; step < 11060; step++) {
        const height = (step + 0.5) / 10;
        const range = power.upTo.findIndex((end) => height < end);
        const inside = pressureAt(height) <= below && pressureAt(height) > above;
        if (inside) expected += (power.share[range] * 0.1) / (ends[range + 1] - ends[range]);
      }
      expect(Math.abs(amount / whole - expected)).toBeLessThan(1e-3);
    });
    expect(model.state.data.filter((value, i) => value !== 0 && Math.floor(i / 4) % 12 !== 5)).toHaveLength(0);
  });

  it("closes the budget in a rough flow, lane by lane", () => {
    const vertical = verticalPreset("jdas-15");
    const domain = box(6, 5, vertical.levels, AREA);
    const model = createModel(vertical, 6, 5);
    const fluxes = [1e-6, 3e-6].map((value) => new Float64Array(30).map((_, cell) => value * (1 + (cell % 4))));
    model.emission.fill(1e-7);
    const exchange = new Float64Array((vertical.levels + 1) * 30).fill(2e6);
    for (let hour = 0; hour < 3; hour++) {
      model.setAloft([
        { from: 0, to: 2, aloft: [{ profile: power, flux: fluxes[0] }] },
        {
          from: 2,
          to: 3,
          aloft: [
            { profile: power, flux: fluxes[0] },
            { profile: industry, flux: fluxes[1] },
          ],
        },
      ]);
      model.advance(randomFlow(domain, 5, 0.4, 900, 0, 3600 * hour), exchange);
    }
    const { emission, start, end, inflow, airCorrection, residual } = model.budget.terms();
    const over = (flux: Float64Array): number => flux.reduce((sum, value) => sum + value, 0) * AREA * 3 * 3600;
    const ground = Math.fround(1e-7) * 30 * AREA * 3 * 3600;
    const expected = [over(fluxes[0]), over(fluxes[0]), over(fluxes[0]) + over(fluxes[1]), 0].map(
      (sum) => sum + ground,
    );
    expected.forEach((sum, lane) => expect(emission[lane] / sum).toBeCloseTo(1, 12));
    for (let lane = 0; lane < 4; lane++) {
      const gained = end[lane] - start[lane] - inflow[lane] - airCorrection[lane];
      expect(Math.abs(gained / emission[lane] - 1)).toBeLessThan(1e-5);
      expect(Math.abs(residual[lane] / end[lane])).toBeLessThan(1e-9);
    }
  });

  it("is nothing where nothing is set", () => {
    const vertical = verticalPreset("jdas-15");
    const model = createModel(vertical);
    model.setAloft([{ from: 0, to: 4, aloft: [] }]);
    model.advance(stillAir(box(4, 3, vertical.levels, AREA), burden(vertical)), new Float64Array(16 * 12));
    expect(model.state.data.every((value) => value === 0)).toBe(true);
  });
});
