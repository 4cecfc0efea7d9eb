import { rmSync } from "node:fs";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { FluxEnsemble } from "../../../src/assimilation/fluxEnsembles/fluxEnsemble.js";
import type { KnownFluxes } from "../../../src/experiments/recording/fluxDays.js";
import { recordFluxes } from "../../../src/experiments/recording/fluxes.js";
import { readRegionTotals } from "../../../src/runs/regionTotalsFile.js";
import type { RunFolder } from "../../../src/runs/runFolder.js";
import type { Region } from "../../../src/regions/region.js";
import { laneLayout } from "../../../src/fields/ensemble.js";
import { type Kernels, loadKernels } from "../../../src/kernels/load.js";
import { DAY, HOUR, reading, takeHour, temporaryFolder } from "./folder.js";

const CELLS = 12;
const layout = laneLayout(3, ["control"]);
const hourOf = (time: number): number => ((time - DAY) / HOUR) % 24;
const field = (scale: number) => (time: number) =>
  Float64Array.from({ length: CELLS }, (_, cell) => scale * 1e-6 * (1 + cell + 100 * hourOf(time)));
const known: KnownFluxes = { natural: field(1), fossil: field(2), fire: field(3), truth: field(4) };
/** Members are 1, 2 and 6 times the prior: mean 3, variance 7. */
const ensemble = {
  naturalFlux(time: number, out: Float32Array) {
    const prior = field(1)(time);
    for (let i = 0; i < out.length; i++) out[i] = prior[Math.floor(i / 4)] * ([1, 2, 6][i % 4] ?? 1e9);
  },
  priorSpread: (hours: readonly number[]) =>
    field(5)(DAY).map((_, cell) => hours.reduce((sum, time) => sum + field(5)(time)[cell] / hours.length, 0)),
} as unknown as FluxEnsemble;
/** A day is final with its last hour. */
const endOfDay = (time: number): number[] => (hourOf(time) === 23 ? [time - 23 * HOUR] : []);
const share = (values: number[]): Float64Array => Float64Array.from({ length: CELLS }, (_, c) => values[c] ?? 0);
const regions: Region[] = [
  { id: "domain", title: "Domain", share: new Float64Array(CELLS).fill(1) },
  { id: "part", title: "Part", share: share([0, 0, 0.25, 1]) },
];

let kernels: Kernels;
beforeAll(async () => {
  kernels = await loadKernels(1);
});
afterAll(() => kernels.close());

let folder: RunFolder;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => rmSync(folder.path, { recursive: true }));

/** Backgrounds with members 0, 1 and 5 times the prior. */
function background(time: number): Float32Array {
  const prior = field(1)(time);
  const members = kernels.memory.float32(CELLS * 4);
  for (let i = 0; i < members.length; i++) members[i] = prior[Math.floor(i / 4)] * ([0, 1, 5][i % 4] ?? 1e9);
  return members;
}

const readDay = (name = "flux_20160701.nc") =>
  reading(folder, name, (file) => ({
    of: Object.fromEntries(
      file.variables
        .filter((variable) => !["crs", "region_name"].includes(variable))
        .map((variable) => [variable, file.variable(variable).read()]),
    ),
    units: file.variable("natural_posterior").attributes.units,
  }));

