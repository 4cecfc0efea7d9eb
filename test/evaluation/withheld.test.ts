/** What a run folder tells of observations that were withheld, and of the departures of those that were not. */
import { beforeAll, describe, expect, it } from "vitest";
import { evaluateRun } from "../../src/evaluation/evaluate.js";
import type { Evaluation } from "../../src/evaluation/evaluation.js";
import { renderEvaluation } from "../../src/evaluation/report.js";
import { START, writeRun, type Written } from "./runFolder.js";

const meanSquare = (values: readonly number[]): number => values.reduce((s, v) => s + v * v, 0) / values.length;

describe("a twin experiment", () => {
  let written: Written;
  let evaluation: Evaluation;
  const scored = (flag: number): number[] =>
    written.time.map((_, i) => i).filter((i) => written.fate[i] === flag && written.time[i] >= START + 86400);
  beforeAll(async () => {
    written = await writeRun();
    evaluation = await evaluateRun(written.folder);
  });

  it("compares with the noise-free truth at the observations that were withheld, and at those alone", () => {
    const { columns } = written;
    const row = evaluation.observations?.columns.find(
      ({ run, against, period }) => run === "FC" && against === "withheld truth" && period === "whole",
    );
    const chosen = scored(1);
    expect(row?.count).toBe(chosen.length);
    expect(row?.rmse).toBeCloseTo(
      Math.sqrt(meanSquare(chosen.map((i) => columns.posterior[i] - columns.truth[i]))),
      10,
    );
  });

  it("judges the departures of what was assimilated", () => {
    const { columns } = written;
    const departures = scored(0).map((i) => columns.xco2[i] - columns.background[i]);
    const { count, chiSquare, expected } = evaluation.observations?.innovations ?? {
      count: 0,
      chiSquare: NaN,
      expected: 0,
    };
    expect(count).toBe(departures.length);
    expect(chiSquare).toBeCloseTo(meanSquare(departures) / (0.6 ** 2 + 1.2 ** 2), 10);
    expect(expected).toBeCloseTo(Math.hypot(0.6, 1.2), 10);
    const text = renderEvaluation(evaluation);
    expect(text).toContain("Departures of assimilated observations from the background");
    expect(text).toContain(`${chiSquare.toFixed(2)}\n`);
    expect(text).toMatch(/^FC +truth \(val\.\) +\d/m);
  });
});

it("without a truth there is none at withheld observations", async () => {
  const { folder } = await writeRun({ twin: false });
  const { observations } = await evaluateRun(folder);
  expect(observations?.columns.some(({ against }) => against === "withheld truth")).toBe(false);
  expect(observations?.innovations?.count).toBeGreaterThan(0);
});
