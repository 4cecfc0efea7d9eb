/** A day of OCO-2 and a site of TCCON under it, in files that another library wrote, from the file to the tables. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, it } from "vitest";
import { openNetcdf } from "../../src/io/openNetcdf.js";
import { fates } from "../../src/observations/fate.js";
import { describeWithH5py } from "../io/tools.js";
import { writeColumnFile } from "../observations/sources/columnFile.js";
import {
  jdas,
  jdasSucceeds,
  type Outcome,
  readEvaluation,
  readNumbers,
  smallTwin,
  temporaryFolder,
  writeExperiment,
} from "./jdas.js";

const folder = temporaryFolder();
const { observations: _, twin: __, ...world } = { ...smallTwin, period: { start: "2016-07-01", end: "2016-07-02" } };

const countsOf = (run: string): Record<string, number> =>
  (JSON.parse(readFileSync(join(folder, run, "run.json"), "utf8")) as { counts: Record<string, number> }).counts;

describeWithH5py("a day of OCO-2", () => {
  let outcome: Outcome;
  beforeAll(async () => {
    const observations = { source: "lite", files: writeColumnFile("oco2"), terrainHPa: 200, gate: { fixedPpm: 20 } };
    writeExperiment(folder, "oco2.yaml", { ...world, output: "oco2", observations });
    outcome = await jdasSucceeds(folder, "run", "oco2.yaml");
  });

  it("is averaged, said so, and every sounding counted", () => {
    expect(outcome.stderr).toContain("3600 read");
    expect(outcome.stderr).toMatch(/\d+ {3}averaged into others/);
    expect(outcome.stderr).toContain("averaged by model cell and pass");
    const { averaged, not_good, missing_value, assimilated, validation } = countsOf("oco2");
    expect(averaged + not_good + missing_value).toBe(3600);
    expect(missing_value).toBe(1);
    expect(assimilated).toBeGreaterThan(4);
    expect(assimilated + validation).toBeLessThan(20);
  });

  it("has one column a cell and pass in observations.nc, with the error of a mean", async () => {
    const path = join(folder, "oco2", "observations.nc");
    const file = await openNetcdf(path);
    const ids = file.variable("observation_id").readStrings();
    file.close();
    expect(ids.every((id) => /^20160701050\d+(\+\d+)?$/.test(id))).toBe(true);
    const others = ids.map((id) => Number(id.split("+")[1] ?? 0));
    expect(Math.max(...others)).toBeGreaterThan(200);
    const { xco2_uncertainty, fate, background } = await readNumbers(path, "xco2_uncertainty", "fate", "background");
    expect(xco2_uncertainty[others.indexOf(Math.max(...others))]).toBeLessThan(0.5);
    expect(Math.min(...xco2_uncertainty)).toBeGreaterThan(0.2);
    fate.forEach((flag, i) => {
      expect(["assimilated", "validation"]).toContain(fates[flag]);
      expect(background[i]).toBeGreaterThan(380);
    });
  });
});

describeWithH5py("a site of TCCON", () => {
  const tccon = { source: "tccon", files: "", scale: "X2019" };
  beforeAll(() => {
    tccon.files = writeColumnFile("tccon");
  });

  it("scores a run without an analysis", async () => {
    const experiment = { ...world, output: "site", runs: ["control"], observations: { ...tccon, terrainHPa: 200 } };
    writeExperiment(folder, "site.yaml", experiment);
    const { stderr } = await jdasSucceeds(folder, "run", "site.yaml");
    expect(stderr).toContain("3   kept for validation");
    expect(countsOf("site")).toMatchObject({ averaged: 21, validation: 3, assimilated: 0 });
    const rows = readEvaluation(join(folder, "site")).observations?.columns ?? [];
    expect(rows.find(({ run, against }) => run === "CTRL" && against === "TCCON")?.count).toBe(3);
  });

  it("validates an analysis of OCO-2, beside which it is named", async () => {
    const lite = { source: "lite", files: writeColumnFile("oco2"), terrainHPa: 200, gate: { fixedPpm: 20 } };
    const observations = { ...lite, validationGatePpm: 50, also: [tccon] };
    writeExperiment(folder, "both.yaml", { ...world, output: "both", observations });
    const { stderr } = await jdasSucceeds(folder, "run", "both.yaml");
    expect(stderr).toContain("3621 read");
    const alone = countsOf("oco2");
    const both = countsOf("both");
    expect(both.assimilated).toBe(alone.assimilated);
    expect(both.averaged).toBe(alone.averaged + 21);
    const rows = readEvaluation(join(folder, "both")).observations?.columns ?? [];
    for (const name of ["CTRL", "FC", "AN"]) {
      const of = (reference: string) =>
        rows.find(({ run, against, period }) => run === name && against === reference && period === "whole")?.count;
      expect([of("validation"), of("TCCON")]).toEqual([alone.validation, 3]);
    }
    const { remarks } = JSON.parse(readFileSync(join(folder, "both", "run.json"), "utf8")) as { remarks: string[] };
    expect(remarks.join(" ")).toContain("TCCON columns on the scale WMO CO2 X2019");
  });

  it("is nothing that an analysis could assimilate, unless that is asked for", async () => {
    writeExperiment(folder, "alone.yaml", { ...world, output: "alone", observations: tccon });
    const { code, stderr } = await jdas(folder, "run", "alone.yaml");
    expect(code).not.toBe(0);
    expect(stderr).toMatch(/no observation is left .* 21 read: 3 validation, 21 averaged/s);
    const observations = { ...tccon, use: "assimilation", terrainHPa: 200, gate: { fixedPpm: 20 } };
    writeExperiment(folder, "used.yaml", { ...world, output: "used", observations });
    await jdasSucceeds(folder, "run", "used.yaml");
    expect(countsOf("used").assimilated).toBe(3);
  });
});
