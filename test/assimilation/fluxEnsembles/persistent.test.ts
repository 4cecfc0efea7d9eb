import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hoursOfDay } from "../../../src/time.js";
import type { FluxEnsemble, HourContext } from "../../../src/assimilation/fluxEnsembles/fluxEnsemble.js";
import type { ParameterNoise } from "../../../src/assimilation/fluxEnsembles/parameterNoise.js";
import { parameterScales } from "../../../src/assimilation/fluxEnsembles/parameterScales.js";
import { createPersistentEnsemble } from "../../../src/assimilation/fluxEnsembles/persistent.js";
import { laneLayout, type LaneLayout } from "../../../src/fields/ensemble.js";
import { cosineOfZenith } from "../../../src/grids/sun.js";
import { type Kernels, loadKernels } from "../../../src/kernels/load.js";
import { DAY, HOUR, START, toyGrid, toyPrior, whiteDraw } from "./toy.js";

const CELLS = 6;
const layout = laneLayout(40, ["control"]);
const context = {} as HourContext;
const sigma = { day: 0.4, night: 0.2, additive: 0.1 };
/** Five land cells and one of water. */
const landFraction = Float64Array.of(1, 1, 1, 1, 1, 0);

let kernels: Kernels;
beforeAll(async () => {
  kernels = await loadKernels(1);
});
afterAll(() => kernels.close());

function create(lagDays = 2, members = layout, draw = whiteDraw(CELLS, 17)): FluxEnsemble {
  return createOf([{ memoryDays: 30, draw }], lagDays, members);
}

function createOf(components: readonly ParameterNoise[], lagDays: number, members: LaneLayout): FluxEnsemble {
  const [grid, prior] = [toyGrid(CELLS), toyPrior(CELLS)];
  const scales = parameterScales(grid, landFraction, prior);
  return createPersistentEnsemble({
    layout: members,
    landFraction,
    prior,
    scales,
    sigma,
    lagDays,
    components,
    kernels,
  });
}

/** Member values of the newest day's parameter p in a cell. */
function parameter(ensemble: FluxEnsemble, p: number, cell: number, { members, lanes } = layout): Float32Array {
  const row = (p * CELLS + cell) * lanes;
  return ensemble.stateBlocks()[0].data.slice(row, row + members);
}

const mean = (values: ArrayLike<number>): number =>
  Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;
function variance(values: ArrayLike<number>): number {
  const center = mean(values);
  return Array.from(values).reduce((sum, value) => sum + (value - center) ** 2, 0) / (values.length - 1);
}

describe("parameter scales", () => {
  it("follow their definition, by day and by night", () => {
    const [grid, prior] = [toyGrid(CELLS), toyPrior(CELLS)];
    const land = Float64Array.of(1, 1, 0.5, 0, 0, 0);
    const scales = parameterScales(grid, land, prior);
    const gross = new Float64Array(CELLS);
    for (let hour = 0; hour < 24; hour++)
      prior.grossUptake(START + hour * HOUR).forEach((g, cell) => (gross[cell] += g / 24));
    const landMean = (gross[0] + gross[1] + 0.5 * gross[2]) / 2.5;
    for (const hour of [5, 17]) {
      const time = START + hour * HOUR;
      const natural = prior.natural(time);
      const hourScales = scales.at(time, natural);
      const [day, night, additive] = [0, 1, 2].map((p) => hourScales.slice(p * CELLS, (p + 1) * CELLS));
      const up = hour === 5;
      for (let cell = 0; cell < CELLS; cell++) {
        expect(cosineOfZenith(time + HOUR / 2, grid.longitude[cell], 35) > 0).toBe(up);
        // Water has 5 umol m-2 s-1 in place of what the land takes up.
        const usual = land[cell] * landMean + (1 - land[cell]) * 5e-6;
        const proportional = Math.abs(natural[cell]) + 0.1 * usual;
        expect(day[cell]).toBeCloseTo(up ? proportional : 0, 18);
        expect(night[cell]).toBeCloseTo(up ? 0 : proportional, 18);
        expect(additive[cell]).toBeCloseTo(up ? 0.8 * gross[cell] + 0.2 * land[cell] * landMean : 0, 18);
      }
    }
    expect(landMean).toBeGreaterThan(1e-6);
  });
});

