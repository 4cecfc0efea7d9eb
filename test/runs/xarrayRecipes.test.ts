/** The recipes of docs/xarray.md, run by Python as they stand, beside the evaluation of the same run. */
import { readFileSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Evaluation } from "../../src/evaluation/evaluation.js";
import { evaluationJson } from "../../src/evaluation/evaluation.js";
import { evaluateRun } from "../../src/evaluation/evaluate.js";
import { writeEvaluationFiles } from "../../src/runs/evaluationFiles.js";
import { toPetagramsCarbonPerYear } from "../../src/units.js";
import { grid, meanField, writeRun, type Written } from "../evaluation/runFolder.js";
import { describeWithXarray, python } from "../io/tools.js";

const page = readFileSync(new URL("../../docs/xarray.md", import.meta.url), "utf8");
const [head, ...recipes] = [...page.matchAll(/^```python\n([\s\S]*?)^```$/gm)].map(([, code]) => code);

interface Found {
  readonly picture: number[][];
  readonly land: number;
  readonly best: number;
  readonly spread: number;
  readonly of_difference: number;
  readonly correlation: number;
  readonly months: Record<string, number[]>;
  readonly rmse: Record<string, number>;
  readonly dimensions: Record<string, string[]>;
  readonly metres: number[];
}

describeWithXarray("the recipes of docs/xarray.md", () => {
  let run: Written;
  let evaluation: Evaluation;
  let found: Found;
  beforeAll(async () => {
    run = await writeRun();
    evaluation = await evaluateRun(run.folder);
    writeEvaluationFiles(run.folder, { json: evaluationJson(evaluation), text: "", csv: new Map() });
    const code = [
      head.replace("runs/demo", run.folder),
      ...recipes,
      `
import pyproj
opened = {name: xr.open_mfdataset(f"{run}/{name}_*.nc") for name in ["flux", "region_totals"]}
constants = ["crs", "longitude", "latitude", "region_name"]
print(json.dumps({
  "picture": picture.values.tolist(), "land": float((mean * share).sum()) * petagrams,
  "best": best, "spread": spread, "of_difference": spread_of_difference, "correlation": correlation,
  "months": {name: months.sel(region=name).values.tolist() for name in ["land", "ocean"]}, "rmse": rmse,
  "dimensions": {name: list(one[name].dims) for one in opened.values() for name in constants if name in one},
  "metres": list(pyproj.Transformer.from_crs(pyproj.CRS(grid.crs.proj4).geodetic_crs, pyproj.CRS(grid.crs.proj4),
    always_xy=True).transform(float(grid.longitude[0, 0]), float(grid.latitude[0, 0])))}))`,
    ].join("\n");
    found = python<Found>(code);
  });
  afterAll(() => rmSync(dirname(run.folder), { recursive: true }));

  /** Relative, in the worst of the pairs. */
  const worst = (pairs: readonly (readonly [found: number, expected: number])[]): number =>
    Math.max(...pairs.map(([value, expected]) => Math.abs(value / expected - 1)));
  const rowOf = (region: string, period = "whole") =>
    evaluation.fluxes!.regions.find((row) => row.region === region && row.period === period)!;

  it("find the change of every cell", () => {
    const [prior, posterior] = [run.fluxes.natural_prior, run.fluxes.natural_posterior].map((d) =>
      meanField(d.slice(1)),
    );
    expect(recipes).toHaveLength(5);
    found.picture.flat().forEach((value, cell) => {
      expect(Math.abs(value - 1e6 * (posterior[cell] - prior[cell]))).toBeLessThan(1e-6);
    });
  });

  it("find totals, spreads, months and errors of columns as the evaluation", () => {
    const land = rowOf("land");
    const months = ["land", "ocean"].flatMap((region) =>
      ["2016-07", "2016-08"].map((month, i) => {
        const { posterior, days } = rowOf(region, month);
        return [found.months[region][i], (1e3 * posterior * days) / 365.2425] as const;
      }),
    );
    const rmse = (["CTRL", "FC"] as const).map((of) =>
      evaluation.observations!.columns.find(
        (row) => row.run === of && row.against === "validation" && row.period === "whole",
      ),
    );
    const columns = [found.rmse.control, found.rmse.posterior].map((value, i) => [value, rmse[i]!.rmse] as const);
    const totals = [[found.land, land.posterior] as const, [found.spread, land.posteriorSpread] as const];
    expect(worst([...totals, ...months, ...columns])).toBeLessThan(1e-8);
  });

  it("find the members of totals, and what goes with them", () => {
    const days = run.members.region_total_posterior.slice(1);
    const [first, second] = ["R8-1", "R8-2"].map((id) => {
      const r = evaluation.fluxes!.regions.findIndex(({ region }) => region === id);
      return Array.from({ length: 6 }, (_, m) =>
        toPetagramsCarbonPerYear(days.reduce((sum, day) => sum + day[6 * r + m] / days.length, 0)),
      );
    });
    const mean = (values: number[]): number => values.reduce((sum, value) => sum + value / 6, 0);
    const product = (a: number[], b: number[]): number =>
      a.reduce((sum, value, m) => sum + (value - mean(a)) * (b[m] - mean(b)), 0) / 5;
    const difference = first.map((value, m) => value - second[m]);
    const correlation = product(first, second) / Math.sqrt(product(first, first) * product(second, second));
    const pairs = [
      [found.of_difference, Math.sqrt(product(difference, difference))],
      [found.correlation, correlation],
    ] as const;
    expect(worst(pairs)).toBeLessThan(1e-8);
  });

  it("meet no axis of time where nothing changes with it, and a projection that PROJ takes", () => {
    expect(found.dimensions).toEqual({
      crs: [],
      longitude: ["y", "x"],
      latitude: ["y", "x"],
      region_name: ["region"],
    });
    expect(found.metres[0]).toBeCloseTo(grid.x0, 0);
    expect(found.metres[1]).toBeCloseTo(grid.y0, 0);
  });
});
