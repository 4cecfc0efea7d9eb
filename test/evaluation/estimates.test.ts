import { describe, expect, it } from "vitest";
import { evaluateRun } from "../../src/evaluation/evaluate.js";
import { renderEvaluation } from "../../src/evaluation/report.js";
import { type ParameterSeries, writeParameters } from "../../src/runs/parameterFile.js";
import { aboutRun, DAYS, START, writeRun } from "./runFolder.js";

/** Estimates at the ends of the days: day + 1 tenths of a ppm, times the place; a truth is as much less 0.05 ppm. */
function seriesOf(places: number, truth: boolean): ParameterSeries {
  const mean = Array.from({ length: DAYS * places }, (_, i) => 0.1 * (Math.floor(i / places) + 1) * ((i % places) + 1));
  return { mean, spread: mean.map(() => 0.3), ...(truth && { truth: mean.map((value) => value - 0.05) }) };
}

async function writeEstimates(folder: string, truth: boolean): Promise<void> {
  await writeParameters(aboutRun(folder), {
    times: Array.from({ length: DAYS }, (_, day) => START + (day + 1) * 86400),
    boundary_offset: { ...seriesOf(2, truth), parts: ["west, low", "west, high"] },
    retrieval_bias: { ...seriesOf(2, truth), longitude: [110.04, -5], latitude: [32.1, -8.26] },
  });
}

describe("the evaluation of a run that estimated boundary offsets and retrieval biases", () => {
  it("has their means over the scored days, and their table", async () => {
    const { folder } = await writeRun({}, 1);
    await writeEstimates(folder, false);
    const evaluation = await evaluateRun(folder);
    const rounded = evaluation.estimates?.map((row) => ({
      ...row,
      mean: +row.mean.toFixed(9),
      last: +row.last.toFixed(9),
    }));
    const common = { spread: expect.closeTo(0.3, 9) as number, truth: Number.NaN };
    // The end of the first day is that of the spin-up; days 2 to 4 have 0.2, 0.3 and 0.4 ppm.
    expect(rounded).toEqual([
      { parameter: "boundary offset", place: "west, low", mean: 0.3, last: 0.4, ...common },
      { parameter: "boundary offset", place: "west, high", mean: 0.6, last: 0.8, ...common },
      { parameter: "retrieval bias", place: "32.1N 110.0E", mean: 0.3, last: 0.4, ...common },
      { parameter: "retrieval bias", place: "8.3S 5.0W", mean: 0.6, last: 0.8, ...common },
    ]);
    const text = renderEvaluation(evaluation);
    expect(text).toMatch(/^boundary offset +west, low +0\.30 +0\.30 +0\.40$/m);
    expect(text).toMatch(/^retrieval bias +8\.3S 5\.0W +0\.60 +0\.30 +0\.80$/m);
  });

  it("has the truth of a twin beside them", async () => {
    const { folder } = await writeRun({}, 1);
    await writeEstimates(folder, true);
    const evaluation = await evaluateRun(folder);
    expect(evaluation.estimates?.map(({ truth }) => +truth.toFixed(9))).toEqual([0.25, 0.55, 0.25, 0.55]);
    const text = renderEvaluation(evaluation);
    expect(text).toMatch(/^parameter +place +mean +spread +truth +at the end$/m);
    expect(text).toMatch(/^boundary offset +west, low +0\.30 +0\.30 +0\.25 +0\.40$/m);
    expect(text).toContain("true offset");
  });

  it("says nothing of them in a run without", async () => {
    const { folder } = await writeRun();
    const evaluation = await evaluateRun(folder);
    expect(evaluation.estimates).toBeUndefined();
    expect(renderEvaluation(evaluation)).not.toContain("boundary offset");
  });
});
