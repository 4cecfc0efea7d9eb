/**
 * The set-up of the paper as it ships, through the command line, on files that Python's netCDF4 and h5py write in the layouts in
 * which they are downloaded, a month of them: totals are the files' own. Changed are the period, to two days of it on both sides of
 * a new year, and the number of members; the grid is that of the weather, of 256 km.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, expect, it } from "vitest";
import { parse } from "yaml";
import { parseExperiment } from "../../src/config/parse.js";
import { SECONDS_PER_DAY } from "../../src/constants.js";
import { expandInputFiles } from "../../src/io/inputFiles.js";
import { fates } from "../../src/observations/fate.js";
import type { RunRecord } from "../../src/runs/recordFile.js";
import { toPetagramsCarbonPerYear } from "../../src/units.js";
import { saidAfter, teragrams } from "../fluxes/sources/inventories.js";
import { describeWithH5py, python } from "../io/tools.js";
import { jdasSucceeds, readNumbers, temporaryFolder } from "./jdas.js";

const HERE = dirname(fileURLToPath(import.meta.url));
const DAYS = ["2015-12-31", "2016-01-01"];
const folder = temporaryFolder();
const shipped = (name: string): string => readFileSync(join(HERE, "../../experiments", `${name}.yaml`), "utf8");

/** Copies a shipped experiment beside the data. */
function copy(name: string, period: string): void {
  const text = shipped(name)
    .replace(/^period:.*$/m, `period: ${period}`)
    .replace("members: 50", "members: 8");
  expect(text).not.toBe(shipped(name));
  writeFileSync(join(folder, `${name}.yaml`), text);
}

function writeData<T>(script: string): T {
  return python<T>(readFileSync(join(HERE, script), "utf8"), join(folder, "data"), ...DAYS);
}

function recordOf(out: string): RunRecord {
  return JSON.parse(readFileSync(join(folder, "runs", out, "run.json"), "utf8")) as RunRecord;
}

