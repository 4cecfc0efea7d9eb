import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import { beforeAll, describe, expect, it } from "vitest";
import { evaluateRun, pngOfFluxMap, writeEvaluation } from "../../src/evaluation/evaluate.js";
import type { Evaluation } from "../../src/evaluation/evaluation.js";
import type { ColumnRow } from "../../src/evaluation/rows.js";
import { evaluationJson } from "../../src/evaluation/evaluation.js";
import { evaluationJsonSchema } from "../../src/evaluation/evaluationForm.js";
import { renderEvaluation } from "../../src/evaluation/report.js";
import { cosineOfZenith } from "../../src/grids/sun.js";
import { openNetcdf } from "../../src/io/openNetcdf.js";
import { historyOf } from "../../src/runs/runFolder.js";
import { writeGridFile } from "../../src/runs/gridFile.js";
import {
  aboutRun,
  DAYS,
  grid,
  landFraction,
  MEMBERS,
  meanField,
  regions,
  START,
  writeRun,
  type Written,
} from "./runFolder.js";

const row = (rows: readonly ColumnRow[] | undefined, run: string, against: string, period = "whole"): ColumnRow => {
  const found = rows?.find((r) => r.run === run && r.against === against && r.period === period);
  if (found === undefined) throw new Error(`no row ${run} ${against} ${period}`);
  return found;
};
const rms = (values: readonly number[]): number => Math.sqrt(values.reduce((s, v) => s + v * v, 0) / values.length);
/** PgC yr-1 of 1 mol s-1: 12.011 g mol-1 over a mean Gregorian year. */
const PGC_PER_YEAR = (12.011 * 365.2425 * 86400) / 1e15;

