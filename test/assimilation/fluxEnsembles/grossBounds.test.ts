import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { HourContext, NaturalPrior } from "../../../src/assimilation/fluxEnsembles/fluxEnsemble.js";
import { type GrossBounds, grossBounds } from "../../../src/assimilation/fluxEnsembles/grossBounds.js";
import { parameterScales } from "../../../src/assimilation/fluxEnsembles/parameterScales.js";
import { createPersistentEnsemble } from "../../../src/assimilation/fluxEnsembles/persistent.js";
import { laneLayout } from "../../../src/fields/ensemble.js";
import { cosineOfZenith } from "../../../src/grids/sun.js";
import { type Kernels, loadKernels } from "../../../src/kernels/load.js";
import { plainKernels } from "../../../src/kernels/plain/plainKernels.js";
import { DAY, HOUR, START, toyGrid, toyPrior, whiteDraw } from "./toy.js";

const CELLS = 6;
const layout = laneLayout(30, ["control"]);
const landFraction = Float64Array.of(1, 1, 1, 1, 0.4, 0);
const grid = toyGrid(CELLS);
const prior = toyPrior(CELLS);
const DAYTIME = START + 5 * HOUR;
const NIGHT = START + 17 * HOUR;
/** The same net exchange, of a source that does not know its gross uptake. */
const netOnly: NaturalPrior = {
  natural: (time) => prior.natural(time),
  grossUptake: (time) => prior.natural(time).map((value) => Math.max(0, -value)),
};

let all: Kernels[];
beforeAll(async () => {
  all = [await loadKernels(1), plainKernels("test")];
});
afterAll(() => Promise.all(all.map((kernels) => kernels.close())));

/** Fluxes of a day, [hour] of [cell][lane], of an ensemble whose parameters are `stretch` times as wide as its own. */
function day(kernels: Kernels, bounds: GrossBounds | undefined, stretch: number): Float32Array[] {
  const draw = whiteDraw(CELLS, 17);
  const ensemble = createPersistentEnsemble({
    layout,
    landFraction,
    prior,
    scales: parameterScales(grid, landFraction, prior),
    sigma: { day: 0.35, night: 0.21, additive: 0.15 },
    bounds,
    lagDays: 1,
    components: [{ memoryDays: 30, draw: (member, step) => draw(member, step).map((value) => stretch * value) }],
    kernels,
  });
  ensemble.beginHour(START, {} as HourContext);
  return Array.from({ length: 24 }, (_, hour) => {
    const out = kernels.memory.float32(CELLS * layout.lanes);
    ensemble.naturalFlux(START + hour * HOUR, out);
    return out;
  });
}

describe("bounds of gross fluxes", () => {
  it("follow their definition: -2 G by day, 2 R, and no uptake by night", () => {
    const { lower, upper } = grossBounds(grid, landFraction, prior).at(DAYTIME, prior.natural(DAYTIME));
    const uptake = prior.grossUptake(DAYTIME);
    for (let cell = 0; cell < 5; cell++) {
      expect(cosineOfZenith(DAYTIME + HOUR / 2, grid.longitude[cell], 35)).toBeGreaterThan(0);
      expect(uptake[cell]).toBeGreaterThan(0);
      expect(lower[cell]).toBeCloseTo(-2 * uptake[cell], 18);
      expect(upper[cell]).toBeCloseTo(2 * 2e-6, 18);
    }
    const night = grossBounds(grid, landFraction, prior).at(NIGHT, prior.natural(NIGHT));
    for (let cell = 0; cell < 5; cell++) {
      expect(night.lower[cell]).toBeCloseTo(0, 18);
      expect(night.upper[cell]).toBeCloseTo(4e-6, 18);
    }
  });

  it("take the respiration of the night where only the net exchange is known", () => {
    const natural = netOnly.natural(DAYTIME);
    const { lower, upper } = grossBounds(grid, landFraction, netOnly).at(DAYTIME, natural);
    for (const cell of [0, 2, 4]) {
      expect(natural[cell]).toBeLessThan(0);
      expect(upper[cell]).toBeCloseTo(2 * 2e-6, 12);
      expect(lower[cell]).toBeCloseTo(-2 * (2e-6 - natural[cell]), 12);
    }
  });

  it("follow the respiration of each hour of the night, not the mean of them", () => {
    const cool: NaturalPrior = {
      ...netOnly,
      natural: (time) => prior.natural(time).map((value) => (time === NIGHT ? 0.5 * value : value)),
    };
    const natural = cool.natural(NIGHT);
    const { lower, upper } = grossBounds(grid, landFraction, cool).at(NIGHT, natural);
    for (let cell = 0; cell < 5; cell++) {
      expect(natural[cell]).toBeCloseTo(1e-6, 18);
      expect(lower[cell]).toBeCloseTo(0, 18);
      expect(upper[cell]).toBeCloseTo(2e-6, 18);
    }
  });

  it("hold the prior, also where the sea takes carbon up by night", () => {
    const coast: NaturalPrior = { ...prior, natural: (time) => prior.natural(time).map((value) => value - 5e-6) };
    for (const source of [prior, netOnly, coast]) {
      const bounds = grossBounds(grid, landFraction, source);
      for (let time = START; time < START + DAY; time += HOUR) {
        const natural = source.natural(time);
        const { lower, upper } = bounds.at(time, natural);
        natural.forEach((value, cell) => {
          expect(lower[cell]).toBeLessThanOrEqual(value);
          expect(upper[cell]).toBeGreaterThanOrEqual(value);
        });
      }
    }
  });

  it("are never exceeded by a member, and leave the sea alone", () => {
    for (const kernels of all) {
      const bounds = grossBounds(grid, landFraction, prior);
      const free = day(kernels, undefined, 4);
      let moved = 0;
      day(kernels, bounds, 4).forEach((fluxes, hour) => {
        const time = START + hour * HOUR;
        const { lower, upper } = bounds.at(time, prior.natural(time));
        for (let cell = 0; cell < CELLS; cell++) {
          for (let i = cell * layout.lanes; i < cell * layout.lanes + layout.members; i++) {
            expect(fluxes[i]).toBeGreaterThanOrEqual(Math.fround(lower[cell]));
            expect(fluxes[i]).toBeLessThanOrEqual(Math.fround(upper[cell]));
            const changed = fluxes[i] !== free[hour][i];
            expect(changed && cell === 5).toBe(false);
            if (changed) moved++;
          }
        }
      });
      expect(moved).toBeGreaterThan(100);
    }
  });

  it("change nothing, bit for bit, where no member reaches them", () => {
    for (const kernels of all) {
      const bounds = grossBounds(grid, landFraction, prior);
      expect(day(kernels, bounds, 0.1)).toEqual(day(kernels, undefined, 0.1));
    }
  });
});
