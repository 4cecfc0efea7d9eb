/** Results: into files and back, out of run folders, and beside what is expected. */
import { describe, expect, it } from "vitest";
import { evaluateRun } from "../../src/evaluation/evaluate.js";
import { extractResult } from "../../src/skill/extract.js";
import { parseResult, resultJson } from "../../src/skill/result.js";
import { scoresOf } from "../../src/skill/scores.js";
import { verticalPreset } from "../../src/grids/verticalCoordinate.js";
import { readRunRecord, writeRunRecord } from "../../src/runs/recordFile.js";
import { createBudgetStore } from "../../src/experiments/recording/budgetStore.js";
import { grid, landFraction, meanField, MEMBERS, regions, START, writeRun } from "../evaluation/runFolder.js";
import { madeUpFluxes, madeUpResult } from "./madeUp.js";

describe("the file of a result", () => {
  const maps = {
    grid: { projection: "longlat", columns: 2, rows: 1, x0: 0, y0: 0, dx: 1, dy: 1 },
    prior: [1, -2],
    posterior: [0, 3],
  };
  const fluxes = ["land", "R8-1"].flatMap((id) =>
    ["whole", "2016-01"].flatMap((period, i) =>
      madeUpFluxes([id], { prior: 1.2345, posterior: -0.5 - i, spread: id === "land" ? NaN : 0.0625 }, { period }),
    ),
  );
  const result = madeUpResult({ R8: 71.25 }, { maps, fluxes, stopped: { message: "diverged", daysDone: 3 } });

  it("gives back what was stored; what is not defined is null in it", () => {
    const text = resultJson(result);
    expect(parseResult(text, "a.json")).toEqual(result);
    expect(JSON.parse(text)).toMatchObject({ scores: { R8: 71.25, R24: null } });
    expect(parseResult(resultJson(madeUpResult({})), "a.json")).toEqual(madeUpResult({}));
  });

  it("has a line for each region, with no more than 1e-4 of its fluxes", () => {
    const exact = madeUpFluxes(["R8-1"], { prior: 1 / 3, posterior: -2e-5, spread: 2 / 3 });
    expect(resultJson(madeUpResult({}, { fluxes: exact }))).toContain('\n"R8-1":[1000000,[0.3333,0,0,0.6667]]');
  });

  it("that is none is refused by name", () => {
    expect(() => parseResult("{", "a.json")).toThrow(/^a\.json: .*run its case again/);
    expect(() => parseResult(resultJson(result).replace('"seconds"', '"minutes"'), "a.json")).toThrow(/seconds/);
    expect(() => parseResult(resultJson(result).replace(',"2016-01"', ""), "a.json")).toThrow(/number of periods/);
  });
});

describe("the result of a run folder", () => {
  it("has the scores of its evaluation, regions per area, and the maps of the mean errors", async () => {
    const { folder, fluxes } = await writeRun();
    const result = await extractResult(
      folder,
      { id: "core-ideal-1", maps: true },
      { experiment: { title: "made up" }, configuration: "0123" },
      12.4,
    );
    const evaluation = await evaluateRun(folder);
    expect(result.scores).toEqual(scoresOf(evaluation));
    expect([result.case, result.seconds, result.stopped]).toEqual(["core-ideal-1", 12, undefined]);
    expect(result.scores.R8Prior).toBeCloseTo(
      evaluation.fluxes?.scores.find(({ scale }) => scale === "R8")?.prior ?? 0,
    );

    const [prior, truth] = [fluxes.natural_prior, fluxes.natural_truth].map((days) => meanField(days.slice(1)));
    result.maps?.prior.forEach((error, cell) => expect(error).toBeCloseTo(1e8 * (prior[cell] - truth[cell]), -0.31));
    expect(result.maps?.prior).toHaveLength(grid.cells);

    // Regions of R8 cover the land, and their totals are its total.
    const parts = result.fluxes.filter(({ id, period }) => id.startsWith("R8-") && period === "whole");
    const land = Array.from({ length: grid.cells }, (_, cell) => cell).filter((cell) => landFraction[cell] >= 0.5);
    const areaOf = (cells: readonly number[]): number => cells.reduce((sum, cell) => sum + grid.area[cell], 0);
    const meanOfLand = land.reduce((sum, cell) => sum + grid.area[cell] * truth[cell], 0) / areaOf(land);
    expect(parts).toHaveLength(8);
    const total = parts.reduce((sum, part) => sum + 1e6 * part.area * part.truth, 0);
    expect(total / areaOf(land)).toBeCloseTo(1e6 * meanOfLand, 5);
    expect(resultJson(result)).not.toContain(folder);
  });

  it("has the fluxes of each month, with the spread of the members' means of that month", async () => {
    const { folder, members } = await writeRun();
    const { fluxes } = await extractResult(folder, { id: "a", maps: false }, { experiment: {}, configuration: "" }, 1);
    expect([...new Set(fluxes.map(({ period }) => period))]).toEqual(["whole", "2016-07", "2016-08"]);
    // The first day is not scored; of the others one is in July, and two are in August.
    const region = regions.findIndex(({ id }) => id === "R8-3");
    const of = (days: readonly number[]): number[] =>
      Array.from({ length: MEMBERS }, (_, m) =>
        days.reduce((sum, day) => sum + members.region_total_posterior[day][region * MEMBERS + m] / days.length, 0),
      );
    const spread = (values: readonly number[]): number => {
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1));
    };
    const found = (period: string) => fluxes.find((row) => row.id === "R8-3" && row.period === period);
    for (const [period, days] of [
      ["2016-07", [1]],
      ["2016-08", [2, 3]],
      ["whole", [1, 2, 3]],
    ] as const) {
      const row = found(period);
      expect((row?.spread ?? 0) * (row?.area ?? 0)).toBeCloseTo(spread(of(days)), 0);
    }
  });

  it("counts what was withheld and what was assimilated in the scored period", async () => {
    const { folder, fate, time } = await writeRun();
    const result = await extractResult(folder, { id: "a", maps: false }, { experiment: {}, configuration: "" }, 1);
    const scored = fate.filter((_, i) => time[i] >= time[0] + 86400 - 1000);
    expect(result.withheld).toBe(scored.filter((flag) => flag === 1).length);
    expect(result.assimilated).toBe(scored.filter((flag) => flag === 0).length);
    expect(result.maps).toBeUndefined();
  });
});

it("a stopped run has done the days of its analysis, not those of a truth that was run before", async () => {
  const { folder } = await writeRun();
  const vertical = verticalPreset("jdas-15");
  const about = { title: "stopped", remarks: [], program: "test", history: "test" };
  const budgets = createBudgetStore({ path: folder, grid, vertical, landFraction, ...about });
  const terms = { start: 1, emission: 0, inflow: 0, increment: 0, airCorrection: 0, end: 1 };
  for (const day of [0, 1, 2, 3]) budgets.add("truth", START + day * 86400, terms);
  for (const day of [0, 1]) budgets.add("analysis", START + day * 86400, terms);
  await budgets.write();
  const { finished: _, ...record } = readRunRecord(folder);
  writeRunRecord(folder, { ...record, stopped: "diverged" });
  const result = await extractResult(folder, { id: "a", maps: true }, { experiment: {}, configuration: "" }, 1);
  expect([result.stopped, result.maps]).toEqual([{ message: "diverged", daysDone: 2 }, undefined]);
});