const accepts = new Ajv({ allErrors: true, strict: true, allowUnionTypes: true, validateFormats: false }).compile(
  evaluationJsonSchema(),
);
/** What the JSON Schema that ships says of an evaluation's text. */
const faultsOf = (text: string): string[] => {
  accepts(JSON.parse(text));
  return (accepts.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
};

describe("a complete twin experiment", () => {
  let written: Written;
  let evaluation: Evaluation;
  beforeAll(async () => {
    written = await writeRun();
    evaluation = await evaluateRun(written.folder);
  });

  it("compares columns after the spin-up, by kind of observation", () => {
    const { columns, fate, time } = written;
    for (const [against, flag] of [
      ["assimilated", 0],
      ["validation", 1],
    ] as const) {
      const chosen = time.map((_, i) => i).filter((i) => fate[i] === flag && time[i] >= START + 86400);
      const departures = chosen.map((i) => columns.posterior[i] - columns.xco2[i]);
      const found = row(evaluation.observations?.columns, "FC", against);
      expect(found.count).toBe(chosen.length);
      expect(found.rmse).toBeCloseTo(rms(departures), 10);
      expect(found.bias).toBeCloseTo(departures.reduce((a, b) => a + b) / chosen.length, 10);
      const within = departures.filter((d) => Math.abs(d) <= 1).length / chosen.length;
      const shares = evaluation.observations?.biases.rows.find((r) => r.run === "FC" && r.against === against)?.shares;
      expect(shares?.[3]).toBeCloseTo(within, 10);
    }
  });

  it("scores a month by its own observations", () => {
    const { columns, fate, time } = written;
    const august = Date.UTC(2016, 7, 1) / 1000;
    const chosen = time.map((_, i) => i).filter((i) => fate[i] === 1 && time[i] >= august);
    const departures = chosen.map((i) => columns.control[i] - columns.xco2[i]);
    const found = row(evaluation.observations?.columns, "CTRL", "validation", "2016-08");
    expect([found.count, found.rmse]).toEqual([chosen.length, expect.closeTo(rms(departures), 10)]);
  });

  it("compares with the noise-free truth at all simulated observations", () => {
    const { columns, fate, time } = written;
    const chosen = time.map((_, i) => i).filter((i) => fate[i] <= 1 && time[i] >= START + 86400);
    const found = row(evaluation.observations?.columns, "AN", "truth");
    expect(found.count).toBe(chosen.length);
    expect(found.rmse).toBeCloseTo(rms(chosen.map((i) => columns.analysis[i] - columns.truth[i])), 10);
  });

  // Means of days are kept as float32.
  it("totals the natural flux of each region over the scored days", () => {
    const prior = meanField(written.fluxes.natural_prior.slice(1));
    let land = 0;
    for (let c = 0; c < grid.cells; c++) if (landFraction[c] >= 0.5) land += prior[c] * grid.area[c];
    const rows = evaluation.fluxes?.regions.filter((r) => r.period === "whole") ?? [];
    expect(rows.map((r) => r.region)).toEqual(regions.map((r) => r.id));
    expect(rows.find((r) => r.region === "land")?.prior).toBeCloseTo(land * PGC_PER_YEAR, 7);
    const sum = rows.filter((r) => r.region.startsWith("R24-")).reduce((s, r) => s + r.prior, 0);
    expect(sum).toBeCloseTo(land * PGC_PER_YEAR, 7);
  });

  it("takes the spread of a total from the members' totals of the whole period", () => {
    const index = regions.findIndex((r) => r.id === "R8-3");
    const days = written.members.region_total_posterior.slice(1);
    const means = Array.from({ length: MEMBERS }, (_, m) => {
      return days.reduce((sum, day) => sum + day[index * MEMBERS + m], 0) / days.length;
    });
    const centre = means.reduce((a, b) => a + b) / MEMBERS;
    const spread = Math.sqrt(means.reduce((s, v) => s + (v - centre) ** 2, 0) / (MEMBERS - 1));
    const found = evaluation.fluxes?.regions.find((r) => r.region === "R8-3" && r.period === "whole");
    expect(found?.posteriorSpread).toBeCloseTo(spread * PGC_PER_YEAR, 12);
  });

  it("scores fluxes at the scale of cells, regions and all land", () => {
    const [prior, truth] = [written.fluxes.natural_prior, written.fluxes.natural_truth].map((f) =>
      meanField(f.slice(1)),
    );
    let [squares, area] = [0, 0];
    for (let c = 0; c < grid.cells; c++) {
      if (landFraction[c] < 0.5) continue;
      squares += grid.area[c] * (prior[c] - truth[c]) ** 2;
      area += grid.area[c];
    }
    const scores = evaluation.fluxes?.scores ?? [];
    expect(scores.map((s) => [s.scale, s.count])).toEqual([
      ["grid", 100],
      ["R24", 24],
      ["R8", 8],
      ["land", 1],
    ]);
    expect(scores[0].prior).toBeCloseTo(1e6 * Math.sqrt(squares / area), 7);
    const perRegion = regions
      .filter((r) => r.id.startsWith("R8-"))
      .map(({ share }) => {
        let [error, size] = [0, 0];
        share.forEach((weight, c) => {
          error += weight * grid.area[c] * (prior[c] - truth[c]);
          size += weight * grid.area[c];
        });
        return (1e6 * error) / size;
      });
    expect(scores[2].prior).toBeCloseTo(rms(perRegion), 7);
    for (const score of scores) {
      expect(score.errorReduction).toBeCloseTo(100 * (1 - score.posterior / score.prior), 10);
    }
  });

  it("scores what day and night contribute to the mean, each by itself", () => {
    const { natural_posterior: posterior, natural_truth: truth } = written.fluxes;
    const errors = { day: 0, night: 0 };
    let area = 0;
    for (let c = 0; c < grid.cells; c++) {
      if (landFraction[c] < 0.5) continue;
      area += grid.area[c];
      for (let hour = 24; hour < 24 * DAYS; hour++) {
        const middle = START + (hour + 0.5) * 3600;
        const part = cosineOfZenith(middle, grid.longitude[c], grid.latitude[c]) > 0 ? "day" : "night";
        const [day, index] = [Math.floor(hour / 24), (hour % 24) * grid.cells + c];
        errors[part] += (grid.area[c] * (posterior[day][index] - truth[day][index])) / (24 * (DAYS - 1));
      }
    }
    const { day, night } = evaluation.fluxes!.dayAndNight;
    for (const scores of [day, night]) expect(scores.map(({ scale }) => scale)).toEqual(["R24", "R8", "land"]);
    expect(day[2].posterior).toBeCloseTo(Math.abs((1e6 * errors.day) / area), 7);
    expect(night[2].posterior).toBeCloseTo(Math.abs((1e6 * errors.night) / area), 7);
    // The two are not the same number in another guise.
    expect(Math.abs(day[2].posterior - night[2].posterior)).toBeGreaterThan(1e-6);
    const whole = evaluation.fluxes!.scores.find(({ scale }) => scale === "land")!.posterior;
    expect(whole).toBeCloseTo(Math.abs((1e6 * (errors.day + errors.night)) / area), 7);
  });

  it("closes the budget", () => {
    expect(evaluation.budgets.map((b) => b.run)).toEqual(["analysis", "control"]);
    for (const budget of evaluation.budgets) {
      expect(budget.days).toBe(4);
      expect(budget.largestRelativeResidual).toBeLessThan(1e-14);
      expect(budget.start + budget.emission + budget.inflow + budget.increment).toBeCloseTo(budget.end, -3);
    }
  });

  it("says that so few days show nothing, and that AN is no evidence", () => {
    const said = evaluation.statements.join("\n");
    expect(said).toContain("Only 3 days are scored");
    expect(said).toMatch(/AN agrees .* no evidence/);
    expect(evaluation.missing).toEqual([]);
  });

  it("has the form of the JSON Schema, which refuses what is missing, of another type, or unknown", () => {
    const text = evaluationJson(evaluation);
    expect(faultsOf(text)).toEqual([]);
    expect(faultsOf(text.replace('"summary"', '"summery"'))).toHaveLength(2);
    expect(faultsOf(text.replace(/"rmse": [\d.]+/, '"rmse": "1"'))).not.toEqual([]);
  });

  it("reads well in 80 columns", () => {
    const text = renderEvaluation(evaluation);
    for (const line of text.split("\n")) {
      expect(line.length).toBeLessThanOrEqual(80);
      expect(line).toBe(line.trimEnd());
    }
    expect(text).toContain("A small run");
    expect(evaluation.summary).toHaveLength(5);
    expect(text.indexOf("In short")).toBeLessThan(text.indexOf("----  "));
    expect(evaluation.checks.length).toBeGreaterThan(15);
    expect(text).toContain("TWIN EXPERIMENT");
    expect(text).toContain("[PgC yr-1]");
    expect(text).not.toMatch(/NaN|undefined|null|Infinity/);
  });

  it("writes report, numbers and map into the folder, where no figure of an earlier evaluation stays", async () => {
    const stale = ["figure_published.svg", "figure_published.png"].map((name) => join(written.folder, name));
    for (const path of stale) writeFileSync(path, "of another configuration");
    const returned = await writeEvaluation(written.folder, {});
    const stored = JSON.parse(readFileSync(join(written.folder, "evaluation.json"), "utf8")) as Evaluation;
    expect(stored.observations?.columns).toEqual(JSON.parse(JSON.stringify(returned.observations?.columns)));
    expect(readFileSync(join(written.folder, "evaluation.txt"), "utf8")).toBe(renderEvaluation(returned));
    expect(readFileSync(join(written.folder, "flux_map.svg"), "utf8")).toContain("Truth \u2212 prior");
    const png = readFileSync(join(written.folder, "flux_map.png"));
    expect(png.subarray(1, 4).toString()).toBe("PNG");
    expect(stale.filter((path) => existsSync(path))).toEqual([]);
  });

  it("writes the means of each month's scored days as one file", async () => {
    const file = await openNetcdf(join(written.folder, "monthly_flux.nc"));
    const [months, bounds] = [file.variable("time").read(), file.variable("time_bounds").read()];
    const [days, prior] = [file.variable("days").read(), file.variable("natural_prior").read()];
    file.close();
    expect(Array.from(months)).toEqual([START + 86400, Date.UTC(2016, 7, 1) / 1000]);
    expect(Array.from(bounds)).toEqual([months[0], months[1], months[1], START + DAYS * 86400]);
    expect(days[0] + days[1]).toBe(DAYS - 1);
    const expected = meanField(written.fluxes.natural_prior.slice(1, 1 + days[0]));
    expected.forEach((value, cell) => expect(1e6 * prior[cell]).toBeCloseTo(1e6 * value, 6));
  });
});

describe("a folder that is not whole", () => {
  it("that lacks a day says so first, and in the record", async () => {
    const { folder } = await writeRun();
    const days = readdirSync(folder).filter((name) => name.startsWith("flux_2"));
    rmSync(join(folder, days[0]));
    const evaluation = await evaluateRun(folder);
    expect(evaluation.damage).toEqual([`${days[0]} is missing: totals and means are of the other days.`]);
    expect(faultsOf(evaluationJson(evaluation))).toEqual([]);
    const text = renderEvaluation(evaluation);
    expect(text.indexOf("This folder is not whole")).toBeLessThan(text.indexOf("In short"));
    expect(evaluation.summary.join(" ")).toContain("the folder is not whole");
  });

  it("that holds a day of another run names it", async () => {
    const { folder } = await writeRun();
    const about = {
      ...aboutRun(folder),
      history: historyOf("fedcba987654", "openjdas 0.1.0"),
    };
    await writeGridFile(about, []);
    expect((await evaluateRun(folder)).damage).toEqual([
      "grid.nc is of another run, fedcba987654: this one is 0123456789ab (run.json, identity).",
    ]);
  });

  it("whose figure fails keeps its tables, and whoever asked is told", async () => {
    const { folder } = await writeRun();
    mkdirSync(join(folder, "flux_map.png"));
    const failed: string[] = [];
    await writeEvaluation(folder, {}, { forms: pngOfFluxMap, unwritten: (what) => failed.push(what) });
    expect(failed).toEqual(["the figure flux_map"]);
    expect(existsSync(join(folder, "evaluation.json"))).toBe(true);
    await expect(writeEvaluation(folder, {})).rejects.toThrow(/flux_map\.png/);
  });
});

describe("a run that lacks parts", () => {
  it("without posterior and truth leaves their columns and panels out and says so", async () => {
    const { folder } = await writeRun({ posterior: false, twin: false });
    const evaluation = await writeEvaluation(folder, {});
    expect(faultsOf(evaluationJson(evaluation))).toEqual([]);
    expect(evaluation.observations?.columns.some((r) => r.run === "FC" || r.against === "truth")).toBe(false);
    expect(evaluation.fluxes?.scores).toEqual([]);
    expect(evaluation.missing).toContain("posterior fluxes");
    expect(evaluation.missing).toContain("the run with posterior fluxes (FC)");
    const text = renderEvaluation(evaluation);
    expect(text).not.toMatch(/NaN|undefined|null/);
    const svg = readFileSync(join(folder, "flux_map.svg"), "utf8");
    expect(svg).toContain("Prior");
    expect(svg).not.toContain("Posterior");
  });

  it("without observations, control and members' totals has fluxes without spread", async () => {
    const { folder } = await writeRun({ observations: false, members: false });
    const evaluation = await evaluateRun(folder);
    expect(faultsOf(evaluationJson(evaluation))).toEqual([]);
    expect(evaluation.observations).toBeUndefined();
    expect(evaluation.fluxes?.regions[0].priorSpread).toBeNaN();
    expect(evaluation.missing.join()).toContain("observations.nc");
    expect(renderEvaluation(evaluation)).not.toContain("+- -");
  });

  it("with no observation after the spin-up counts zero", async () => {
    const { folder } = await writeRun({ twin: false }, 4);
    const evaluation = await writeEvaluation(folder, {});
    expect(faultsOf(evaluationJson(evaluation))).toEqual([]);
    expect(row(evaluation.observations?.columns, "CTRL", "validation").count).toBe(0);
    expect(evaluation.statements.join()).toContain("No validation observation");
    expect(readFileSync(join(folder, "evaluation.json"), "utf8")).toContain('"rmse": null');
    expect(existsSync(join(folder, "flux_map.svg"))).toBe(false);
  });

  it("says that a run was stopped", async () => {
    const { folder } = await writeRun({ finished: false });
    expect((await evaluateRun(folder)).missing).toEqual(["the rest of the run: it was stopped, or goes on"]);
  });

  it("fails by name where the folder holds no run", async () => {
    await expect(evaluateRun("/no/such/folder")).rejects.toThrow(/run\.json: no such file/);
  });
});
