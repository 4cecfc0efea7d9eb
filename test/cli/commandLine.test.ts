/** What the command says of itself, and to words it does not know. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { jdas, temporaryFolder } from "./jdas.js";

const folder = temporaryFolder();
const { version } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as {
  version: string;
};

describe("jdas", () => {
  it("tells its version", async () => {
    expect(await jdas(folder, "--version")).toEqual({ code: 0, stdout: `${version}\n`, stderr: "" });
  });

  it("explains its commands", async () => {
    const { code, stdout, stderr } = await jdas(folder, "--help");
    expect(code).toBe(0);
    expect(stderr).toBe("");
    expect(stdout).toMatch(/^Usage: jdas \[options\] \[command\]\n\nRegional CO2 flux inversion/);
    for (const command of ["demo", "run", "twin", "evaluate", "combine"])
      expect(stdout).toMatch(new RegExp(`^ {2}${command} `, "m"));
    expect(Math.max(...stdout.split("\n").map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  it.each([
    ["run", ["<file>", "--output <folder>", "--replace", "docs/configuration.md"]],
    ["demo", ["--output <folder>", "no files needed", 'default: "runs/demo"']],
    [
      "twin",
      ["<kind>", '"ideal", "real"', "--truth <number>", '"gosat+towers"', "--weather <file>", "--days <number>"],
    ],
    ["evaluate", ["<folder>", "tables, JSON and figures"]],
    ["combine", ["<runs...>", "--output <folder>", 'default: "combined"']],
  ])("explains %s", async (command, texts) => {
    const { code, stdout } = await jdas(folder, command, "--help");
    expect(code).toBe(0);
    for (const text of texts) expect(stdout.replace(/\s+/g, " ")).toContain(text);
  });

  it.each([
    [["frobnicate"], "error: unknown command 'frobnicate'"],
    [["rum"], "(Did you mean run?)"],
    [["run"], "error: missing required argument 'file'"],
    [["run", "a.yaml", "b.yaml"], "error: too many arguments for 'run'"],
    [["run", "--replce", "a.yaml"], "(Did you mean --replace?)"],
    [["evaluate"], "error: missing required argument 'folder'"],
    [["combine"], "error: missing required argument 'runs'"],
    [["combine", "out"], "combine: one run, out; expected two or more"],
    [["twin"], "error: missing required argument 'kind'"],
    [["twin", "perfect"], "Allowed choices are ideal, real"],
    [["twin", "real", "--network", "ships"], "Allowed choices are gosat, oco2, towers, gosat+towers"],
    [["twin", "real", "--truth", "one"], "'one' is invalid. expected a whole number from 0 to 4294967295."],
    [["twin", "real", "--truth", ""], "expected a whole number from 0 to 4294967295."],
    [["twin", "real", "--truth", "4294967296"], "option '--truth <number>' argument '4294967296' is invalid."],
    [["twin", "real", "--days", "3"], "expected a whole number from 4 to 31."],
    [["twin", "real", "--days", "32"], "expected a whole number from 4 to 31."],
  ])("refuses %j", async (words, message) => {
    const { code, stdout, stderr } = await jdas(folder, ...words);
    expect(code).toBe(1);
    expect(stdout).toBe("");
    expect(stderr).toContain(message);
  });

  it("shows its help where no command is given, and fails", async () => {
    const { code, stdout, stderr } = await jdas(folder);
    expect(code).toBe(1);
    expect(stdout).toBe("");
    expect(stderr).toContain("Usage: jdas");
  });

  it("cannot run a twin experiment in weather that is not there", async () => {
    const { code, stderr } = await jdas(folder, "twin", "ideal", "--weather", "july.nc", "--days", "4");
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: `\njdas: InputError\n  --weather: ${join(folder, "july.nc")}: no such file; expected an input file; check the path\n`,
    });
  });

  it("names the option of weather that is none, not a place in a file that the user does not have", async () => {
    writeFileSync(join(folder, "notes.nc"), "no weather");
    const { code, stderr } = await jdas(folder, "twin", "ideal", "--weather", "notes.nc", "--days", "4");
    expect(code).toBe(1);
    expect(stderr).toMatch(/\njdas: InputError\n {2}jdas twin ideal --weather: meteorology\.files: .*notes\.nc: /);
  });

  it("names the folder of a twin experiment that holds something else", async () => {
    const run = join(folder, "runs", "twin-ideal-4days");
    mkdirSync(run, { recursive: true });
    writeFileSync(join(run, "notes.txt"), "of someone");
    const { code, stderr } = await jdas(folder, "twin", "ideal", "--days", "4");
    expect(code).toBe(1);
    expect(stderr).toContain(`jdas: OutputError\n  ${run}`);
  });

  it("cannot evaluate what is no run", async () => {
    const { code, stderr } = await jdas(folder, "evaluate", "nowhere");
    expect(code).toBe(1);
    expect(stderr).toBe(
      "\njdas: InputError\n  nowhere/run.json: no such file; expected the record of a run; check the path\n",
    );
  });
});
