/** A fault in one section hides none in another, and rules between sections run where those are well-formed. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ConfigError } from "../../src/errors.js";
import { draftExperiment, parseExperiment } from "../../src/config/parse.js";
import { namesOf, playersOf, standardRegistry } from "../../src/products/registry.js";

/** Of each line one that is right, one that is wrong, and what the wrong one is told. */
const LINES = [
  ["title: A twin", "title: [A]", 'title: ["A"]; expected text'],
  ["seed: 1", "sede: 1", 'sede: unknown key; expected one of title, .*; did you mean "seed"\\?'],
  ["output: out", "output: 5", "output: 5; expected text"],
  [
    "period: { start: 2016-07-01, end: 2016-07-03 }",
    "period: { start: 2016-07-01, end: 2016-06-03 }",
    "period.end: the end must be after",
  ],
  ["grid: china-64km", "grid: source", 'grid: "source" takes it from the meteorology'],
  [
    "vertical: jdas-15",
    "vertical: jdas-16",
    'vertical: "jdas-16"; expected "jdas-15" or .*; did you mean "jdas-15"\\?',
  ],
  ["mixing: local", "mixing: locl", 'mixing: "locl"; expected "local" or "acm2"; did you mean "local"\\?'],
  [
    "fluxes: { fire: none }",
    "fluxes: { fire: non, coal: none }",
    'fluxes.fire: "non"; expected .*; did you mean "none"\\?',
    "fluxes.coal: unknown key",
  ],
  [
    "ensemble: { members: 20 }",
    "ensemble: { members: 2, lagDay: 3 }",
    "ensemble.members: 2; expected at least 4",
    'ensemble.lagDay: unknown key; .*; did you mean "lagDays"\\?',
  ],
  ["filter: { method: letkf }", "filter: { method: letkf, order: adaptive }", "filter.order: the LETKF"],
  ["outputs: { checkpoint: none }", "outputs: { checkpoint: false }", "outputs.checkpoint: false; expected"],
] as const;

const REST = `meteorology: { source: synthetic }
background: { source: synthetic }
observations: { source: synthetic }
twin: {}
`;

function faultsOf(text: string): string[] {
  try {
    parseExperiment(text, "a.yaml");
  } catch (error) {
    if (error instanceof ConfigError) return error.message.split("\n");
    throw error;
  }
  return [];
}

describe("an experiment file with any of its sections broken", () => {
  it("has exactly the faults of each, in the order of the file", () => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray([...LINES.keys()], { minLength: LINES.length }),
        fc.infiniteStream(fc.boolean()),
        (order, coins) => {
          const broken = order.map(() => coins.next().value as boolean);
          const text = order.map((line, i) => LINES[line][broken[i] ? 1 : 0]).join("\n");
          const expected = order.flatMap((line, i) => {
            const [, , ...messages] = LINES[line];
            return broken[i] ? messages.map((message) => [i + 1, message] as const) : [];
          });
          const found = faultsOf(`${text}\n${REST}`);
          expect(found).toHaveLength(expected.length);
          expected.forEach(([line, message], i) => {
            expect(found[i]).toMatch(new RegExp(`^a\\.yaml:${line}:\\d+: ${message.replaceAll("[", "\\[")}`));
          });
        },
      ),
      { numRuns: 200 },
    );
  });

  it("keeps what is sound, with its defaults", () => {
    const draft = draftExperiment(`title: A\noutput: 5\ngrid: source\n${REST}`, "a.yaml");
    if (draft.kind === "whole") throw new Error("it has faults");
    expect([...draft.broken]).toEqual(["output", "period", "grid"]);
    expect(draft.sound).toMatchObject({ title: "A", vertical: "jdas-15", meteorology: { source: "synthetic" } });
    expect(draft.sound).not.toHaveProperty("grid");
  });
});

describe("rules between sections", () => {
  it("say nothing of a section that is not well-formed", () => {
    const text = `title: A
output: out
period: { start: 2016-07-01, end: 2016-07-03 }
meteorology: { source: sythetic }
grid: source
background: { source: synthetic }
runs: [posterior]
`;
    const sources = namesOf(playersOf(standardRegistry, "meteorology"));
    expect(faultsOf(text)).toEqual([
      `a.yaml:4:16: meteorology.source: "sythetic"; expected ${sources}; did you mean "synthetic"?`,
      'a.yaml:7:1: runs: "posterior" needs the fluxes of "analysis": add it',
    ]);
  });

  it("want a biosphere whose errors make the truth of a twin", () => {
    const text = `title: A\noutput: out\nperiod: { start: 2016-07-01, end: 2016-07-03 }\nfluxes: { biosphere: none }\n${REST}`;
    expect(faultsOf(text)).toEqual([
      "a.yaml:4:11: fluxes.biosphere: no biosphere flux; expected a biosphere whose errors make the truth of the twin; choose a source, or give the true one (twin.fluxes.biosphere)",
    ]);
  });
});

describe("a period", () => {
  it("of more than a century was a slip", () => {
    const text = `title: A\noutput: out\nperiod: { start: 2016-07-01, end: 9999-01-01 }\n${REST}`;
    expect(faultsOf(text)).toEqual([
      expect.stringMatching(/^a\.yaml:3:.*period\.end: a period of more than 100 years/),
    ]);
  });
});

describe("a very long file", () => {
  it("of 20 000 unknown keys takes a moment, and tells the first hundred", () => {
    const keys = Array.from({ length: 20_000 }, (_, i) => `memberz${i}: ${i}`).join("\n");
    const before = process.cpuUsage();
    const faults = faultsOf(`${keys}\n`);
    expect(faults).toHaveLength(100 + 1 + 6);
    expect(faults.filter((fault) => fault.includes("memberz100: this and 19899 more unknown keys"))).toHaveLength(1);
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1e6).toBeLessThan(3);
  });
});