describeWithH5py("jdas run experiments/paper-2016.yaml", () => {
  let totals: Record<string, number> = {};
  let counts: Record<"good" | "bad", number> = { good: 0, bad: 0 };
  let record = {} as RunRecord;
  beforeAll(async () => {
    totals = writeData("paperFluxes.py");
    counts = writeData("paperAir.py");
    copy("paper-2016", "{ start: 2015-12-31, end: 2016-01-02 }");
    await jdasSucceeds(folder, "run", "paper-2016.yaml");
    record = recordOf("paper-2016");
  });

  it.each(["biosphere", "ocean", "fossil", "fire"])("has the %s flux of the files, to 1e-10", (component) => {
    const found = record.fluxTotals?.[component].PgCPerYear ?? Number.NaN;
    expect(Math.abs(found / toPetagramsCarbonPerYear(totals[component]) - 1)).toBeLessThan(1e-10);
  });

  it("reads all of a month of files", () => {
    const read = (name: string): number => record.inputs.filter(({ path }) => path.includes(name)).length;
    const daily = ["METCRO3D", "METDOT3D", "METCRO2D", "GRIDCRO2D", "flux1x1", "molefrac", "acos_Lt"];
    expect(daily.map(read)).toEqual(daily.map(() => 31));
  });

  it("says that the invented emissions of China are none that anybody published", () => {
    expect(record.remarks.join(" ")).toMatch(
      /The fossil flux of mainland China is 0\.\d+ PgC yr-1, .* is a part missing\? /,
    );
  });

  it("emits that in the model, to the round-off of float32", () => {
    const rate = totals.biosphere + totals.ocean + totals.fossil + totals.fire;
    const { emission } = (record.budget as Record<string, { emission: number }>).control;
    expect(Math.abs(emission / (rate * DAYS.length * SECONDS_PER_DAY) - 1)).toBeLessThan(1e-7);
  });

  it("uses or cuts at the border all that both inventories have", () => {
    const said = (words: string): number => saidAfter(words, record.remarks);
    const [inside, outside] = ["of that inside", "of that outside"];
    const used = said(inside) + said(outside);
    const cut = said(`${inside}[^,]*used and`) + said(`${outside}[^,]*used and`);
    expect(used / teragrams(totals.fossil)).toBeCloseTo(1, 6);
    expect((used + cut) / teragrams(totals.meic + totals["reas in the domain"])).toBeCloseTo(1, 6);
    // Of what both have alike at the border, some is cut on either side.
    for (const which of [inside, outside]) {
      const share = said(`${which}[^,]*used and`) / teragrams(totals.seam);
      expect(share > 0.1 && share < 2).toBe(true);
    }
  });

  it("counts what lies beyond the domain, and keeps what lies over the model's water", () => {
    const of = (words: string): number => saidAfter(words, record.remarks);
    expect(of("REAS: over the period") / teragrams(totals.reas)).toBeCloseTo(1, 6);
    expect(of("REAS: .*? and") / teragrams(totals["reas beyond"])).toBeCloseTo(1, 6);
    const overWater = of("REAS: .*?in the domain \\(");
    expect(overWater).toBeGreaterThan(teragrams(totals["ocean patch"]));
    expect(overWater).toBeLessThan(teragrams(totals["ocean patch"] + totals.seam));
    expect(of("GFED4.1s: over the period") / teragrams(totals["fire in the files"])).toBeCloseTo(1, 6);
    expect(of("GFED4.1s: .*? and") / teragrams(totals["fire in the files"] - totals.fire)).toBeCloseTo(1, 6);
  });

  it("reads the soundings of both versions, good and not good", async () => {
    const path = join(folder, "runs/paper-2016/observations.nc");
    const { longitude, latitude, fate } = await readNumbers(path, "longitude", "latitude", "fate");
    const core = Array.from(fate).filter(
      (flag, i) =>
        fates[flag] !== "outside_period" && Math.abs(longitude[i] - 116) < 10 && Math.abs(latitude[i] - 36) < 10,
    );
    expect(core.filter((flag) => fates[flag] === "not_good")).toHaveLength(counts.bad);
    expect(core.filter((flag) => fates[flag] !== "not_good")).toHaveLength(counts.good);
    expect(core.filter((flag) => fates[flag] === "assimilated").length).toBeGreaterThan(counts.good / 2);
    expect(record.remarks.join(" ")).toContain("doi:10.5067/VWSABTO7ZII4");
  });

  it("does what docs/your-own-data.md says, command by command (that of `check` has tests of its own)", async () => {
    const page = readFileSync(join(HERE, "../../docs/your-own-data.md"), "utf8");
    const blocks = (language: string): string[] =>
      [...page.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].flatMap(([, of, text]) => (of === language ? [text] : []));
    const [experiment] = blocks("yaml");
    writeFileSync(join(folder, "first-day.yaml"), experiment);
    const commands = blocks("sh").flatMap((block) => block.trim().split("\n"));
    const words = commands.map((line) =>
      line
        .replace(/^npx jdas /, "")
        .split(" ")
        .flatMap(expand),
    );
    const inspections = words.filter(([command]) => command === "inspect");
    expect(inspections.length).toBeGreaterThan(3);
    for (const { stdout } of await Promise.all(inspections.map((line) => jdasSucceeds(folder, ...line)))) {
      expect(stdout).toContain("  write   ");
      expect(stdout).not.toContain("which no attribute declares");
    }
    for (const line of words.filter(([command]) => command === "run")) await jdasSucceeds(folder, ...line);
    const { counts, remarks } = recordOf("first-day");
    expect(counts.assimilated).toBeGreaterThan(20);
    // 12 to 16 h local time of two towers, a day of two; the others are of the day before and of other hours.
    expect(counts.other_hour).toBe(40);
    expect(remarks.join(" ")).toContain("heights of each sector");
  });
});

/** As a shell does. */
function expand(word: string): string[] {
  return word.includes("*") ? expandInputFiles(word, folder) : [word];
}

it("paper-2016.yaml is valid with its commented lines in the place of those above them", () => {
  const paper = shipped("paper-2016").replace(/^ensemble:.*\n# (ensemble:)/m, "$1");
  expect(parseExperiment(paper, "paper.yaml").config.ensemble).toMatchObject({ form: "paper", beta: 80 });
  const era5 = shipped("paper-2016").replace(/^grid:.*\nvertical:.*\nmeteorology:.*\n# (meteorology:)/m, "$1");
  const { grid, vertical, meteorology } = parseExperiment(era5, "era5.yaml").config;
  expect([grid, vertical, meteorology.source]).toEqual(["china-64km", "jdas-15", "gridded"]);
});

it("paper-2016-insitu.yaml differs from paper-2016.yaml in what is observed alone", () => {
  const [columns, sites] = ["paper-2016", "paper-2016-insitu"].map((name) => {
    const { title: _t, output: _o, observations: _s, ...rest } = parse(shipped(name)) as Record<string, unknown>;
    return rest;
  });
  expect(sites).toEqual(columns);
});
