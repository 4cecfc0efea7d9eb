import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import type { Combination } from "../../src/evaluation/combination.js";
import { combineRuns, writeCombination } from "../../src/evaluation/combine.js";
import { renderCombination } from "../../src/evaluation/combineReport.js";
import { evaluateRun } from "../../src/evaluation/evaluate.js";
import { checkTotals, type RunTotals } from "../../src/evaluation/combineFaults.js";
import type { Evaluation } from "../../src/evaluation/evaluation.js";
import type { RegionRow } from "../../src/evaluation/rows.js";
import { centredGrid, createGrid, type Grid } from "../../src/grids/grid.js";
import { createProjection, obliqueStereographic } from "../../src/grids/projection.js";
import { type Region, regionArea } from "../../src/regions/region.js";
import { DAYS, grid, MEMBERS, regions, writeRun } from "./runFolder.js";

/** PgC yr-1 of 1 mol s-1: 12.011 g mol-1 over a mean Gregorian year. */
const PGC_PER_YEAR = (12.011 * 365.2425 * 86400) / 1e15;
/** What is added to the posterior of each run [mol m-2 s-1]. */
const SHIFTS = [0, 3e-7, -1.5e-7];
const mixings = ["local", "acm2", "local"];
const faultsOf = async (runs: readonly string[]): Promise<string[]> => {
  const error: unknown = await combineRuns(runs).catch((cause: unknown) => cause);
  return (error as Error).message
    .split("\n")
    .map((line) => runs.reduce((text, run, k) => text.replaceAll(run, `run${k}`), line));
};

describe("runs with regions of their own", () => {
  const half = (id: string, first: number): Region => {
    const share = Float64Array.from({ length: grid.cells }, (_, cell) => (cell % 12 >= first ? 0.5 : 0));
    return { id, title: `${id} (50 % of it)`, share };
  };
  const write = async (mixing: string, ...own: readonly Region[]): Promise<string> =>
    (await writeRun({}, 1, { configuration: { mixing, regions: own.map(({ id }) => id) }, own })).folder;

  it("are combined in those that all have, and it is said which those are not", async () => {
    const folders = [
      await write("local", half("Basin, lower", 4), half("West", 2)),
      await write("acm2", half("Basin, lower", 4)),
    ];
    const together = await combineRuns(folders);
    expect(together.differences.map(({ key }) => key)).toEqual(["mixing"]);
    expect(together.statements).toContain("Regions that not all of the experiment files give are left out: West.");
    const row = together.regions.find(({ region, period }) => region === "Basin, lower" && period === "whole")!;
    expect(row.area / regionArea(half("", 4), grid.area)).toBeCloseTo(1, 12);
    expect(row.totals.every(Number.isFinite) && row.spreads.every((spread) => spread > 0)).toBe(true);
    expect(together.regions.some(({ region }) => region === "West")).toBe(false);
    expect(together.coverage[together.coverage.length - 1]).toMatchObject({
      group: "regions of the experiment file",
      regions: 1,
    });
    const text = renderCombination(together);
    expect(text).toMatch(
      /Natural flux of regions of the experiment file \[PgC yr-1\]\n-+\n(.*\n){2}Basin, lower \(50 %\)/,
    );
    const output = join(mkdtempSync(join(tmpdir(), "combined-")), "out");
    await writeCombination(folders, output);
    expect(readFileSync(join(output, "combined.csv"), "utf8")).toContain('\n"Basin, lower",');
    expect(readFileSync(join(output, "combined.svg"), "utf8")).toContain("Regions of the experiment file");
  });

  it("do not differ by them alone", async () => {
    const faults = await faultsOf([await write("local", half("Basin", 4)), await write("local")]);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toContain("run1: the same configuration, seed, inputs and program as run0");
  });

  it("are refused where one name means two regions", async () => {
    const faults = await faultsOf([await write("local", half("Basin", 4)), await write("acm2", half("Basin", 3))]);
    expect(faults).toEqual([expect.stringMatching(/^run1: region "Basin": \d+ km2; expected \d+ km2, as in run0/)]);
  });
});

