/** The matrix: every case is an experiment that can be run, and truths that settings were chosen on are kept apart. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse, stringify } from "yaml";
import { parseExperiment } from "../../src/config/parse.js";
import { REPORTED_TRUTHS, scales, skillCases, TUNED_TRUTHS } from "../../src/skill/cases.js";
import { kinds } from "../../src/skill/scores.js";
import { selectCases } from "../../src/skill/select.js";
import { type Section, substitute } from "../../src/skill/substitution.js";

const shipped = Object.fromEntries(
  kinds.map((kind) => [
    kind,
    parse(readFileSync(new URL(`../../experiments/twin-${kind}.yaml`, import.meta.url), "utf8")) as Section,
  ]),
);
const cases = skillCases();

describe("the matrix", () => {
  it.each([undefined, ...scales])("holds experiments that can be run, each with a name of its own (%s)", (scale) => {
    const all = skillCases(scale);
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
    for (const own of all) {
      const { config } = parseExperiment(stringify(own.experiment(shipped[own.kind])), own.id);
      expect({ id: own.id, seed: config.seed, real: config.twin?.errors !== undefined }).toEqual({
        id: own.id,
        seed: own.truth,
        real: own.kind === "real",
      });
    }
  });

  it("reports no truth that settings were chosen on", () => {
    const tuned = cases.filter(({ truth }) => TUNED_TRUTHS.includes(truth));
    expect(new Set(tuned.map(({ set }) => set))).toEqual(new Set(["tuning"]));
    const reported = cases.filter(({ set }) => set !== "tuning").map(({ truth }) => truth);
    expect(reported.filter((truth) => !REPORTED_TRUTHS.includes(truth))).toEqual([]);
    expect(cases.filter(({ set }) => set === "core")).toHaveLength(kinds.length * REPORTED_TRUTHS.length);
  });

  it("has the standard experiment as it ships, but for title, folder and truth", () => {
    const [first] = cases;
    const { title, output, ...rest } = first.experiment(shipped.ideal);
    expect([first.id, title, output]).toEqual(["core-ideal-1", "Twin experiment core-ideal-1", "core-ideal-1"]);
    expect({ ...shipped.ideal, ...rest }).toEqual({ ...shipped.ideal, seed: 1 });
  });

  it("keeps no path of a machine in an experiment", () => {
    const text = JSON.stringify(cases.map((own) => own.experiment(shipped[own.kind])));
    expect(text).toContain('"files":"speedy_t30_eastasia_201607.nc"');
    expect(text).not.toMatch(/"\/|\.\.\//);
  });

  it("makes the prior of the set perfect the truth", () => {
    const own = cases.find(({ id }) => id === "perfect-real-1");
    const { config } = parseExperiment(stringify(own?.experiment(shipped.real)), "perfect");
    expect(config.twin).toMatchObject({ uptakeError: 0, respirationError: 0, weatherDriven: 0 });
  });
});

describe("the choice of cases", () => {
  it("is all of them, or sets and cases by name", () => {
    expect(selectCases(cases, undefined)).toEqual(cases);
    expect(selectCases(cases, "paper, core-real-2").map(({ id }) => id)).toEqual([
      "core-real-2",
      "paper-beta80-ideal-1",
      "paper-beta40-ideal-1",
      "paper-beta20-ideal-1",
      "paper-beta40-bounded-ideal-1",
      "paper-beta20-bounded-ideal-1",
      "paper-beta80-thick-ideal-1",
      "paper-beta40-thick-ideal-1",
      "paper-beta20-thick-ideal-1",
      "paper-stabilised-ideal-1",
    ]);
  });

  it("names what it does not know", () => {
    expect(() => selectCases(cases, "core,cores")).toThrow(/--only: "cores"; expected some of core, perfect/);
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
