/** `npm run skill`, short: a few experiments from their files to the page; what is done is not done again. */
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import { parseExpectations } from "../../src/skill/expectations.js";
import { parseResult } from "../../src/skill/result.js";
import { temporaryFolder } from "../cli/jdas.js";

const SCRIPT = fileURLToPath(new URL("../../scripts/skill.mjs", import.meta.url));
const folder = temporaryFolder();
const results = join(folder, "skill", "results");
const page = join(folder, "skill.md");

function skill(...words: string[]) {
  return spawnSync(process.execPath, [SCRIPT, "--short", "--output", folder, ...words], { encoding: "utf8" });
}

describe("the short form", () => {
  let first: ReturnType<typeof skill>;
  let text: string;
  beforeAll(() => {
    first = skill("--jobs", "2");
    text = existsSync(page) ? readFileSync(page, "utf8") : "";
  });

  it("runs one experiment of each kind, and keeps a small result of each", () => {
    expect(first.stderr).toMatch(/paper-beta80-1: stopped by a guard in \d+ s/);
    const files = readdirSync(results, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".json"));
    expect([first.status, files.sort()]).toEqual([
      0,
      [
        "core/ideal-1.json",
        "matrix/july-full-all-1.json",
        "paper/beta80-1.json",
        "settings/july-rtps-101.json",
        "settings/july-standard-101.json",
      ],
    ]);
    for (const name of files) {
      expect(statSync(join(results, name)).size).toBeLessThan(10_000);
      const content = readFileSync(join(results, name), "utf8");
      const { scores, stopped, experiment } = parseResult(content, name);
      expect(content).not.toContain(folder);
      expect([Number.isFinite(scores.R8), experiment.threads]).toEqual([stopped === undefined, undefined]);
    }
  });

  it("draws the page and its figures", () => {
    expect(text).toMatch(/^\| as printed, beta 80 \| .* stopped on day \d+: .*diverged/m);
    expect(text).toContain("its numbers say nothing about skill");
    expect(text).not.toMatch(/NaN|undefined|null/);
    for (const [, file] of text.matchAll(/\]\((skill\/\w+\.png)\)/g)) expect(existsSync(join(folder, file))).toBe(true);
    expect([...text.matchAll(/\]\(skill\//g)]).toHaveLength(3);
    expect(text).toMatch(/^\| RTPS 0\.5 \| July \| 1 of 1 \| [+-]?\d+\.\d \(one truth\)/m);
  });

  it("keeps what the shipped experiments lead one to expect", () => {
    const file = join(folder, "skill", "expectations.json");
    const { ideal, real } = parseExpectations(readFileSync(file, "utf8"), file);
    expect([ideal?.truths, ideal?.ranges.R24?.length, real]).toEqual([1, 2, undefined]);
  });

  it("called again runs nothing and writes the same", () => {
    const { status, stderr } = skill();
    expect(status).toBe(0);
    expect(stderr.trim().split("\n").sort()).toEqual(
      [
        "core-ideal-1",
        "matrix-july-full-all-1",
        "paper-beta80-1",
        "settings-july-rtps-101",
        "settings-july-standard-101",
      ].map((id) => `${id}: done`),
    );
    expect(readFileSync(page, "utf8")).toBe(text);
    rmSync(page);
    expect(skill("--render").status).toBe(0);
    expect(readFileSync(page, "utf8")).toBe(text);
  });

  it("runs again what was another experiment", () => {
    const file = join(results, "matrix", "july-full-all-1.json");
    const kept = readFileSync(file, "utf8");
    writeFileSync(file, kept.replace(/"configuration": "\w+"/, '"configuration": "of another default"'));
    const id = "matrix-july-full-all-1";
    expect(skill("--list").stdout).toBe(`${id}\n`);
    expect(skill("--list", "--only", "core,settings-*").stdout).toBe("");
    expect(skill("--render").stderr).toBe(`${id}: its result is of an earlier form of the experiment\n`);
    expect(readFileSync(page, "utf8")).toContain(`1 of the results are of an earlier form of their experiment`);
    writeFileSync(file, kept);
  });

  it("refuses numbers that are none", () => {
    expect(skill("--jobs", "two")).toMatchObject({
      status: 1,
      stderr: '--jobs: "two"; expected a whole number from 1 on\n',
    });
  });

  it("names sets that there are not", () => {
    const { status, stderr } = skill("--only", "fast");
    expect([status, stderr]).toEqual([1, expect.stringContaining('--only: "fast"; expected some of matrix')]);
  });
});
