/** `jdas init` as a user types it: what it writes is checked and run. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import type { ExperimentFile } from "../../src/config/schema.js";
import { liteVariables, writeLite } from "../observations/sources/liteFile.js";
import { jdas, jdasSucceeds, readEvaluation, temporaryFolder } from "./jdas.js";

const folder = temporaryFolder();
const textOf = (name: string): string => readFileSync(join(folder, name), "utf8");
const experimentOf = (name: string) => parse(textOf(name)) as ExperimentFile;
const small = ["--centre", "116,35", "--size", "3600x3000", "--spacing", "300", "--days", "1", "--members", "4"];
const fault = async (...words: string[]): Promise<string> => {
  const { code, stderr } = await jdas(folder, "init", ...words);
  expect(code).toBe(1);
  return stderr;
};

describe("jdas init", () => {
  it("writes a twin that can be checked and run as it is, and says how", async () => {
    const { stdout } = await jdasSucceeds(folder, "init", "small.yaml", ...small);
    const next = /Next:\n {2}jdas (.*)\n {2}jdas (.*)\n$/.exec(stdout)!;
    expect(next.slice(1)).toEqual(["check small.yaml", "run small.yaml"]);
    await jdasSucceeds(folder, ...next[1].split(" "));
    await jdasSucceeds(folder, ...next[2].split(" "));
    const { twin, fluxes } = readEvaluation(join(folder, "runs/small"));
    expect(twin).toBe(true);
    expect(fluxes!.regions.find(({ region }) => region === "land")!.posteriorSpread).toBeGreaterThan(0);
  });

  it("leads editors to the schema of the package, beside the file", () => {
    const [, path] = /^# yaml-language-server: \$schema=(\S+)\n/.exec(textOf("small.yaml"))!;
    const shipped = fileURLToPath(new URL("../../dist/experiment.schema.json", import.meta.url));
    expect(textOf(path)).toBe(readFileSync(shipped, "utf8"));
  });

  it("writes without any flag what needs no file: the published domain, 12 days of July, 50 members", async () => {
    await jdasSucceeds(folder, "init");
    const experiment = experimentOf("experiment.yaml");
    expect(experiment).toMatchObject({
      period: { start: "2016-07-01", end: "2016-07-13", spinUpDays: 2 },
      grid: "china-64km",
      twin: {},
      ensemble: { members: 50 },
      output: "runs/experiment",
    });
    const sections = [experiment.meteorology, experiment.background, experiment.observations];
    expect(sections.map((one) => one?.source)).toEqual(["synthetic", "synthetic", "synthetic"]);
    expect(textOf("experiment.yaml")).not.toContain("files:");
  });

  it("replaces nothing without being told", async () => {
    const before = textOf("small.yaml");
    expect(await fault("small.yaml")).toContain("small.yaml: a file that is there; expected a new one");
    expect(textOf("small.yaml")).toBe(before);
    const current = textOf("experiment.schema.json");
    writeFileSync(join(folder, "experiment.schema.json"), "{}");
    const { stdout } = await jdasSucceeds(folder, "init", "other.yaml");
    expect(stdout).toContain("experiment.schema.json is of another version and was left");
    expect(await fault("--schema")).toContain("experiment.schema.json: a file that is there");
    expect(textOf("experiment.schema.json")).toBe("{}");
    await jdasSucceeds(folder, "init", "--schema", "--replace");
    expect(textOf("experiment.schema.json")).toBe(current);
  });

  it("names the products of files, with paths from the experiment file on", async () => {
    const lite = await writeLite(liteVariables());
    const period = ["--start", "2009-09-01", "--days", "3", "--spin-up", "1"];
    const { stdout } = await jdasSucceeds(folder, "init", "real.yaml", "--observations", lite, ...period);
    expect(stdout).toContain("  observations: Level-2 Lite of ACOS, OCO-2 or OCO-3 (source: lite)\n");
    const { observations, background, twin, ...others } = experimentOf("real.yaml");
    expect(observations).toMatchObject({ source: "lite", files: lite });
    expect(background.source).toBe("retrieval-priors");
    expect(others.period).toEqual({ start: "2009-09-01", end: "2009-09-04", spinUpDays: 1 });
    expect(twin).toBeUndefined();
    const near = join(dirname(lite), "near.yaml");
    await jdasSucceeds(dirname(lite), "init", basename(near), "--observations", "*.nc4", ...period);
    expect((parse(readFileSync(near, "utf8")) as ExperimentFile).observations).toMatchObject({ files: "*.nc4" });
  });

  it("says what is wrong with flags, and writes nothing", async () => {
    expect(await fault("a.yaml", "--members", "1000")).toContain('--members: "1000"; expected a whole number from 4');
    expect(existsSync(join(folder, "a.yaml"))).toBe(false);
  });
});
