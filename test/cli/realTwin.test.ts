/** A twin experiment whose model is wrong against the truth, from its file to its tables, stopped and resumed. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { openNetcdf } from "../../src/io/openNetcdf.js";
import { describeWithShared, sharedData } from "../sharedData.js";
import {
  columnError,
  jdas,
  jdasSucceeds,
  type Outcome,
  readEvaluation,
  readNumbers,
  runVariant,
  smallTwin,
  start,
  temporaryFolder,
  writeExperiment,
} from "./jdas.js";

const folder = temporaryFolder();
const experiment = {
  ...smallTwin,
  title: "Small real twin",
  output: "out",
  period: { start: "2016-07-01", end: "2016-07-04" },
  twin: { errors: {} },
};
const bytes = (values: Float64Array): string => Buffer.from(values.buffer).toString("base64");
const truthIn = async (run: string): Promise<Float64Array> =>
  (await readNumbers(join(folder, run, "observations.nc"), "truth")).truth;
let outcome: Outcome;

beforeAll(async () => {
  writeExperiment(folder, "real.yaml", experiment);
  outcome = await jdasSucceeds(folder, "run", "real.yaml");
});

describe("a twin with a model in error", () => {
  it("says so in every output", async () => {
    const words = "boundary-layer height 15 %";
    expect(outcome.stderr + outcome.stdout).toContain(words);
    for (const name of ["evaluation.txt", "run.json"]) {
      expect(readFileSync(join(folder, "out", name), "utf8").replaceAll(/\s+/g, " ")).toContain(words);
    }
    for (const name of ["observations.nc", "budget.nc", "flux_20160701.nc", "concentration_20160701.nc"]) {
      const file = await openNetcdf(join(folder, "out", name));
      expect(JSON.stringify(file.attributes)).toContain(words);
      file.close();
    }
  });

  it("runs the truth first, forward, and closes its budget with the others'", async () => {
    const stages = outcome.stderr
      .split("\n")
      .flatMap((line) => /^(truth|AN)\b.*: 2016-07-03 done/.exec(line)?.[1] ?? []);
    expect(stages).toEqual(["truth", "AN"]);
    const file = await openNetcdf(join(folder, "out", "budget.nc"));
    expect(file.variable("run").readStrings()).toEqual(["truth", "analysis", "control", "posterior"]);
    file.close();
    const { residual, end, increment } = await readNumbers(join(folder, "out", "budget.nc"));
    end.forEach((content, i) => expect(Math.abs(residual[i]) / content).toBeLessThan(1e-9));
    expect(increment.filter((_, i) => i % 4 === 0)).toEqual(new Float64Array(3));
  });

  it("compares every observation with a truth that no model of the run has", async () => {
    const { truth, xco2, control, posterior } = await readNumbers(join(folder, "out", "observations.nc"));
    expect(truth.length).toBeGreaterThan(30);
    for (const values of [truth, xco2, control, posterior]) expect(values.every(Number.isFinite)).toBe(true);
    const evaluation = readEvaluation(join(folder, "out"));
    expect(columnError(evaluation, "CTRL", "truth")).toBeGreaterThan(0.1);
    expect(columnError(evaluation, "AN", "truth")).toBeLessThan(3);
  });

  it("has the truth of the twin without weather errors, and another model", async () => {
    const errors = { windPhaseHours: 0, windStrength: 0, windField: 0, boundaryLayer: 0 };
    await runVariant(folder, "right", { ...experiment, twin: { errors } });
    const [a, b] = [await truthIn("out"), await truthIn("right")];
    // 400 ppm in float32 anomalies of some ppm
    a.forEach((value, i) => expect(Math.abs(value - b[i])).toBeLessThan(1e-5));
    const control = async (run: string): Promise<Float64Array> =>
      (await readNumbers(join(folder, run, "observations.nc"), "control")).control;
    const [wrong, right] = [await control("out"), await control("right")];
    expect(Math.max(...wrong.map((value, i) => Math.abs(value - right[i])))).toBeGreaterThan(0.02);
  });

  it("goes on after it was killed in either stage to the same bits", async () => {
    const killed = "killed";
    const killedAt = async (said: string, ...words: string[]): Promise<string> => {
      const running = start(folder, "run", "real.yaml", "-o", killed, ...words);
      await running.says(said);
      running.kill();
      const outcome = await running.outcome;
      expect(outcome.code).toBeNull();
      return outcome.stderr;
    };
    await killedAt("truth: 2016-07-02 done");
    const secondTime = await killedAt("AN, 8 members: 2016-07-02 done", "--resume");
    expect(secondTime).toMatch(/Goes on from 2016-07-0[23]T00:00Z of "truth"/);
    const { code, stderr } = await jdas(folder, "run", "real.yaml", "-o", killed, "--resume");
    expect(code).toBe(0);
    expect(stderr).toMatch(/Goes on from 2016-07-0[23]T00:00Z of "analysis"/);
    // A truth that is done is not run again.
    expect(stderr).not.toMatch(/^truth: /m);
    const names = readdirSync(join(folder, "out")).sort();
    expect(readdirSync(join(folder, killed)).sort()).toEqual(names);
    for (const name of names.filter((file) => file.endsWith(".nc"))) {
      const expected = await readNumbers(join(folder, "out", name));
      const found = await readNumbers(join(folder, killed, name));
      for (const [variable, values] of Object.entries(expected)) {
        expect(bytes(found[variable]) === bytes(values), `${name}: ${variable}`).toBe(true);
      }
    }
    const text = (run: string): string => readFileSync(join(folder, run, "evaluation.json"), "utf8");
    expect(text(killed)).toBe(text("out"));
  });
});

describeWithShared("a twin with a model in error, in the weather of files", () => {
  it("runs from their first hour, its truth in the weather as they have it", async () => {
    const gridded = {
      ...experiment,
      period: { start: "2016-07-01", end: "2016-07-03" },
      meteorology: {
        source: "gridded",
        files: sharedData("weather", "speedy_t30_eastasia_201607.nc"),
        boundaryLayer: "diurnal",
      },
    };
    const run = await runVariant(folder, "gridded", gridded);
    const evaluation = readEvaluation(run);
    expect(columnError(evaluation, "CTRL", "truth")).toBeGreaterThan(0.05);
    expect(columnError(evaluation, "FC", "truth")).toBeLessThan(3);
    const { residual, end } = await readNumbers(join(run, "budget.nc"));
    end.forEach((content, i) => expect(Math.abs(residual[i]) / content).toBeLessThan(1e-9));
    const errors = { windPhaseHours: 0, windStrength: 0, windField: 0, boundaryLayer: 0 };
    await runVariant(folder, "gridded-right", { ...gridded, twin: { errors } });
    const [a, b] = [await truthIn("gridded"), await truthIn("gridded-right")];
    a.forEach((value, i) => expect(Math.abs(value - b[i])).toBeLessThan(1e-5));
  });
});
