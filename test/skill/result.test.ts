/** Results: into files and back, out of run folders, and beside what is expected. */
import { describe, expect, it } from "vitest";
import { evaluateRun } from "../../src/evaluation/evaluate.js";
import { extractResult } from "../../src/skill/extract.js";
import { parseResult, resultJson } from "../../src/skill/result.js";
import { scoresOf } from "../../src/skill/scores.js";
import { scoreTable } from "../../src/skill/scoreTable.js";
import { verticalPreset } from "../../src/grids/verticalCoordinate.js";
import { readRunRecord, writeRunRecord } from "../../src/runs/recordFile.js";
import { createBudgetStore } from "../../src/experiments/recording/budgetStore.js";
import { grid, landFraction, meanField, START, writeRun } from "../evaluation/runFolder.js";
import { madeUpResult } from "./madeUp.js";

describe("the file of a result", () => {
  const maps = {
    grid: { projection: "longlat", columns: 2, rows: 1, x0: 0, y0: 0, dx: 1, dy: 1 },
    prior: [1, -2],
    posterior: [0, 3],
  };
  const result = madeUpResult({ R8: 71.25 }, { maps, stopped: { message: "diverged", daysDone: 3 } });

  it("gives back what was stored; what is not defined is null in it", () => {
    const text = resultJson(result);
    expect(parseResult(text, "a.json")).toEqual(result);
    expect(JSON.parse(text)).toMatchObject({ scores: { R8: 71.25, R24: null } });
    expect(parseResult(resultJson(madeUpResult({})), "a.json")).toEqual(madeUpResult({}));
  });

  it("that is none is refused by name", () => {
    expect(() => parseResult("{", "a.json")).toThrow(/^a\.json: .*run its case again/);
    expect(() => parseResult(resultJson(result).replace('"seconds"', '"minutes"'), "a.json")).toThrow(/seconds/);
  });
});

describe("the result of a run folder", () => {
  it("has the scores of its evaluation, regions per area, and the maps of the mean errors", async () => {
    const { folder, fluxes } = await writeRun();
    const result = await extractResult(folder, { id: "core-ideal-1", maps: true }, { title: "made up" }, 12.4);
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
    const parts = result.regions.filter(({ id }) => id.startsWith("R8-"));
    const land = Array.from({ length: grid.cells }, (_, cell) => cell).filter((cell) => landFraction[cell] >= 0.5);
    const areaOf = (cells: readonly number[]): number => cells.reduce((sum, cell) => sum + grid.area[cell], 0);
    const meanOfLand = land.reduce((sum, cell) => sum + grid.area[cell] * truth[cell], 0) / areaOf(land);
    expect(parts).toHaveLength(8);
    const areas = (await evaluateRun(folder)).fluxes?.regions.filter(
      ({ region, period }) => region.startsWith("R8-") && period === "whole",
    );
    const total = parts.reduce((sum, part, i) => sum + part.truth * (areas?.[i].area ?? NaN), 0);
    expect(total / areaOf(land)).toBeCloseTo(1e6 * meanOfLand, 6);
    expect(resultJson(result)).not.toContain(folder);
  });

  it("counts what was withheld and what was assimilated in the scored period", async () => {
    const { folder, fate, time } = await writeRun();
    const result = await extractResult(folder, { id: "a", maps: false }, {}, 1);
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
  const result = await extractResult(folder, { id: "a", maps: true }, {}, 1);
  expect([result.stopped, result.maps]).toEqual([{ message: "diverged", daysDone: 2 }, undefined]);
});

describe("the table of one run", () => {
  const scores = madeUpResult({ R8: 55, R24: 30, chiSquare: 1 }).scores;

  it("says what is reached, by the least of any truth", () => {
    const lines = scoreTable(scores, "ideal", true).split("\n");
    const line = (name: string): string | undefined => lines.find((one) => one.startsWith(name));
    expect(line("R8 error reduction")).toMatch(/ 55 {2}>= 50 +as expected$/);
    expect(line("R24 error reduction")).toMatch(/ 30 {2}>= 50 +not reached$/);
    expect(line("FC / CTRL, XCO2")).toMatch(/ - {2}<= 0\.50 +not known$/);
    expect(line("innovation chi-square [1]")).toMatch(/1\.00 {2}0\.80 to 1\.20 +as expected$/);
    expect(scoreTable(scores, "ideal", true)).not.toContain("sites");
  });

  it("shows a near miss as one", () => {
    const near = scoreTable(madeUpResult({ R8: 49.96, chiSquare: 1.2004 }).scores, "ideal", true);
    expect(near).toMatch(/^R8 error reduction .* 49\.96 {2}>= 50 +not reached$/m);
    expect(near).toMatch(/^innovation chi-square \[1\] +1\.2004 .* not reached$/m);
  });

  it("expects nothing of a run that is not the standard one", () => {
    expect(scoreTable(scores, "real", false)).not.toMatch(/expected$|reached|>=/m);
  });
});
