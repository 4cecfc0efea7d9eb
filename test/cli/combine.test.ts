/** Two small twins that differ in their mixing, each by itself and then together, as a user does it. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import type { Combination } from "../../src/evaluation/combination.js";
import {
  jdas,
  jdasSucceeds,
  type Outcome,
  readEvaluation,
  runVariant,
  smallTwin,
  temporaryFolder,
  writeExperiment,
} from "./jdas.js";

const folder = temporaryFolder();
let outcome: Outcome;

beforeAll(async () => {
  await runVariant(folder, "local", { ...smallTwin, mixing: "local" });
  await runVariant(folder, "acm2", { ...smallTwin, mixing: "acm2" });
  outcome = await jdasSucceeds(folder, "combine", "local", "acm2", "-o", "together");
});

describe("two twins of another mixing", () => {
  it("are shown together", () => {
    for (const text of [
      "2 runs together\n===============",
      "TWIN EXPERIMENT",
      "1 local: Small twin, 8 members",
      "- mixing: 1 local, 2 acm2\n",
      "Natural flux of all runs together [PgC yr-1]",
      "How often 90 % intervals hold the truth",
      "Written to together/: combined.json, .csv, .svg, .png",
    ]) {
      expect(outcome.stdout).toContain(text);
    }
    expect(outcome.stdout).not.toMatch(/NaN|undefined|\[object/);
    expect(outcome.stderr).toBe("");
    expect(outcome.stdout.split("\n").filter((line) => line.length > 80)).toEqual([]);
  });

  it("leave numbers that follow from their own evaluations", () => {
    expect(readdirSync(join(folder, "together"))).toEqual([
      "combined.csv",
      "combined.json",
      "combined.png",
      "combined.svg",
    ]);
    const { regions, differences } = JSON.parse(
      readFileSync(join(folder, "together", "combined.json"), "utf8"),
    ) as Combination;
    expect(differences).toEqual([{ key: "mixing", values: ["local", "acm2"] }]);
    const [local, acm2] = ["local", "acm2"].map((name) => readEvaluation(join(folder, name)).fluxes!.regions);
    expect(regions.length).toBe(local.length);
    for (const [i, row] of regions.entries()) {
      const totals = [local[i].posterior, acm2[i].posterior];
      expect(row.totals).toEqual(totals);
      expect(row.truth).toBe(local[i].truth);
      const between = Math.abs(totals[0] - totals[1]) / Math.SQRT2;
      const within = (local[i].posteriorSpread ** 2 + acm2[i].posteriorSpread ** 2) / 2;
      expect(row.combined).toBeCloseTo(Math.sqrt(within + between ** 2), 12);
    }
    const land = regions.find(({ region }) => region === "land")!;
    expect(land.between).toBeGreaterThan(0);
    expect(land.combined).toBeGreaterThan(land.within);
    expect(existsSync(join(folder, "local", "combined.json"))).toBe(false);
  });
});

describe("runs that cannot be combined", () => {
  it("are named, with what keeps them apart, and nothing is written", async () => {
    await runVariant(folder, "shorter", { ...smallTwin, period: { start: "2016-07-01", end: "2016-07-02" } });
    const { code, stdout, stderr } = await jdas(folder, "combine", "local", "acm2", "shorter", "-o", "other");
    expect(code).toBe(1);
    expect(stdout).toBe("");
    expect(stderr).toBe(
      "\njdas: CoverageError\n  shorter: scored period: 2016-07-01 to 2016-07-02; expected 2016-07-01 to 2016-07-03, " +
        "that of local; combine runs of one period; the days of spin-up are not scored\n",
    );
    expect(existsSync(join(folder, "other"))).toBe(false);
  });

  it("of another grid likewise", async () => {
    writeExperiment(folder, "narrow.yaml", {
      ...smallTwin,
      grid: { ...smallTwin.grid, columns: 18 },
      output: "narrow",
    });
    await jdasSucceeds(folder, "run", "narrow.yaml");
    const { code, stderr } = await jdas(folder, "combine", "local", "narrow");
    expect(code).toBe(1);
    expect(stderr).toMatch(/narrow: grid: 18 x 16 cells from .*; expected 20 x 16 cells from .*, as in local; /);
    expect(existsSync(join(folder, "combined"))).toBe(false);
  });
});
