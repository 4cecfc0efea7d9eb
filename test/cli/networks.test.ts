/** OCO-2-like observations and towers together in a twin experiment, a part of them withheld, through the command line. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { fates } from "../../src/observations/fate.js";
import { openNetcdf } from "../../src/io/openNetcdf.js";
import { jdas, readEvaluation, readNumbers, runVariant, smallTwin, temporaryFolder, writeExperiment } from "./jdas.js";

const folder = temporaryFolder();
const networks = {
  ...smallTwin,
  observations: {
    source: "synthetic",
    network: ["oco2", "towers"],
    withheldShare: 0.25,
    correlatedNeighbours: { lengthKm: 200, treatment: "inflate" },
  },
} as const;
let out: string;
beforeAll(async () => {
  out = await runVariant(folder, "networks", networks);
});

describe("a twin experiment with several networks", () => {
  it("records columns and points apart, with site and height", async () => {
    const { kind, fate, xco2, mole_fraction, height, error } = await readNumbers(join(out, "observations.nc"));
    const points = kind.map((flag, i) => (flag === 1 ? i : -1)).filter((i) => i >= 0);
    const columns = kind.map((flag, i) => (flag === 0 ? i : -1)).filter((i) => i >= 0);
    expect(points.length).toBe(2 * 4 * 15);
    expect(columns.length).toBeGreaterThan(20);
    for (const i of points) {
      expect([Number.isNaN(xco2[i]), mole_fraction[i] > 350 && mole_fraction[i] < 600]).toEqual([true, true]);
      expect([50, 75, 100]).toContain(height[i]);
      // Relief and coasts add to what the height makes of 3 ppm.
      expect(error[i]).toBeGreaterThan(Math.hypot(0.2, 3 * (100 / height[i]) ** 0.25) - 1e-9);
      expect(error[i]).toBeLessThan(12);
    }
    for (const i of columns) expect([xco2[i] > 350, Number.isNaN(mole_fraction[i])]).toEqual([true, true]);
    // Of the observation alone: what neighbours on the track share is for the filter.
    expect(Math.max(...Array.from(columns, (i) => error[i]))).toBeLessThan(2.22);
    const withheld = (among: Float64Array): number =>
      Array.from(among).filter((i) => fates[fate[i]] === "validation").length / among.length;
    for (const among of [points, columns]) {
      expect(withheld(among)).toBeGreaterThan(0.08);
      expect(withheld(among)).toBeLessThan(0.45);
    }
    const file = await openNetcdf(join(out, "observations.nc"));
    const site = file.variable("site").readStrings();
    file.close();
    expect(new Set(Array.from(points, (i) => site[i])).size).toBe(15);
    expect(new Set(Array.from(columns, (i) => site[i]))).toEqual(new Set([""]));
  });

  it("brings the mole fraction at withheld sites nearer to the truth than the control", () => {
    const rows = readEvaluation(out).observations?.sites?.rows ?? [];
    const rmse = (run: string): number =>
      rows.find((row) => row.run === run && row.against === "truth" && row.period === "whole")?.rmse ?? Number.NaN;
    expect(rmse("AN")).toBeLessThan(0.9 * rmse("CTRL"));
    expect(rmse("FC")).toBeLessThan(0.9 * rmse("CTRL"));
    expect(readFileSync(join(out, "evaluation.txt"), "utf8")).toContain("Surface sites: simulated minus reference");
  });
});

describe("towers alone", () => {
  it("make an experiment, whose evidence they are", async () => {
    const run = await runVariant(folder, "towers", {
      ...smallTwin,
      period: { start: "2016-07-01", end: "2016-07-02" },
      observations: { source: "synthetic", network: "towers", gate: { fixedPpm: 5 } },
    });
    const { observations, statements } = readEvaluation(run);
    expect(observations?.fates.assimilated).toBeGreaterThan(50);
    expect(statements.join(" ")).toContain("what the posterior fluxes alone do to the sites");
  });

  it("cannot be asked of files", async () => {
    writeExperiment(folder, "files.yaml", {
      ...smallTwin,
      twin: undefined,
      observations: { source: "lite", files: "x.nc4", network: "towers" },
    });
    const { code, stderr } = await jdas(folder, "run", "files.yaml");
    expect(code).toBe(1);
    expect(stderr).toContain(
      "observations.network: a key that does not go with the others; expected one of source, files, ",
    );
  });
});
