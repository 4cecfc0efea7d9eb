/** A footprint says of given fluxes what the forward model says, at every hour and for both hours of the sounding. */
import { describe, expect, it } from "vitest";
import { createGrid, longitudeLatitudeGrid } from "../../../src/grids/grid.js";
import { sigmaCoordinate } from "../../../src/grids/verticalCoordinate.js";
import { createMassFluxBuilder } from "../../../src/meteorology/massFluxes.js";
import { syntheticMeteorology } from "../../../src/meteorology/sources/synthetic.js";
import { columnOperator } from "../../../src/observations/columnOperator.js";
import { randomField } from "../../../src/random.js";
import { hourlyForcing } from "../../../src/transport/hourlyForcing.js";
import { columnFootprint, columnResponse } from "../../../src/transport/linear/columnFootprint.js";
import { createLinearTransport } from "../../../src/transport/linear/linearTransport.js";
import { createTurbulentExchange } from "../../../src/transport/verticalMixing.js";
import { exampleRetrieval } from "../../observations/exampleRetrieval.js";

const HOUR = 3600;
const start = Date.UTC(2016, 6, 1) / 1000;
const end = start + 18 * HOUR;
const grid = createGrid(longitudeLatitudeGrid("small", 105, 25, 1, 1, 12, 10));
const vertical = sigmaCoordinate("six layers", [1, 0.97, 0.9, 0.75, 0.5, 0.2, 0], 5000);
const landFraction = new Float64Array(grid.cells).fill(1);
const weather = syntheticMeteorology({ grid, vertical, landFraction, seed: 5 });
const window = {
  linear: createLinearTransport({ grid, vertical, timeStep: 1800 }),
  forcing: hourlyForcing(weather, createMassFluxBuilder(grid, vertical), createTurbulentExchange(grid, vertical)),
  start,
  end,
};
const retrieval = exampleRetrieval({ time: end - 1500, longitude: 111.3, latitude: 30.2 });
const column = {
  hours: [
    { time: end - HOUR, weight: 0.4 },
    { time: end, weight: 0.6 },
  ],
  operator: (surfacePressure: Float64Array) => columnOperator(retrieval, grid, vertical, surfacePressure),
};
const noise = randomField(8, "test");
const flux = (time: number): Float64Array =>
  Float64Array.from({ length: grid.cells }, (_, cell) => 1e-6 * noise.normal((time - start) * 10 + cell));

describe("a footprint", () => {
  it("times any flux is what the forward model makes of it, to 1e-12", async () => {
    let backward = 0;
    let gross = 0;
    const times: number[] = [];
    await columnFootprint(window, column, (time, footprint) => {
      times.push(time);
      flux(time).forEach((value, cell) => {
        backward += value * footprint[cell];
        gross += Math.abs(value * footprint[cell]);
      });
    });
    const forward = await columnResponse(window, column, flux, () => {});
    expect(times).toEqual(Array.from({ length: 18 }, (_, n) => end - (n + 1) * HOUR));
    expect(Math.abs(forward)).toBeGreaterThan(1e-9);
    expect(Math.abs(forward - backward) / gross).toBeLessThan(1e-12);
  });

  it("leaves what it does not owe to fluxes to the start and the sides, and sees the nearest cell most at last", async () => {
    let last = -1;
    const {
      initial,
      boundary,
      column: weight,
    } = await columnFootprint(window, column, (time, footprint) => {
      if (time === end - HOUR) last = footprint.indexOf(Math.max(...footprint));
    });
    expect(last).toBe(grid.cellAt(111.3, 30.2));
    expect(initial + boundary).toBeCloseTo(weight, 12);
    expect(boundary).toBeGreaterThan(0.01);
    expect(initial).toBeGreaterThan(0.01);
  });
});