describe("three runs of one truth", () => {
  let folders: string[];
  let together: Combination;
  let alone: Evaluation[];
  beforeAll(async () => {
    folders = [];
    for (const [k, posteriorShift] of SHIFTS.entries()) {
      const configuration = { mixing: mixings[k], filter: { lagDays: 7 + k }, title: `no. ${k}`, output: `runs/${k}` };
      folders.push((await writeRun({}, 1, { posteriorShift, configuration })).folder);
    }
    together = await combineRuns(folders);
    alone = await Promise.all(folders.map(evaluateRun));
  });

  it("are reported for every region, whole and by month", () => {
    const ids = regions.map(({ id }) => id);
    for (const period of ["whole", "2016-07", "2016-08"]) {
      expect(together.regions.filter((row) => row.period === period).map(({ region }) => region)).toEqual(ids);
    }
    expect(together.regions).toHaveLength(3 * ids.length);
  });

  it("have each run's own total and spread, as its evaluation has them", () => {
    for (const [i, row] of together.regions.entries()) {
      const own = alone.map(({ fluxes }) => fluxes!.regions[i]);
      expect([row.region, row.period]).toEqual([own[0].region, own[0].period]);
      expect(row.totals).toEqual(own.map(({ posterior }) => posterior));
      expect(row.spreads).toEqual(own.map(({ posteriorSpread }) => posteriorSpread));
      expect(row.priors).toEqual(own.map(({ prior }) => prior));
    }
    expect(together.runs.map(({ members }) => members)).toEqual([MEMBERS, MEMBERS, MEMBERS]);
  });

  it("have the spread that was put between them, and that of their members", () => {
    const centre = (SHIFTS[0] + SHIFTS[1] + SHIFTS[2]) / 3;
    const between = Math.sqrt(SHIFTS.reduce((sum, shift) => sum + (shift - centre) ** 2, 0) / 2);
    for (const region of regions) {
      const row = together.regions.find((found) => found.region === region.id && found.period === "whole")!;
      const size = regionArea(region, grid.area) * PGC_PER_YEAR;
      expect(row.between / (between * size)).toBeCloseTo(1, 6);
      // The members are the same draws in all runs.
      expect(row.within / row.spreads[0]).toBeCloseTo(1, 12);
      expect(row.combined).toBeCloseTo(Math.hypot(row.within, row.between), 12);
      expect(row.mean).toBeCloseTo(row.totals[0] + centre * size, 6);
      expect(row.errorOverCombined).toBeCloseTo((row.mean - row.truth) / row.combined, 12);
      expect(row.holdsTruth).toBe(Math.abs(row.mean - row.truth) <= row.quantile * row.combined);
    }
    expect(together.regions.some(({ holdsTruth }) => holdsTruth)).toBe(true);
  });

  it("count how often intervals hold the truth", () => {
    const row = together.coverage.find(({ group }) => group === "R24 regions")!;
    const own = together.regions.filter(({ region, period }) => period === "whole" && region.startsWith("R24-"));
    expect(row.regions).toBe(24);
    expect(row.combined).toBe(own.filter(({ holdsTruth }) => holdsTruth).length / 24);
    const held = own.filter(({ totals, spreads, truth }) => Math.abs(totals[1] - truth) <= 1.6448536 * spreads[1]);
    expect(row.ofRuns[1]).toBe(held.length / 24);
    const squares = own.reduce((sum, { totals, spreads, truth }) => sum + ((totals[1] - truth) / spreads[1]) ** 2, 0);
    expect(row.ratioOfRuns[1]).toBeCloseTo(Math.sqrt(squares / 24), 9);
  });

  it("say in what they differ, and that title and output are no difference", () => {
    expect(together.differences).toEqual([
      { key: "mixing", values: mixings },
      { key: "filter.lagDays", values: [7, 8, 9] },
    ]);
  });

  it("have their scores side by side", () => {
    const validation = together.scores.filter(({ against }) => against === "validation");
    expect(validation.map(({ run }) => run)).toEqual([0, 1, 2]);
    const row = alone[2].observations!.columns.find(
      ({ run, against, period }) => run === "FC" && against === "validation" && period === "whole",
    );
    expect(validation[2].rmse.FC).toBe(row?.rmse);
    const assimilated = together.scores.find(({ run, against }) => run === 1 && against === "assimilated");
    expect(assimilated?.chiSquare).toBe(alone[1].observations?.innovations?.chiSquare);
  });

  it("make a report without gaps, and say what it cannot hold", () => {
    const text = renderCombination(together);
    expect(text).not.toMatch(/NaN|undefined|null|Infinity/);
    expect(text).toContain("- mixing: 1 local, 2 acm2, 3 local");
    expect(text).toContain("TWIN EXPERIMENT");
    expect(text.replace(/\s+/g, " ")).toContain("A bias that all runs share");
    const land = together.regions.find(({ region, period }) => region === "land" && period === "whole")!;
    expect(text).toContain(`${land.low.toFixed(3)} to ${land.high.toFixed(3)}`);
    expect(text.split("\n").filter((line) => line.length > 80 && !line.includes("/run: "))).toEqual([]);
  });

  it("are written as JSON, table and figure into a folder, beside what lies there", async () => {
    const output = join(mkdtempSync(join(tmpdir(), "combined-")), "inner", "out");
    await writeCombination(folders, output);
    const names = ["combined.csv", "combined.json", "combined.png", "combined.svg"];
    expect(readdirSync(output)).toEqual(names);
    expect(readdirSync(join(output, ".."))).toEqual(["out"]);
    const json = JSON.parse(readFileSync(join(output, "combined.json"), "utf8")) as Combination;
    expect(json.regions[3].combined).toBe(together.regions[3].combined);
    const lines = readFileSync(join(output, "combined.csv"), "utf8").trimEnd().split("\n");
    expect(lines).toHaveLength(1 + together.regions.length);
    expect(lines[0]).toContain("region,title,period,days,area_m2,mean,within,between,combined,");
    expect(lines.find((line) => line.startsWith("R8-2,"))).toContain('"R8, part 2",whole,3,');
    const svg = readFileSync(join(output, "combined.svg"), "utf8");
    expect(svg).toContain("Natural CO₂ flux from 3 runs together");
    expect(svg).not.toMatch(/NaN|undefined/);

    writeFileSync(join(output, "notes.txt"), "of someone");
    await writeCombination(folders.slice(0, 2), output);
    expect(readdirSync(output)).toEqual([...names, "notes.txt"]);
    expect(readFileSync(join(output, "combined.svg"), "utf8")).toContain("from 2 runs together");
  });

  it("leave a folder as it was where not everything can be written", async () => {
    const output = mkdtempSync(join(tmpdir(), "combined-"));
    writeFileSync(join(output, "combined.csv"), "older");
    mkdirSync(join(output, "combined.svg"));
    await expect(writeCombination(folders, output)).rejects.toThrow(
      /could not be written: .*combined\.svg is a folder/,
    );
    expect(readdirSync(output)).toEqual(["combined.csv", "combined.svg"]);
    expect(readFileSync(join(output, "combined.csv"), "utf8")).toBe("older");
  });

  it("are not written into the folder of a run", async () => {
    await expect(writeCombination(folders, folders[1])).rejects.toThrow(
      /the folder of a run; expected a folder of its own/,
    );
    expect(existsSync(join(folders[1], "combined.json"))).toBe(false);
  });
});

