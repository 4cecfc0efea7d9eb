import { describe, expect, it } from "vitest";
import { evaluateRun } from "../../src/evaluation/evaluate.js";
import { renderEvaluation } from "../../src/evaluation/report.js";
import { timeCoordinate } from "../../src/io/cfCoordinates.js";
import { joinParts, type OutputPart } from "../../src/io/outputDataset.js";
import { writeNetcdf } from "../../src/io/writeNetcdf.js";
import { DAYS, START, writeRun } from "./runFolder.js";

/** Estimates at the ends of the days: day + 1 tenths of a ppm, times the place; a truth is as much less 0.05 ppm. */
function part(name: string, dimension: string, places: number, truth = false): OutputPart {
  const dimensions = ["time", dimension];
  const data = Array.from({ length: DAYS * places }, (_, i) => 0.1 * (Math.floor(i / places) + 1) * ((i % places) + 1));
  const of = (suffix: string, values: number[]): OutputPart["variables"][number] => ({
    name: `${name}${suffix}`,
    type: "f8",
    dimensions,
    attributes: { long_name: name, units: "1e-6" },
    data: values,
  });
  return {
    dimensions: { [dimension]: places },
    variables: [
      of("", data),
      of(
        "_spread",
        data.map(() => 0.3),
      ),
      ...(truth
        ? [
            of(
              "_truth",
              data.map((value) => value - 0.05),
            ),
          ]
        : []),
    ],
  };
}

async function writeEstimates(folder: string, truth: boolean): Promise<void> {
  const place = (name: string, values: number[]): OutputPart["variables"][number] => ({
    name,
    type: "f8",
    dimensions: ["bias_region"],
    attributes: { long_name: name, units: "degrees" },
    data: values,
  });
  await writeNetcdf(`${folder}/parameters.nc`, {
    attributes: {},
    ...joinParts(
      timeCoordinate(Array.from({ length: DAYS }, (_, day) => START + (day + 1) * 86400)),
      part("boundary_offset", "side", 2, truth),
      part("retrieval_bias", "bias_region", 2, truth),
      {
        dimensions: {},
        variables: [
          { name: "side_name", type: "string", dimensions: ["side"], attributes: {}, data: ["west", "east"] },
          place("bias_region_longitude", [110.04, -5]),
          place("bias_region_latitude", [32.1, -8.26]),
        ],
      },
    ),
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
      { parameter: "boundary offset", place: "west", mean: 0.3, last: 0.4, ...common },
      { parameter: "boundary offset", place: "east", mean: 0.6, last: 0.8, ...common },
      { parameter: "retrieval bias", place: "32.1N 110.0E", mean: 0.3, last: 0.4, ...common },
      { parameter: "retrieval bias", place: "8.3S 5.0W", mean: 0.6, last: 0.8, ...common },
    ]);
    const text = renderEvaluation(evaluation);
    expect(text).toMatch(/^boundary offset +west +0\.30 +0\.30 +0\.40$/m);
    expect(text).toMatch(/^retrieval bias +8\.3S 5\.0W +0\.60 +0\.30 +0\.80$/m);
  });

  it("has the truth of a twin beside them", async () => {
    const { folder } = await writeRun({}, 1);
    await writeEstimates(folder, true);
    const evaluation = await evaluateRun(folder);
    expect(evaluation.estimates?.map(({ truth }) => +truth.toFixed(9))).toEqual([0.25, 0.55, 0.25, 0.55]);
    const text = renderEvaluation(evaluation);
    expect(text).toMatch(/^parameter +place +mean +spread +truth +at the end$/m);
    expect(text).toMatch(/^boundary offset +west +0\.30 +0\.30 +0\.25 +0\.40$/m);
    expect(text).toContain("true offset");
  });

  it("says nothing of them in a run without", async () => {
    const { folder } = await writeRun();
    const evaluation = await evaluateRun(folder);
    expect(evaluation.estimates).toBeUndefined();
    expect(renderEvaluation(evaluation)).not.toContain("boundary offset");
  });
});
