/** All figures of runs that are made up: of a year, of ten days, and of ones that lack parts. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { figures } from "../../../src/evaluation/figures/figures.js";
import type { FigureInput } from "../../../src/evaluation/figures/runFigure.js";
import { grid, landFraction, regions } from "../runFolder.js";
import { labelsOf, overlapping } from "./labels.js";
import { syntheticRun } from "./syntheticRun.js";

const base = { grid, landFraction, regions, soundingsADay: 6, twin: true };
const year = syntheticRun({ ...base, start: Date.UTC(2016, 0, 1) / 1000, days: 366 });
const tenDays = syntheticRun({ ...base, start: Date.UTC(2016, 6, 3) / 1000, days: 10, soundingsADay: 30, twin: false });

const draw = (name: string, run: FigureInput): string => {
  const figure = figures.find((one) => one.name === name);
  if (figure === undefined) throw new Error(`no figure ${name}`);
  return figure.draw(run);
};
const applying = (run: FigureInput): string[] => figures.filter((one) => one.appliesTo(run)).map(({ name }) => name);

describe.each([
  ["a year", year],
  ["ten days", tenDays],
])("figures of %s", (length, run) => {
  it.each(applying(run))("%s is as it was, no label over another", async (name) => {
    const svg = draw(name, run);
    expect(svg).not.toMatch(/NaN|undefined|Infinity/);
    const labels = labelsOf(svg);
    expect(overlapping(labels)).toEqual([]);
    const marks = ["path", "rect", "circle"].map(
      (mark) => `${mark} ${svg.match(new RegExp(`<${mark} `, "g"))?.length ?? 0}`,
    );
    const places = labels.map(({ text, left, bottom }) => `${Math.round(left)} ${Math.round(bottom)} ${text}`);
    await expect(`${[...marks, ...places].join("\n")}\n`).toMatchFileSnapshot(
      `drawn/${name}_${length.replaceAll(" ", "_")}.txt`,
    );
  });
});

describe("bars of provinces", () => {
  it("have room for a truth that no spread reaches", () => {
    const { fluxes } = year.evaluation;
    if (fluxes === undefined) throw new Error("the run has fluxes");
    const rows = fluxes.regions.map((row) => ({
      ...row,
      teragrams: { ...row.teragrams, truth: row.teragrams.prior - 6 * row.teragrams.priorSpread },
    }));
    const svg = draw("figure_provinces", {
      ...year,
      evaluation: { ...year.evaluation, fluxes: { ...fluxes, regions: rows } },
    });
    const mark = /translate\((\S+) \S+\)"><path d="M0-5V5"[^>]*\/><\/g>/g;
    // The first is that of the legend.
    const [, ...marks] = [...svg.matchAll(mark)].map(([, x]) => Number(x));
    const [width] = [...svg.matchAll(/<rect[^>]* width="(\d+)" height="\d+" fill="none"/g)].map(([, w]) => Number(w));
    expect(marks.length).toBeGreaterThan(20);
    expect(Math.min(...marks)).toBeGreaterThan(0);
    expect(Math.max(...marks)).toBeLessThan(width);
  });
});

describe("the list of figures", () => {
  it("has names that are those of files, each once", () => {
    const names = figures.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^(flux_map|figure_[a-z_]+)$/);
  });

  it("is that of the documentation", () => {
    const text = readFileSync(fileURLToPath(new URL("../../../docs/figures.md", import.meta.url)), "utf8");
    const documented = [...text.matchAll(/^\| `([a-z_]+)` \|/gm)].map(([, name]) => name);
    expect(documented).toEqual(figures.map(({ name }) => name));
  });

  it("says in every title what is made up, and nothing where nothing is", () => {
    const both = "(twin experiment, synthetic weather)</title>";
    expect(applying(year).filter((name) => !draw(name, year).includes(both))).toEqual([]);
    expect(applying(tenDays).filter((name) => /twin|synthetic/.test(draw(name, tenDays)))).toEqual([]);
  });
});

describe("a run that lacks parts", () => {
  it("without observations has no figure of them", () => {
    const { observations: _, ...evaluation } = tenDays.evaluation;
    expect(applying({ ...tenDays, evaluation, observations: undefined })).toEqual([
      "flux_map",
      "figure_seasons",
      "figure_series",
      "figure_ecological_areas",
      "figure_provinces",
      "figure_province_map",
      "figure_surface",
      "figure_spread",
      "figure_correlations",
    ]);
  });

  it("without fluxes and mole fractions has those of observations that need no map", () => {
    const { fluxes: _, ...evaluation } = tenDays.evaluation;
    expect(applying({ ...tenDays, evaluation, fluxes: undefined, surface: undefined })).toEqual([
      "figure_soundings",
      "figure_calibration",
      "figure_consistency",
      "figure_taylor",
    ]);
  });

  it("without soundings that were assimilated draws what is left", () => {
    const { observations } = tenDays;
    if (observations === undefined) throw new Error("the run has observations");
    const fate = observations.fate.map((one) => (one === "assimilated" ? "thinned" : one));
    const run = { ...tenDays, observations: { ...observations, fate } };
    const names = applying(run);
    expect(names).not.toContain("figure_increments");
    expect(names).toContain("figure_departures");
    for (const name of names) expect(draw(name, run)).not.toMatch(/NaN|undefined|Infinity/);
  });
});
