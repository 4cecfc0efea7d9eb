/** `npm run skill`, short: three experiments from their files to the page; what is done is not done again. */
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
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

  it("runs an ideal, a real and a diverging experiment, and keeps a small result of each", () => {
    expect(first.stderr).toMatch(/paper-beta80-ideal-1: stopped by a guard in \d+ s/);
    expect([first.status, readdirSync(results).sort()]).toEqual([
      0,
      ["core-ideal-1.json", "core-real-1.json", "paper-beta80-ideal-1.json"],
    ]);
    for (const name of readdirSync(results)) {
      expect(statSync(join(results, name)).size).toBeLessThan(20_000);
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
    expect([...text.matchAll(/\]\(skill\//g)]).toHaveLength(4);
  });

  it("called again runs nothing and writes the same", () => {
    const { status, stderr } = skill();
    expect([status, stderr]).toEqual([0, "core-ideal-1: done\ncore-real-1: done\npaper-beta80-ideal-1: done\n"]);
    expect(readFileSync(page, "utf8")).toBe(text);
    rmSync(page);
    expect(skill("--render").status).toBe(0);
    expect(readFileSync(page, "utf8")).toBe(text);
  });

  it("runs again what was another experiment", () => {
    const file = join(results, "core-real-1.json");
    const kept = readFileSync(file, "utf8");
    writeFileSync(file, kept.replace('"lagDays": 7', '"lagDays": 6'));
    expect(skill("--list").stdout).toBe("core-real-1\n");
    expect(skill("--render").stderr).toBe("core-real-1: its result is of an earlier form of the experiment\n");
    writeFileSync(file, kept);
  });

  it("refuses numbers that are none", () => {
    expect(skill("--jobs", "two")).toMatchObject({
      status: 1,
      stderr: '--jobs: "two"; expected a whole number from 1 on\n',
    });
    expect(skill("--grid", "64")).toMatchObject({ status: 1, stderr: '--grid: "64"; expected 128\n' });
  });

  it("names sets that there are not", () => {
    const { status, stderr } = skill("--only", "fast");
    expect([status, stderr]).toEqual([1, expect.stringContaining('--only: "fast"; expected some of core')]);
  });
});
