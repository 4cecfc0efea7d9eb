/** The cases: every one is an experiment that can be run, and truths that settings are chosen on are kept apart. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse, stringify } from "yaml";
import { USUAL_SIGMA } from "../../src/assimilation/fluxEnsembles/persistent.js";
import { parseExperiment } from "../../src/config/parse.js";
import { FEW_TRUTHS, REPORTED_TRUTHS, skillCases, TUNED_TRUTHS } from "../../src/skill/cases.js";
import { matrixSizes, seasons, sizes, truthForms } from "../../src/skill/matrix.js";
import { kinds } from "../../src/skill/scores.js";
import { selectCases } from "../../src/skill/select.js";
import { settings } from "../../src/skill/settings.js";
import { type Section, substitute } from "../../src/skill/substitution.js";

const shipped = Object.fromEntries(
  kinds.map((kind) => [
    kind,
    parse(readFileSync(new URL(`../../experiments/twin-${kind}.yaml`, import.meta.url), "utf8")) as Section,
  ]),
);
const cases = skillCases();

function configOf(id: string) {
  const own = cases.find((one) => one.id === id);
  if (own === undefined) throw new Error(`no case ${id}`);
  return parseExperiment(stringify(own.experiment(shipped[own.kind])), id).config;
}

describe("the cases", () => {
  it.each([false, true])("are experiments that can be run, each with a name of its own (short: %s)", (short) => {
    const all = skillCases(short);
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
    // Truths of one variation differ by their seeds alone.
    for (const own of all.filter(({ truth }) => [1, 101].includes(truth))) {
      const { config } = parseExperiment(stringify(own.experiment(shipped[own.kind])), own.id);
      expect({ id: own.id, seed: config.seed, size: config.twin?.size, family: config.twin?.family }).toEqual({
        id: own.id,
        seed: own.truth,
        size: sizes[own.size],
        family: own.form === "family" || own.form === "all" ? "patchy" : "smooth",
      });
    }
  });

  it("report no truth that settings are chosen on", () => {
    for (const { set, truth } of cases) {
      expect((set === "settings" ? TUNED_TRUTHS : REPORTED_TRUTHS).includes(truth)).toBe(true);
    }
    expect(TUNED_TRUTHS.filter((truth) => REPORTED_TRUTHS.includes(truth))).toEqual([]);
  });

  it("hold the whole matrix, and both kinds as they ship", () => {
    expect(cases.filter(({ set }) => set === "matrix")).toHaveLength(
      seasons.length * matrixSizes.length * truthForms.length * REPORTED_TRUTHS.length,
    );
    expect(cases.filter(({ set }) => set === "core")).toHaveLength(kinds.length * FEW_TRUTHS.length);
    const first = cases.find(({ id }) => id === "core-ideal-1");
    const { title, output, ...rest } = first?.experiment(shipped.ideal) ?? {};
    expect([title, output]).toEqual(["Twin experiment core-ideal-1", "core-ideal-1"]);
    expect({ ...shipped.ideal, ...rest }).toEqual({ ...shipped.ideal, seed: 1 });
  });

  it("begin with the first truth of every season and form, and come to the second before the smaller errors", () => {
    const cell = ({ season, form }: (typeof cases)[number]): string => `${season} ${form}`;
    const first = cases.slice(0, seasons.length * truthForms.length);
    expect(new Set(first.map(cell)).size).toBe(first.length);
    expect(first.every(({ set, size, truth }) => set === "matrix" && size === "full" && truth === 1)).toBe(true);
    const place = (id: string): number => cases.findIndex((own) => own.id === id);
    expect(place("matrix-october-full-all-2")).toBeLessThan(place("matrix-january-third-standard-1"));
    expect(place("matrix-october-third-all-10")).toBeGreaterThan(place("matrix-january-half-standard-1"));
  });

  it("keep no path of a machine in an experiment", () => {
    const text = JSON.stringify(cases.map((own) => own.experiment(shipped[own.kind])));
    expect(text).toContain('"files":"speedy_t30_eastasia_201607.nc"');
    expect(text).not.toMatch(/"\/|\.\.\//);
  });

  it("score 21 days of 30 of a season, and 366 days of the year", () => {
    const scored = (id: string): number => {
      const { start, end, spinUpDays } = configOf(id).period;
      return (end - start) / 86400 - spinUpDays;
    };
    for (const season of seasons) expect(scored(`matrix-${season}-full-all-1`)).toBe(21);
    expect(scored("year-all-1")).toBe(366);
    expect(configOf("year-64km-all-1").grid).toBe("china-64km");
  });

  it("tune a prior of a third of the errors by a third of the usual spread", () => {
    const { ensemble, twin } = configOf("third-tuned-july-all-1");
    expect(twin?.size).toBe(0.333);
    if (ensemble.form !== "persistent") throw new Error("not the persistent form");
    for (const [name, sigma] of Object.entries(USUAL_SIGMA)) {
      expect(ensemble.sigma[name as keyof typeof USUAL_SIGMA]).toBeCloseTo(sigma / 3, 3);
    }
  });

  it("compare settings with the standard, each another experiment", () => {
    const own = cases.filter(({ set, season, truth }) => set === "settings" && season === "july" && truth === 101);
    expect(own.map(({ variant }) => variant)).toEqual(settings.map(({ variant }) => variant));
    const told = own.map((one) => {
      const { title: _title, output: _output, ...rest } = one.experiment(shipped.real);
      return JSON.stringify(parseExperiment(stringify({ ...rest, title: "a", output: "b" }), one.id).config);
    });
    expect(new Set(told).size).toBe(settings.length);
  });
});

describe("the choice of cases", () => {
  const idsOf = (only: string): string[] => selectCases(cases, only).map(({ id }) => id);

  it("is all of them, or sets, cases and patterns by name, in their order", () => {
    expect(selectCases(cases, undefined)).toEqual(cases);
    expect(idsOf("weather, core-real-2")).toEqual(["core-real-2", "weather-standard-1", "weather-standard-2"]);
    expect(idsOf("matrix-july-full-all-*")).toEqual(REPORTED_TRUTHS.map((truth) => `matrix-july-full-all-${truth}`));
    expect(idsOf("matrix-*-full-*-1")).toHaveLength(seasons.length * truthForms.length);
    expect(idsOf("year-*")).toEqual(idsOf("year"));
  });

  it("names what it does not know", () => {
    expect(() => selectCases(cases, "core,cores")).toThrow(/--only: "cores"; expected some of matrix, perfect/);
    expect(() => selectCases(cases, "matrix-june-*")).toThrow(/"matrix-june-\*"/);
    expect(() => selectCases(cases, "matrix.july")).toThrow(/"matrix.july"/);
  });
});

describe("substitution", () => {
  it("merges sections, replaces the rest, takes away with null, and leaves what it is given", () => {
    const before = { a: 1, b: { c: 2, d: { e: [3] } }, f: { g: 4 } };
    const copy = structuredClone(before);
    expect(substitute(before, { a: { x: 1 }, b: { c: null, d: { e: [5, 6] } }, f: "none" })).toEqual({
      a: { x: 1 },
      b: { d: { e: [5, 6] } },
      f: "none",
    });
    expect(before).toEqual(copy);
  });
});
