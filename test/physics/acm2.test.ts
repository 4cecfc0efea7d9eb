/** What nature guarantees of transport, with ACM2 in synthetic weather: day and night, land and sea, shallow and deep. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { laneLayout } from "../../src/fields/ensemble.js";
import { centredGrid, createGrid } from "../../src/grids/grid.js";
import { createProjection, obliqueStereographic } from "../../src/grids/projection.js";
import { verticalPreset } from "../../src/grids/verticalCoordinate.js";
import { type Kernels, loadKernels } from "../../src/kernels/load.js";
import { createMassFluxBuilder } from "../../src/meteorology/massFluxes.js";
import { syntheticMeteorology } from "../../src/meteorology/sources/synthetic.js";
import { randomField } from "../../src/random.js";
import { createAcm2Mixing } from "../../src/transport/acm2.js";
import { hourlyForcing } from "../../src/transport/hourlyForcing.js";
import { createTransportModel } from "../../src/transport/transportModel.js";

const HOURS = 12;
const AFTERNOON = Date.UTC(2016, 6, 15, 8) / 1000;
/** Half the range of the noise [mol mol-1]. */
const RANGE = Math.fround(2e-5);
const UNIFORM = Math.fround(1e-5);
const vertical = verticalPreset("jdas-15");
const grid = createGrid(
  centredGrid("coarse", createProjection(obliqueStereographic(116, 35)), 26, 21, 256e3, [116, 35]),
);

let kernels: Kernels;
beforeAll(async () => {
  kernels = await loadKernels(2);
});
afterAll(() => kernels.close());

describe("an afternoon and a night of July with ACM2", () => {
  it("keeps a uniform field uniform, makes no new extrema and closes the budget", () => {
    const landFraction = grid.longitude.map((longitude) => (longitude < 120 ? 1 : 0));
    const weather = syntheticMeteorology({ grid, vertical, landFraction, seed: 3 });
    const model = createTransportModel({
      grid,
      vertical,
      kernels,
      layout: laneLayout(4),
      referenceMoleFraction: 4e-4,
      timeStep: 900,
    });
    const noise = randomField(17, "test");
    for (const array of [model.state.data, model.boundary.anomalies]) {
      array.forEach((_, i) => {
        array[i] = i % 4 === 0 ? UNIFORM : RANGE * (2 * noise.uniform(i) - 1);
      });
    }
    const { exchange, nonLocal } = createAcm2Mixing(grid, vertical);
    const forcing = hourlyForcing(weather, createMassFluxBuilder(grid, vertical), exchange, nonLocal);
    let [convective, columns] = [0, 0];
    for (let hour = 0; hour < HOURS; hour++) {
      const air = forcing(AFTERNOON + 3600 * hour);
      for (let cell = 0; cell < grid.cells; cell++) if (nonLocal[grid.cells + cell] > 0) convective++;
      columns += grid.cells;
      model.advance(air.flow, air.exchange, air.nonLocal);
    }
    expect(convective / columns).toBeGreaterThan(0.1);
    expect(convective / columns).toBeLessThan(0.95);
    let [unevenness, greatest] = [0, 0];
    model.state.data.forEach((value, i) => {
      if (i % 4 === 0) unevenness = Math.max(unevenness, Math.abs(value / UNIFORM - 1));
      else greatest = Math.max(greatest, Math.abs(value));
    });
    expect(unevenness).toBeLessThan(1e-6);
    expect(greatest).toBeLessThan(RANGE * (1 + 1e-6));
    const { start, residual } = model.budget.terms();
    residual.forEach((value, lane) => expect(Math.abs(value / start[lane])).toBeLessThan(1e-9));
  });
});