describe("the fluxes of a day", () => {
  it("are means of every kind, with the spread of the members' means, and the natural ones of every hour", async () => {
    const recorder = recordFluxes(folder, kernels, layout, regions, ensemble, known, endOfDay);
    for (let hour = 0; hour < 24; hour++) recorder.background(DAY + hour * HOUR, background(DAY + hour * HOUR));
    await takeHour(recorder, { time: DAY + 23 * HOUR });
    const { of, units } = await readDay();
    expect(units).toBe("mol m-2 s-1");
    const ratios = {
      natural_prior: 1,
      natural_prior_spread: 5,
      natural_background: 2,
      natural_background_spread: Math.sqrt(7),
      natural_posterior: 3,
      natural_posterior_spread: Math.sqrt(7),
      natural_truth: 4,
      fossil: 2,
      fire: 3,
    };
    for (const cell of [0, 7, 11]) {
      // the mean over hours of 1 + cell + 100 h is 1151 + cell
      const prior = 1e-6 * (1151 + cell);
      for (const [name, ratio] of Object.entries(ratios)) expect(of[name][cell] / prior).toBeCloseTo(ratio, 5);
    }
    expect([...of.time, ...of.time_bounds]).toEqual([DAY, DAY, DAY + 86400]);
    const { of: hourly } = await readDay("hourly_flux_20160701.nc");
    expect(hourly).not.toHaveProperty("fossil");
    for (const hour of [0, 13, 23]) {
      const prior = 1e-6 * (1 + 7 + 100 * hour);
      for (const name of ["natural_prior", "natural_posterior", "natural_truth"] as const) {
        expect(Math.abs(hourly[name][hour * CELLS + 7] / prior / ratios[name] - 1)).toBeLessThan(1e-3);
      }
    }
    expect(hourly.time[5]).toBe(DAY + 5 * HOUR);
  });

  it("hold totals of regions for each member: flux x area x share, mean of the day", async () => {
    const recorder = recordFluxes(folder, kernels, layout, regions, ensemble, known, endOfDay);
    await takeHour(recorder, { time: DAY + 23 * HOUR });
    const { posterior } = await readRegionTotals(folder.path, DAY);
    expect([...posterior.keys()]).toEqual(["domain", "part"]);
    // the mean over hours of 1 + cell + 100 h is 1151 + cell
    const { area } = folder.grid;
    const totals = regions.map(({ share: shares }) =>
      area.reduce((sum, size, cell) => sum + shares[cell] * size * 1e-6 * (1151 + cell), 0),
    );
    [1, 2, 6].forEach((factor, member) => {
      expect(posterior.get("domain")![member] / (factor * totals[0])).toBeCloseTo(1, 6);
      expect(posterior.get("part")![member] / (factor * totals[1])).toBeCloseTo(1, 6);
    });
  });

  it("agree: the regional total of the posterior mean is that of the file's fields", async () => {
    const recorder = recordFluxes(folder, kernels, layout, regions, ensemble, known, endOfDay);
    await takeHour(recorder, { time: DAY + 23 * HOUR });
    const { of } = await readDay();
    const { posterior } = await readRegionTotals(folder.path, DAY);
    regions.forEach(({ id, share: shares }) => {
      let fromFields = 0;
      of.natural_posterior.forEach((flux, i) => {
        fromFields += flux * shares[i] * folder.grid.area[i];
      });
      const mean = posterior.get(id)!.reduce((sum, value) => sum + value / 3, 0);
      expect(mean / fromFields).toBeCloseTo(1, 5);
    });
  });

  it("keep the backgrounds of days apart until their posterior is final", async () => {
    const recorder = recordFluxes(folder, kernels, layout, regions, ensemble, known, endOfDay);
    const next = DAY + 86400;
    for (const day of [DAY, next]) {
      for (let hour = 0; hour < 24; hour++) {
        const factor = day === DAY ? 1 : 10;
        const values = background(day + hour * HOUR);
        for (let i = 0; i < values.length; i++) values[i] *= factor;
        recorder.background(day + hour * HOUR, values);
      }
    }
    await takeHour(recorder, { time: DAY + 23 * HOUR });
    await takeHour(recorder, { time: next + 23 * HOUR });
    const [first, second] = [await readDay(), await readDay("flux_20160702.nc")];
    expect(first.of.natural_background[8] / first.of.natural_prior[8]).toBeCloseTo(2, 5);
    expect(second.of.natural_background[8] / second.of.natural_prior[8]).toBeCloseTo(20, 4);
  });

  it("are the same when the recorder was saved and resumed in between", async () => {
    const recorder = recordFluxes(folder, kernels, layout, regions, ensemble, known, endOfDay);
    for (let hour = 0; hour < 24; hour++) recorder.background(DAY + hour * HOUR, background(DAY + hour * HOUR));
    const other = recordFluxes(folder, kernels, layout, regions, ensemble, known, endOfDay);
    other.resume(recorder.save());
    await takeHour(other, { time: DAY + 23 * HOUR });
    const { of } = await readDay();
    expect(of.natural_background[8] / of.natural_prior[8]).toBeCloseTo(2, 5);
  });

  it("have no truth where there is none", async () => {
    const { natural, fossil, fire } = known;
    const recorder = recordFluxes(folder, kernels, layout, regions, ensemble, { natural, fossil, fire }, endOfDay);
    await takeHour(recorder, { time: DAY + 23 * HOUR });
    expect((await readDay()).of).not.toHaveProperty("natural_truth");
  });
});
