/** A run in MCIP's weather from its file to its evaluation, on MCIP's grid, layers and mass. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import type { RunRecord } from "../../src/runs/recordFile.js";
import { describeWithShared, sharedData } from "../sharedData.js";
import { jdasSucceeds, readNumbers, temporaryFolder, writeExperiment } from "./jdas.js";

describeWithShared("a control run in MCIP's weather", () => {
  const folder = temporaryFolder();

  const experiment = {
    title: "MCIP",
    output: "out",
    period: { start: "2022-12-07", end: "2022-12-08" },
    runs: ["control"],
    meteorology: {
      source: "mcip",
      files: ["METCRO3D", "METDOT3D", "METCRO2D", "GRIDCRO2D"].map((kind) => sharedData("mcip", `${kind}_*`)),
    },
    background: { source: "synthetic" },
  };

  it("takes grid and layers from the files and ends with its evaluation", async () => {
    writeExperiment(folder, "mcip.yaml", { ...experiment, grid: "source", vertical: "source" });
    const { stdout, stderr } = await jdasSucceeds(folder, "run", "mcip.yaml");
    expect(stdout + stderr).toContain("10 x 10 cells of 10 km, 32 layers");
    expect(existsSync(join(folder, "out", "evaluation.txt"))).toBe(true);
  });

  it("is brought to another grid and other layers", async () => {
    const centre: readonly number[] = await readNumbers(
      experiment.meteorology.files[3].replace("*", "au-test_v1"),
      "LON",
      "LAT",
    ).then(({ LON, LAT }) => [LON[44], LAT[44]]);
    const grid = {
      name: "turned",
      projection: "+proj=stere +lat_0=-26 +lon_0=140 +R=6370000",
      columns: 8,
      rows: 8,
      spacingKm: 7,
      centre,
    };
    writeExperiment(folder, "turned.yaml", { ...experiment, output: "turned", grid });
    const { stdout, stderr } = await jdasSucceeds(folder, "run", "turned.yaml");
    expect(stdout + stderr).toContain("8 x 8 cells of 7 km, 15 layers");
    const { budget, remarks } = JSON.parse(readFileSync(join(folder, "turned", "run.json"), "utf8")) as RunRecord;
    const { residual, end } = budget!.control;
    expect(Math.abs(residual / end)).toBeLessThan(1e-8);
    expect(remarks.join()).toContain("brought from its own 10 x 10 cells and 32 layers");
  });
});
