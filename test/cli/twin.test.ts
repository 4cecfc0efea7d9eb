/** A small twin experiment from its file to its tables, and what must and must not change its numbers. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { openNetcdf } from "../../src/io/openNetcdf.js";
import { fates } from "../../src/observations/fate.js";
import {
  columnError,
  jdas,
  jdasSucceeds,
  type Outcome,
  readEvaluation,
  readNumbers,
  runVariant,
  smallTwin,
  temporaryFolder,
  writeExperiment,
} from "./jdas.js";

const folder = temporaryFolder();
const out = join(folder, "out");
const DAYS = ["20160701", "20160702"];
let outcome: Outcome;

/** @returns names of the variables that hold anything but finite numbers */
function notFinite(variables: Record<string, Float64Array>): string[] {
  return Object.keys(variables).filter((name) => !variables[name].every(Number.isFinite));
}

beforeAll(async () => {
  writeExperiment(folder, "twin.yaml", smallTwin);
  outcome = await jdasSucceeds(folder, "run", "twin.yaml");
});

describe("a small twin experiment", () => {
  it("succeeds and prints its tables and what lies where", () => {
    for (const text of [
      "Small twin\n==========",
      "TWIN EXPERIMENT",
      "Period 2016-07-01 to 2016-07-03",
      "Columns: simulated minus reference",
      "Error of the period-mean natural flux against the truth",
      "Carbon budget of the domain",
      "Written to out/",
    ]) {
      expect(outcome.stdout).toContain(text);
    }
    expect(outcome.stdout).toContain(readFileSync(join(out, "evaluation.txt"), "utf8"));
    expect(outcome.stdout).not.toMatch(/NaN|undefined|\[object/);
  });

  it("writes every file that it names, and nothing else", () => {
    const list = outcome.stdout.slice(outcome.stdout.indexOf("Written to"));
    const named = [...list.matchAll(/\w+\.(?:txt|jsonl|json|svg|png|nc)/g)].flatMap(([name]) =>
      name.includes("YYYYMMDD") ? DAYS.map((day) => name.replace("YYYYMMDD", day)) : [name],
    );
    expect(named).toHaveLength(26);
    const several = /^(table_[a-z_]+\.csv|figure_[a-z_]+\.(svg|png)|checkpoint_.*\.npz)$/;
    expect(readdirSync(out).filter((name) => name.startsWith("checkpoint_"))).toEqual([
      "checkpoint_analysis_20160702.npz",
    ]);
    expect(list).toContain("table_NAME.csv");
    expect(readdirSync(out).filter((name) => several.test(name)).length).toBeGreaterThan(5);
    expect(readdirSync(out).filter((name) => !several.test(name))).toEqual(
      named.filter((name) => !name.startsWith("figure_NAME.")).sort(),
    );
  });

  it("logs one line a simulated day", () => {
    const lines = outcome.stderr.split("\n");
    const days = lines.filter((line) => line.startsWith("AN, 8 members: "));
    expect(days).toHaveLength(DAYS.length);
    expect(days[1]).toMatch(
      /^AN, 8 members: 2016-07-02 done \(2 of 2 days\), [\d.]+ days\/min, 0 s left, \d+ observations used, RMS departure \d+\.\d\d ppm$/,
    );
    // oxlint-disable-next-line no-control-regex -- what a terminal would take for orders
    expect(outcome.stderr).not.toMatch(/[\u001b\r]/);
  });

  it("closes the carbon budget of every run and day", async () => {
    const file = await openNetcdf(join(out, "budget.nc"));
    expect(file.variable("run").readStrings()).toEqual(["analysis", "control", "truth", "posterior"]);
    expect(file.dimensions.time).toBe(DAYS.length);
    file.close();
    const terms = await readNumbers(join(out, "budget.nc"));
    const { start, emission, inflow, increment, air_correction, end, residual } = terms;
    end.forEach((content, i) => {
      const sum = start[i] + emission[i] + inflow[i] + increment[i] + air_correction[i];
      expect(content).toBeGreaterThan(0);
      expect(Math.abs(sum - content) / content).toBeLessThan(1e-9);
      expect(Math.abs(residual[i]) / content).toBeLessThan(1e-9);
      expect(Math.abs(emission[i]) / content).toBeGreaterThan(1e-6);
    });
  });

  it("holds finite numbers of the right size in every field", async () => {
    for (const day of DAYS) {
      const fluxes = await readNumbers(join(out, `flux_${day}.nc`));
      const air = await readNumbers(join(out, `concentration_${day}.nc`));
      expect(notFinite(fluxes)).toEqual([]);
      expect(notFinite(air)).toEqual([]);
      for (const name of ["natural_prior", "natural_background", "natural_posterior", "natural_truth"]) {
        const largest = Math.max(...fluxes[name].map(Math.abs));
        expect({ name, plausible: largest > 1e-6 && largest < 3e-4 }).toEqual({ name, plausible: true });
      }
      for (const name of ["co2", "co2_control", "co2_truth"]) {
        const plausible = air[name].every((value) => value > 300 && value < 800);
        expect({ name, plausible }).toEqual({ name, plausible: true });
      }
      expect(Math.min(...air.co2_spread)).toBeGreaterThan(0);
    }
  });

  it("compares every observation in every run", async () => {
    const observations = await readNumbers(join(out, "observations.nc"));
    expect(observations.fate.length).toBeGreaterThan(20);
    expect(observations.fate.some((fate) => fates[fate] === "assimilated")).toBe(true);
    expect(notFinite(observations)).toEqual([]);
  });

  it("brings the columns nearer to the truth than the control", () => {
    const evaluation = readEvaluation(out);
    expect(columnError(evaluation, "AN", "truth")).toBeLessThan(columnError(evaluation, "CTRL", "truth"));
    expect(columnError(evaluation, "AN", "truth")).toBeLessThan(columnError(evaluation, "BG", "truth"));
  });

  it("is a page to hand on, for which no other file gives way", async () => {
    expect(outcome.stdout).toMatch(/one page to hand on: jdas report out\n$/);
    const { stdout } = await jdasSucceeds(folder, "report", "out");
    expect(stdout).toBe("Written to out/report.html: one file, to be opened in any browser.\n");
    const page = readFileSync(join(out, "report.html"), "utf8");
    for (const text of [
      "<h1>Small twin</h1>",
      "Twin experiment, synthetic weather",
      "Kou, X.",
      "8 members",
      "20 × 16 cells of 200 km",
    ])
      expect(page).toContain(text);
    expect(page).not.toMatch(/>(NaN|undefined|null|\[object Object\])/);
    writeFileSync(join(folder, "notes.html"), "<p>mine</p>");
    const { code, stderr } = await jdas(folder, "report", "out", "-o", "notes.html");
    expect([code, readFileSync(join(folder, "notes.html"), "utf8")]).toEqual([1, "<p>mine</p>"]);
    expect(stderr).toContain("a file or folder that is no report of this program");
  });

  it("is evaluated again to the same numbers", async () => {
    const before = readFileSync(join(out, "evaluation.json"), "utf8");
    const again = await jdasSucceeds(folder, "evaluate", "out");
    expect(again.stdout).toBe(`${readFileSync(join(out, "evaluation.txt"), "utf8")}\n`);
    expect(readFileSync(join(out, "evaluation.json"), "utf8")).toBe(before);
  });

  it("gives way to itself with --replace only, and to the same numbers, with a page where it is asked for", async () => {
    const before = readFileSync(join(out, "evaluation.json"), "utf8");
    const { code, stderr } = await jdas(folder, "run", "twin.yaml");
    expect(code).toBe(1);
    expect(stderr).toMatch(/a run of this configuration of .*, finished/);
    expect(stderr).toContain("--replace");
    const { stdout } = await jdasSucceeds(folder, "run", "twin.yaml", "--replace", "--report");
    expect(stdout).toMatch(/\nWritten to out\/report\.html: one file, to be opened in any browser\.\n$/);
    expect(readFileSync(join(out, "report.html"), "utf8")).toContain("<h1>Small twin</h1>");
    expect(readFileSync(join(out, "evaluation.json"), "utf8")).toBe(before);
  });
});

describe("the numbers of a twin experiment", () => {
  it("are the same, bit for bit, with one thread as with two", async () => {
    const other = await runVariant(folder, "alone", { ...smallTwin, threads: 2 });
    const text = (run: string): string => readFileSync(join(run, "evaluation.json"), "utf8");
    expect(text(other)).toBe(text(out));
    expect(await readNumbers(join(other, "flux_20160702.nc"))).toEqual(
      await readNumbers(join(out, "flux_20160702.nc")),
    );
  });

  it("are others with another seed", async () => {
    const other = readEvaluation(await runVariant(folder, "seed8", { ...smallTwin, seed: 8 }));
    const scores = ({ fluxes }: typeof other): number[] => fluxes?.scores.map(({ posterior }) => posterior) ?? [];
    expect(scores(other)).toHaveLength(4);
    scores(readEvaluation(out)).forEach((score, i) => expect(scores(other)[i]).not.toBe(score));
    const { stdout } = await jdasSucceeds(folder, "report", "out", "seed8");
    expect(stdout).toContain("Written to comparison.html");
    expect(readFileSync(join(folder, "comparison.html"), "utf8")).toContain("One thing differs: seed.");
  });

  it("have the control of a run of CTRL alone, to the rounding of float32", async () => {
    const { twin: _twin, observations: _observations, ...rest } = smallTwin;
    const alone = await runVariant(folder, "control", { ...rest, runs: ["control"] });
    expect(existsSync(join(alone, "flux_20160701.nc"))).toBe(false);
    for (const day of DAYS) {
      const { co2 } = await readNumbers(join(alone, `concentration_${day}.nc`), "co2");
      const { co2_control } = await readNumbers(join(out, `concentration_${day}.nc`), "co2_control");
      const largest = co2.reduce((most, value, i) => Math.max(most, Math.abs(value - co2_control[i])), 0);
      expect(co2).toHaveLength(8 * 16 * 20);
      expect(largest).toBeLessThan(1e-4);
    }
  });
});

// R8 error reduction of this set-up for the seeds 1 to 12: 53, 23, 25, 44, 46, 23, 59, 67, 62, 40, 64, 32 %.
// RMSE of FC against the truth is 0.30 to 0.66 of that of CTRL, of AN 0.31 to 0.71.
describe("a twin experiment of twelve days", () => {
  it("finds the fluxes of large regions, and columns that follow from them", async () => {
    const evaluation = readEvaluation(
      await runVariant(folder, "longer", {
        ...smallTwin,
        seed: 1,
        period: { start: "2016-07-01", end: "2016-07-13", spinUpDays: 2 },
        ensemble: { form: "persistent", members: 24, lagDays: 7 },
      }),
    );
    const regions = evaluation.fluxes?.scores.find(({ scale }) => scale === "R8");
    expect(regions?.errorReduction).toBeGreaterThan(20);
    expect(columnError(evaluation, "FC", "truth")).toBeLessThan(0.8 * columnError(evaluation, "CTRL", "truth"));
    expect(columnError(evaluation, "AN", "truth")).toBeLessThan(0.8 * columnError(evaluation, "CTRL", "truth"));
  });
});
