/** The whole program with a product that it does not know: one file, and one place in a registry. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseExperiment } from "../../src/config/parse.js";
import type { Evaluation } from "../../src/evaluation/evaluation.js";
import { silent } from "../../src/experiments/progress.js";
import { runExperiment } from "../../src/experiments/run.js";
import { definitionOfGrid } from "../../src/experiments/setup/domain.js";
import { createGrid } from "../../src/grids/grid.js";
import { lookAt } from "../../src/io/fileLooks.js";
import { writeNetcdf } from "../../src/io/writeNetcdf.js";
import { loadKernels } from "../../src/kernels/load.js";
import { createRegistry, recogniseFile, standardProducts } from "../../src/products/registry.js";
import { readRunRecord } from "../../src/runs/recordFile.js";
import { toy } from "./toy.js";

const registry = createRegistry([...standardProducts, toy]);
const text = `title: A toy
output: unused
period: { start: 2016-07-01, end: 2016-07-02 }
grid: { projection: "+proj=stere +lat_0=35 +lon_0=116 +R=6370000", columns: 12, rows: 10, spacingKm: 300, centre: [116, 35] }
vertical: { sigma: [1, 0.97, 0.9, 0.75, 0.5, 0.2, 0], topHPa: 50 }
timeStepMinutes: 60
runs: [control]
meteorology: { source: toy, speed: 3 }
fluxes: { biosphere: none, ocean: none, fire: none, fossil: { source: toy, files: toy*.nc } }
background: { source: synthetic }
`;
const parsed = parseExperiment(text, "toy.yaml", registry);
const FLUX = 1e-7;

describe("a product of one file", () => {
  let folder: string;
  let evaluation: Evaluation;
  let askedAnotherThread = false;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "openjdas-toy-"));
    await writeNetcdf(join(folder, "toy1.nc"), {
      dimensions: { one: 1 },
      variables: [
        { name: "flux", type: "f8", dimensions: ["one"], data: [FLUX], attributes: { units: "mol m-2 s-1" } },
      ],
      attributes: { producer: "toy" },
    });
    evaluation = await runExperiment(parsed, {
      inputFolder: folder,
      output: join(folder, "run"),
      replace: false,
      progress: silent,
      kernels: loadKernels,
      forcingAhead: () => {
        askedAnotherThread = true;
        throw new Error("another thread knows no toy");
      },
      threads: 1,
      program: "test",
      node: process.version,
      now: () => new Date(),
    });
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it("brings the weather and a flux of a run, said in its outputs and kept in its record", () => {
    const record = readRunRecord(join(folder, "run"));
    expect(evaluation.remarks.join(" ")).toContain("The wind blows at 3 m s-1 for ever.");
    expect(record.configuration).toMatchObject({
      meteorology: { source: "toy", speed: 3 },
      fluxes: { fossil: { source: "toy", files: ["toy*.nc"] } },
    });
    expect(record.inputs.map(({ path }) => path)).toEqual([join(folder, "toy1.nc")]);
    const area = createGrid(definitionOfGrid(parsed.config)).area.reduce((sum, cell) => sum + cell, 0);
    expect(record.budget.control.emission / (FLUX * area * 86400)).toBeCloseTo(1, 5);
  });

  it("has its forcing made in the thread of the run, the only one that knows it", () => {
    expect(askedAnotherThread).toBe(false);
  });

  it("is known by its file", async () => {
    const file = await lookAt(join(folder, "toy1.nc"));
    expect(recogniseFile(registry, file)).toEqual([toy]);
    file.close();
  });

  it("is unknown without its place in the registry, which says what there is", () => {
    expect(() => parseExperiment(text, "toy.yaml")).toThrow(
      /meteorology\.source: "toy"; expected "synthetic" or "gridded" or "mcip"[^]*fluxes\.fossil\.source: "toy"; expected/,
    );
  });

  it("is offered for what it plays alone", () => {
    const ocean = text.replace("ocean: none", "ocean: { source: toy, files: x }");
    expect(() => parseExperiment(ocean, "toy.yaml", registry)).toThrow(
      /fluxes\.ocean\.source: "toy"; expected "synthetic" or (?:"[a-z0-9-]+" or )+"netcdf"/,
    );
    const background = text.replace("background: { source: synthetic }", "background: { source: toy }");
    expect(() => parseExperiment(background, "toy.yaml", registry)).toThrow(
      /background\.source: "toy"; expected "synthetic" or (?:"[a-z0-9-]+" or )+"netcdf"/,
    );
  });

  it("has keys of its own, told apart from those of others", () => {
    const other = text.replace("speed: 3", "speed: 30, boundaryLayer: source, sped: 2");
    expect(() => parseExperiment(other, "toy.yaml", registry)).toThrow(
      /speed: 30; expected at most 20[^]*boundaryLayer: a key that does not go with the others; expected one of source, speed;[^]*sped: unknown key.*did you mean "speed"/,
    );
  });

  it("stands in CONTRIBUTING.md as it is here", () => {
    const guide = readFileSync(new URL("../../CONTRIBUTING.md", import.meta.url), "utf8");
    const source = readFileSync(new URL("toy.ts", import.meta.url), "utf8");
    const shown = /```ts\n(export const toy = [^]*?)```/.exec(guide)?.[1];
    expect(shown).toBeDefined();
    expect(source).toContain(shown);
  });
});