describe("persistent ensemble", () => {
  it("keeps the variance of its parameters at sigma squared, on land and on water, and members centred", () => {
    const big = laneLayout(300);
    const ensemble = create(0, big);
    const days = 120;
    const sums = [0, 0, 0, 0];
    for (let day = 0; day < days; day++) {
      ensemble.beginHour(START + day * DAY, context);
      for (let p = 0; p < 3; p++) {
        for (let cell = 0; cell < 5; cell++) sums[p] += variance(parameter(ensemble, p, cell, big)) / (5 * days);
      }
      sums[3] += variance(parameter(ensemble, 0, 5, big)) / days;
      expect(Math.abs(mean(parameter(ensemble, 1, 2, big)))).toBeLessThan(1e-6);
    }
    [0.4, 0.2, 0.1, 0.04].forEach((sigma, i) => expect(Math.abs(sums[i] / sigma ** 2 - 1)).toBeLessThan(0.06));
  });

  it("has the spread sigma already on its first day", () => {
    const total = Array.from({ length: 60 }, (_, seed) => {
      const ensemble = create(0, layout, whiteDraw(CELLS, 100 + seed));
      ensemble.beginHour(START, context);
      return variance(parameter(ensemble, 0, 0));
    });
    expect(Math.abs(mean(total) / sigma.day ** 2 - 1)).toBeLessThan(0.08);
  });

  it("forgets with a time scale of 30 days", () => {
    const big = laneLayout(400);
    const ensemble = create(0, big);
    ensemble.beginHour(START, context);
    const before = [0, 1, 2, 3, 4].flatMap((cell) => Array.from(parameter(ensemble, 0, cell, big)));
    for (let day = 1; day <= 15; day++) ensemble.beginHour(START + day * DAY, context);
    const after = [0, 1, 2, 3, 4].flatMap((cell) => Array.from(parameter(ensemble, 0, cell, big)));
    const covariance = mean(before.map((value, i) => value * after[i]));
    const correlation = covariance / Math.sqrt(variance(before) * variance(after));
    expect(Math.abs(correlation - Math.exp(-0.5))).toBeLessThan(0.05);
  });

  it("carries an analysed mean on, damped by rho a day", () => {
    const ensemble = create();
    ensemble.beginHour(START, context);
    const [block] = ensemble.stateBlocks();
    for (let i = 0; i < layout.members; i++) block.data[i] += 1;
    const analysed = mean(parameter(ensemble, 0, 0));
    for (let day = 1; day <= 10; day++) ensemble.beginHour(START + day * DAY, context);
    expect(mean(parameter(ensemble, 0, 0))).toBeCloseTo(analysed * Math.exp(-1 / 3), 5);
  });

  it("gives fluxes around the prior with the spread that the formula says", () => {
    const big = laneLayout(2000);
    const ensemble = create(0, big);
    ensemble.beginHour(START, context);
    const out = kernels.memory.float32(CELLS * big.lanes).fill(7);
    for (const hour of [4, 20]) {
      const time = START + hour * HOUR;
      ensemble.naturalFlux(time, out);
      const natural = toyPrior(CELLS).natural(time);
      const spread = ensemble.priorSpread([time]);
      for (let cell = 0; cell < CELLS; cell++) {
        const members = out.subarray(cell * big.lanes, cell * big.lanes + 2000);
        expect(mean(members) * 1e6).toBeCloseTo(natural[cell] * 1e6, 4);
        expect(Math.abs(Math.sqrt(variance(members)) / spread[cell] - 1)).toBeLessThan(0.06);
      }
    }
  });

  it("says the spread of a day's mean, not the mean of the spreads", () => {
    const big = laneLayout(2000);
    const ensemble = create(0, big);
    ensemble.beginHour(START, context);
    const hours = hoursOfDay(START);
    const out = kernels.memory.float32(CELLS * big.lanes);
    const sum = new Float64Array(out.length);
    for (const time of hours) {
      ensemble.naturalFlux(time, out);
      for (let i = 0; i < sum.length; i++) sum[i] += out[i] / 24;
    }
    const spread = ensemble.priorSpread(hours);
    for (let cell = 0; cell < CELLS; cell++) {
      const members = Float32Array.from(sum.subarray(cell * big.lanes, cell * big.lanes + 2000));
      expect(Math.abs(Math.sqrt(variance(members)) / spread[cell] - 1)).toBeLessThan(0.06);
      const ofHours = mean(hours.map((time) => ensemble.priorSpread([time])[cell]));
      expect(spread[cell] / ofHours).toBeLessThan(0.99);
    }
  });

  it("is the sum of components, each with its own memory, with the spread that the formula says", () => {
    const big = laneLayout(2000);
    const part = (seed: number, memoryDays: number, share: number): ParameterNoise => {
      const draw = whiteDraw(CELLS, seed);
      return {
        memoryDays,
        draw: (member, step) => draw(member, step).map((value) => Math.sqrt(share) * value),
      };
    };
    const ensemble = createOf([part(17, 60, 0.7), part(18, 2, 0.3)], 0, big);
    ensemble.beginHour(START, context);
    const [block] = ensemble.stateBlocks();
    expect(block.levels).toBe(6);
    const component = (index: number): Float32Array => {
      const row = index * 3 * CELLS * big.lanes;
      return ensemble.stateBlocks()[0].data.slice(row, row + big.members);
    };
    for (const [index, share] of [0.7, 0.3].entries()) {
      expect(Math.abs(variance(component(index)) / (share * sigma.day ** 2) - 1)).toBeLessThan(0.15);
    }
    const out = kernels.memory.float32(CELLS * big.lanes);
    for (const hour of [4, 20]) {
      ensemble.naturalFlux(START + hour * HOUR, out);
      const spread = ensemble.priorSpread([START + hour * HOUR]);
      for (let cell = 0; cell < CELLS; cell++) {
        const members = out.subarray(cell * big.lanes, cell * big.lanes + 2000);
        expect(Math.abs(Math.sqrt(variance(members)) / spread[cell] - 1)).toBeLessThan(0.06);
      }
    }
    for (let i = 0; i < big.members; i++) {
      block.data[i] += 1;
      block.data[3 * CELLS * big.lanes + i] += 1;
    }
    const analysed = [0, 1].map((index) => mean(component(index)));
    for (let day = 1; day <= 4; day++) ensemble.beginHour(START + day * DAY, context);
    expect(mean(component(0))).toBeCloseTo(analysed[0] * Math.exp(-4 / 60), 5);
    expect(mean(component(1))).toBeCloseTo(analysed[1] * Math.exp(-4 / 2), 5);
  });

  it("writes members only and refuses hours that it does not hold", () => {
    const ensemble = create(1);
    ensemble.beginHour(START, context);
    const out = kernels.memory.float32(CELLS * layout.lanes).fill(7);
    ensemble.naturalFlux(START + 3 * HOUR, out);
    expect(out[layout.control!]).toBe(7);
    expect(out[0]).not.toBe(7);
    ensemble.beginHour(START + DAY, context);
    ensemble.naturalFlux(START, out);
    ensemble.beginHour(START + 2 * DAY, context);
    expect(() => ensemble.naturalFlux(START, out)).toThrow("2010-07-01T00:00Z");
    expect(() => ensemble.beginHour(START + 4 * DAY, context)).toThrow(RangeError);
  });

  it("lets the filter change the days of the lag, and hands each day out once when it leaves", () => {
    const ensemble = create(2);
    const finished: number[][] = [];
    for (let hour = 0; hour < 5 * 24; hour++) {
      const time = START + hour * HOUR;
      ensemble.beginHour(time, context);
      const days = ensemble.finishedDays(time, hour === 5 * 24 - 1);
      for (const day of days) ensemble.naturalFlux(day + 23 * HOUR, kernels.memory.float32(CELLS * layout.lanes));
      if (days.length > 0) finished.push([hour, ...days.map((day) => (day - START) / DAY)]);
      expect(ensemble.stateBlocks()).toHaveLength(Math.min(3, 1 + Math.floor(hour / 24)));
    }
    expect(finished).toEqual([
      [71, 0],
      [95, 1],
      [119, 2, 3, 4],
    ]);
    expect(ensemble.stateBlocks().map((block) => block.name)).toEqual(
      ["2010-07-05", "2010-07-04", "2010-07-03"].map((day) => `flux parameters of ${day}`),
    );
  });

  it("says how long ago the middle of each day, or of what has passed of it, was", () => {
    const ensemble = create(2);
    const ages = (hour: number): (number | undefined)[] => {
      ensemble.beginHour(START + hour * HOUR, context);
      return ensemble.stateBlocks().map(({ hoursBefore }) => hoursBefore);
    };
    expect(ages(0)).toEqual([0.5]);
    expect(ages(4)).toEqual([2.5]);
    expect(ages(23)).toEqual([12]);
    expect(ages(24)).toEqual([0.5, 13]);
    ages(48);
    expect(ages(54)).toEqual([3.5, 19, 43]);
  });

  it("a correction of an earlier day changes that day's flux and the days forecast from it later, not those before", () => {
    const ensemble = create(2);
    ensemble.beginHour(START, context);
    ensemble.beginHour(START + DAY, context);
    const out = (time: number): Float32Array => {
      const flux = kernels.memory.float32(CELLS * layout.lanes);
      ensemble.naturalFlux(time, flux);
      return flux;
    };
    const [today, yesterday] = [START + DAY + 4 * HOUR, START + 4 * HOUR].map(out);
    ensemble.stateBlocks()[1].data[0] += 0.5;
    expect(out(START + DAY + 4 * HOUR)).toEqual(today);
    expect(out(START + 4 * HOUR)[0]).not.toBe(yesterday[0]);
  });

  it("goes on after a restart as if there had been none", () => {
    const straight = create();
    for (let day = 0; day < 6; day++) straight.beginHour(START + day * DAY, context);
    const before = create();
    for (let day = 0; day < 3; day++) before.beginHour(START + day * DAY, context);
    const saved = before.save();
    const after = create();
    after.resume({ ...saved, values: saved.values.slice() });
    for (let day = 3; day < 6; day++) after.beginHour(START + day * DAY, context);
    expect(after.save()).toEqual(straight.save());
  });

  it("draws the same whatever was drawn or asked before", () => {
    const calls: string[] = [];
    const draw = whiteDraw(CELLS, 17);
    const a = create(2, layout, (member, step) => {
      calls.push(`${member} ${step}`);
      return draw(member, step);
    });
    a.beginHour(START, context);
    a.naturalFlux(START + 9 * HOUR, kernels.memory.float32(CELLS * layout.lanes));
    a.beginHour(START + 9 * HOUR, context);
    a.beginHour(START + DAY, context);
    const b = create();
    b.beginHour(START, context);
    b.beginHour(START + DAY, context);
    expect(b.save()).toEqual(a.save());
    expect(new Set(calls).size).toBe(calls.length);
    expect(calls).toHaveLength(2 * 3 * 40);
  });
});
