/** The example of docs/regions.md, run: totals, spread and covariance of the user's own regions as of the program's. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseExperiment } from "../../src/config/parse.js";
import { InputError } from "../../src/errors.js";
import type { Evaluation } from "../../src/evaluation/evaluation.js";
import { evaluateRun } from "../../src/evaluation/evaluate.js";
import { silent } from "../../src/experiments/progress.js";
import { runExperiment } from "../../src/experiments/run.js";
import { polygonFractions } from "../../src/grids/polygons.js";
import { readNamedPolygons } from "../../src/io/geoJson.js";
import { openNetcdf } from "../../src/io/openNetcdf.js";
import { loadKernels } from "../../src/kernels/load.js";
import { readFluxDay } from "../../src/runs/fluxFile.js";
import { readGridFile } from "../../src/runs/gridFile.js";
import { readRegionTotals } from "../../src/runs/regionTotalsFile.js";
import { toPetagramsCarbonPerYear } from "../../src/units.js";

const page = readFileSync(new URL("../../docs/regions.md", import.meta.url), "utf8");
const block = (language: string): string => new RegExp(`^\`\`\`${language}\n([\\s\\S]*?)^\`\`\`$`, "m").exec(page)![1];
const folder = mkdtempSync(join(tmpdir(), "openjdas-regions-"));
const output = join(folder, "run");
afterAll(() => rmSync(folder, { recursive: true }));
writeFileSync(join(folder, "basins.geojson"), block("json"));

const notes: string[] = [];
const start = (text: string, resume = false) =>
  runExperiment(parseExperiment(text, "basins.yaml"), {
    inputFolder: folder,
    output,
    replace: false,
    resume,
    progress: { ...silent, note: (line) => void notes.push(line) },
    kernels: loadKernels,
    threads: 1,
    program: "test",
    node: process.version,
    now: () => new Date(),
  });

describe("the regions of the documentation", () => {
  const DAY = Date.UTC(2016, 6, 1) / 1000;
  let evaluation: Evaluation;
  beforeAll(async () => {
    evaluation = await start(block("yaml"));
  });

  it("are told at the start as the page says", () => {
    const shown = block("text").trim().split("\n");
    const told = notes.filter((line) => line.startsWith("  regions "));
    expect(told).toHaveLength(shown.length);
    told.forEach((line, i) => expect(line.trim()).toContain(shown[i].replace("...", "").trim()));
  });

  it("have totals of members whose mean and spread are those of the fluxes of their cells", async () => {
    const { grid } = await readGridFile(output);
    const fields = await readFluxDay(output, DAY, grid.cells, ["natural_posterior", "natural_truth"]);
    const { posterior } = await readRegionTotals(output, DAY);
    const [upper] = readNamedPolygons(join(folder, "basins.geojson"), "basin");
    const share = polygonFractions(grid, upper.geometry);
    const total = (field: Float64Array): number =>
      field.reduce((sum, flux, i) => sum + flux * share[i] * grid.area[i], 0);
    const members = posterior.get("Upper basin")!;
    const mean = members.reduce((sum, value) => sum + value / members.length, 0);
    expect(members).toHaveLength(6);
    expect(mean / total(fields.natural_posterior!)).toBeCloseTo(1, 5);

    const row = evaluation.fluxes!.regions.find(({ region }) => region === "Upper basin")!;
    expect(row.posterior / toPetagramsCarbonPerYear(mean)).toBeCloseTo(1, 5);
    expect(row.truth / toPetagramsCarbonPerYear(total(fields.natural_truth!))).toBeCloseTo(1, 5);
    const variance = members.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 5;
    expect(row.posteriorSpread / toPetagramsCarbonPerYear(Math.sqrt(variance))).toBeCloseTo(1, 9);
    expect(row.area / share.reduce((sum, part, cell) => sum + part * grid.area[cell], 0)).toBeCloseTo(1, 9);
  });

  it("stand after the program's own in the covariance, with theirs", async () => {
    const file = await openNetcdf(join(output, "region_covariance.nc"));
    const names = file.variable("region_name").readStrings();
    const covariance = file.variable("covariance_posterior").read();
    const totals = file.variable("total_posterior").read();
    file.close();
    expect(names.slice(-4)).toEqual(["Upper basin", "Lower basin", "Mongolia", "South Korea"]);
    const rowOf = (name: string): Float64Array => totals.slice(6 * names.indexOf(name), 6 * names.indexOf(name) + 6);
    const [upper, land] = [rowOf("Upper basin"), rowOf("land")];
    const mean = (values: Float64Array): number => values.reduce((sum, value) => sum + value / 6, 0);
    const expected = upper.reduce((sum, value, i) => sum + (value - mean(upper)) * (land[i] - mean(land)), 0) / 5;
    const found = covariance[names.indexOf("Upper basin") * names.length + names.indexOf("land")];
    expect(found / expected).toBeCloseTo(1, 9);
  });

  it("are scored against the truth, and their overlap is said", () => {
    const { scores, dayAndNight } = evaluation.fluxes!;
    for (const some of [scores, dayAndNight.day, dayAndNight.night]) {
      expect(some[some.length - 1]).toMatchObject({ scale: "own", count: 4 });
    }
    const text = readFileSync(join(output, "evaluation.txt"), "utf8");
    expect(text).toMatch(/Natural flux of regions of the experiment file, 1 day\n-+\n(.*\n){3}Upper basin +-?\d/);
    expect(text).toContain("- Regions that overlap, whose totals are not to be added");
    expect(text).toMatch(/own regions, by night +4/);
  });

  it("are those of the folder when it is evaluated again, which says so where their file is gone", async () => {
    const again = await evaluateRun(output);
    expect(again.fluxes!.regions).toEqual(evaluation.fluxes!.regions);
    expect((await readGridFile(output)).regions.map(({ title }) => title)).toEqual(
      evaluation.fluxes!.regions.map(({ title }) => title),
    );
    rmSync(join(output, "grid.nc"));
    await expect(evaluateRun(output)).rejects.toThrow(/grid\.nc: no such file/);
  });

  it("must be the same in a run that goes on", async () => {
    await expect(start(block("yaml").replace("Mongolia, ", ""), true)).rejects.toThrow(/regions/);
  });
});

describe("regions that cannot be had", () => {
  it("are all told, each at its place in the file", async () => {
    const text = block("yaml")
      .replace("geojson: basins.geojson, name: basin", "geojson: basins.geojson, name: area")
      .replace("countries: [Mongolia, KOR, Fiji]", "mask: none.nc }\n  - { countries: Atlantis");
    const error: unknown = await start(text).catch((cause: unknown) => cause);
    expect(error).toBeInstanceOf(InputError);
    const faults = (error as InputError).message.split("\n");
    expect(faults.map((line) => /^\S+/.exec(line)![0])).toEqual([
      "basins.yaml:12:5:",
      "basins.yaml:13:5:",
      "basins.yaml:14:5:",
    ]);
    expect(faults[0]).toContain('no property "area"');
    expect(faults[1]).toContain("no such file");
    expect(faults[2]).toContain('country "Atlantis"');
  });
});