describe("runs of several truths", () => {
  it("have no error, and a warning", async () => {
    const [one, other] = [
      await writeRun({}, 1),
      await writeRun({}, 1, { truthShift: 1e-6, configuration: { seed: 8 } }),
    ];
    const { regions: rows, coverage, statements } = await combineRuns([one.folder, other.folder]);
    expect(coverage).toEqual([]);
    expect(rows.every(({ truth, holdsTruth }) => Number.isNaN(truth) && holdsTruth === null)).toBe(true);
    expect(statements.join(" ")).toContain("the truths of these twins are not the same");
    expect(statements.join(" ")).toContain("differ in their seed alone");
  });

  it("of which one is no twin, likewise", async () => {
    const [one, other] = [await writeRun({}, 1), await writeRun({ twin: false }, 1, { configuration: { seed: 8 } })];
    const { coverage, statements } = await combineRuns([one.folder, other.folder]);
    expect(coverage).toEqual([]);
    expect(statements.join(" ")).toContain("1 of 2 runs are twin experiments");
  });
});

describe("runs that do not go together", () => {
  const other = (variant = {}, content = {}, spinUpDays = 1): Promise<string> =>
    writeRun(content, spinUpDays, { configuration: { seed: 8 }, ...variant }).then(({ folder }) => folder);
  let first: string;
  let rowsOfFirst: readonly RegionRow[];
  beforeAll(async () => {
    first = (await writeRun()).folder;
    rowsOfFirst = (await evaluateRun(first)).fluxes!.regions;
  });

  it("are too few", async () => {
    expect(await faultsOf([first])).toEqual([
      "combine: one run, run0; expected two or more: between runs there is no spread of one",
    ]);
  });

  it("have another period: each that has", async () => {
    const runs = [first, await other({ days: DAYS - 1 }), await other(), await other({}, {}, 2)];
    const remedy = "combine runs of one period; the days of spin-up are not scored";
    expect(await faultsOf(runs)).toEqual([
      `run1: scored period: 2016-07-31 to 2016-08-02; expected 2016-07-31 to 2016-08-03, that of run0; ${remedy}`,
      `run3: scored period: 2016-08-01 to 2016-08-03; expected 2016-07-31 to 2016-08-03, that of run0; ${remedy}`,
    ]);
  });

  it("are not finished", async () => {
    const [fault] = await faultsOf([first, await other({}, { finished: false })]);
    expect(fault).toMatch(/^run1: a run that was stopped, or goes on; expected a finished run; go on with it/);
  });

  it("are one run twice", async () => {
    const [fault] = await faultsOf([first, await other(), first]);
    expect(fault).toMatch(/^run0: the same configuration, seed, inputs and program as run0; .*counts twice/);
  });

  it("of one configuration, but with inputs of other content, do go together, and say so", async () => {
    const input = (sha256: string) => [{ path: "/data/nee.nc", bytes: 1, sha256: sha256.repeat(64) }];
    const runs = [await other({ inputs: input("a") }), await other({ inputs: input("b"), posteriorShift: 1e-7 })];
    const { differences } = await combineRuns(runs);
    expect(differences).toEqual([{ key: "content of /data/nee.nc", values: ["a".repeat(12), "b".repeat(12)] }]);
  });

  it("have no posterior, or no members", async () => {
    const [without] = await faultsOf([first, await other({}, { posterior: false })]);
    expect(without).toMatch(/^run1: no posterior fluxes of all scored days; expected a run with an analysis/);
    const [single] = await faultsOf([first, await other({}, { members: false })]);
    expect(single).toMatch(/^run1: no totals of its members for all regions/);
  });

  it("lie on another grid, or have another land", () => {
    const [{ region, title }] = rowsOfFirst;
    const run = (folder: string, own: Grid, area: number, id = region): RunTotals => ({
      folder,
      grid: own,
      members: MEMBERS,
      days: 3,
      rows: [{ ...rowsOfFirst[0], region: id, title, area }],
    });
    const stereographic = createProjection(obliqueStereographic(110, 35));
    const centred = (columns: number, spacing: number): Grid =>
      createGrid(centredGrid("test", stereographic, columns, 10, spacing, [110, 35]));
    const own = run("a", grid, 1e12);
    expect(() => checkTotals([own, run("b", centred(12, 450e3), 1e12)])).not.toThrow();
    expect(() => checkTotals([own, run("b", centred(11, 450e3), 1e12)])).toThrow(
      /^b: grid: 11 x 10 cells from .* E, .* N; expected 12 x 10 cells from .*, as in a; /,
    );
    expect(() => checkTotals([own, run("b", centred(12, 449e3), 1e12)])).toThrow(/^b: grid: 12 x 10 cells from/);
    expect(() => checkTotals([own, run("b", grid, 1.01e12)])).toThrow(
      /^b: region "domain": 1010000 km2; expected 1000000 km2, as in a; /,
    );
    expect(() => checkTotals([own, run("b", grid, 1e12, "moon")])).toThrow(
      /^b: regions: "moon"; expected none such, as/,
    );
  });

  it("lack days of fluxes", async () => {
    const run = await other();
    rmSync(join(run, "flux_20160802.nc"));
    const [fault] = await faultsOf([first, run]);
    expect(fault).toMatch(/^run1: flux files: 2 scored days; expected 3, as in run0/);
  });
});
