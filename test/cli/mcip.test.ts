/** A run in MCIP's weather from its file to its evaluation, on MCIP's grid, layers and mass. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { describeWithShared, sharedData } from "../sharedData.js";
import { jdasSucceeds, temporaryFolder, writeExperiment } from "./jdas.js";

describeWithShared("a control run in MCIP's weather", () => {
  const folder = temporaryFolder();

  it("takes grid and layers from the files and ends with its evaluation", async () => {
    writeExperiment(folder, "mcip.yaml", {
      title: "MCIP",
      output: "out",
      period: { start: "2022-12-07", end: "2022-12-08" },
      grid: "source",
      vertical: "source",
      runs: ["control"],
      meteorology: {
        source: "mcip",
        files: ["METCRO3D", "METDOT3D", "METCRO2D", "GRIDCRO2D"].map((kind) => sharedData("mcip", `${kind}_*`)),
      },
      background: { source: "synthetic" },
    });
    const { stdout, stderr } = await jdasSucceeds(folder, "run", "mcip.yaml");
    expect(stdout + stderr).toContain("10 x 10 cells of 10 km, 32 layers");
    expect(existsSync(join(folder, "out", "evaluation.txt"))).toBe(true);
  });
});
