/** Checks of runs that are right, and of those that are wrong in one thing. */
import { describe, expect, it } from "vitest";
import type { Check } from "../../../src/evaluation/checks/check.js";
import { keysAt } from "../../../src/config/schemaKeys.js";
import { experimentSchema } from "../../../src/config/schema.js";
import { checksOf } from "../../../src/evaluation/checks/checks.js";
import { normalShare } from "../../../src/evaluation/checks/departures.js";
import { evaluateObservations } from "../../../src/evaluation/columnRows.js";
import type { RunFluxes } from "../../../src/evaluation/readFluxes.js";
import type { RunObservations } from "../../../src/evaluation/readRun.js";
import type { RegionRow } from "../../../src/evaluation/rows.js";
import { randomField } from "../../../src/random.js";
import { checkList } from "../../../src/evaluation/text/checks.js";
import { grid } from "../runFolder.js";

const START = Date.UTC(2016, 6, 1) / 1000;
const COUNT = 600;
const draw = randomField(3, "test");

interface Set {
  /** Of what fluxes do to the observations, and of their errors [ppm]. */
  readonly signal: number;
  readonly noise: number;
  /** Assumed [ppm]. */
  readonly error: number;
  /** Added to observations west of 92 E. */
  readonly west: number;
  readonly rejected: number;
}
const right: Set = { signal: 1, noise: 1, error: 1, west: 0, rejected: 0 };

/**
 * An analysis of a scalar each: the signal is common to six neighbours, its prior and background variance right. Every tenth is
 * withheld.
 */
function observations(of: Partial<Set> = {}): RunObservations {
  const { signal, noise, error, west, rejected } = { ...right, ...of };
  const each = (value: (i: number) => number): Float64Array => Float64Array.from({ length: COUNT }, (_, i) => value(i));
  const longitude = each((i) => 80 + (Math.floor(i / 6) % 60));
  const true_ = each((i) => 400 + signal * draw.normal(Math.floor(i / 6)));
  const observed = each((i) => true_[i] + noise * draw.normal(1000 + i) + (longitude[i] < 92 ? west : 0));
  const gain = 1 / (1 + error ** 2);
  const names = each(() => 0);
  return {
    time: Array.from(names, (_, i) => START + Math.floor(i / 6) * 8000 + (i % 6) * 60),
    fate: Array.from(names, (_, i) => (i % 10 === 9 ? "validation" : i < rejected ? "gross_check" : "assimilated")),
    kind: Array.from(names, () => "column" as const),
    site: Array.from(names, () => ""),
    validates: Array.from(names, () => false),
    longitude,
    latitude: each((i) => 30 + (Math.floor(i / 6) % 10)),
    observed,
    uncertainty: each(() => 0.7),
    error: each(() => error),
    comparedSpread: each(() => 1),
    biasCorrection: each(() => 0),
    control: each(() => 400),
    background: each(() => 400),
    analysis: each((i) => 400 + gain * (observed[i] - 400)),
    analysis_spread: each(() => Math.sqrt(1 - gain)),
    posterior: each((i) => 400 + 0.8 * (true_[i] - 400)),
    truth: each(() => Number.NaN),
  };
}

function check(of: RunObservations): Record<string, Check> {
  const [from, to] = [START, START + 30 * 86400];
  const parts = {
    observations: evaluateObservations(of, from, to, 0.1),
    budgets: [],
    period: { start: "", end: "", scoredFrom: "", scoredDays: 30 },
  };
  const fluxes = { grid, regions: [] } as unknown as RunFluxes;
  return Object.fromEntries(checksOf(parts, { observations: of, fluxes, from, to }).map((one) => [one.id, one]));
}
const rowOfYear = { period: "whole", days: 366, posterior: -0.4, truth: Number.NaN };
const checksOfFluxes = (china: number, priorSpread: number, ratio: number): Record<string, Check> => {
  const regions = [
    { ...rowOfYear, region: "land", priorSpread },
    { ...rowOfYear, region: "mainland-china", prior: china },
  ] as unknown as RegionRow[];
  const day = { priorSpread: Float64Array.of(1), posteriorSpread: Float64Array.of(ratio) };
  const fluxes = { regions: [{ id: "land" }], days: Array.from({ length: 9 }, () => day) } as unknown as RunFluxes;
  const parts = {
    fluxes: { regions, coverage: [] } as never,
    budgets: [{ run: "analysis", days: 366, largestRelativeResidual: 1e-6 }] as never,
    warnings: [{ time: "2016-07-05T00:00Z", guard: "wrong sign", message: "" }],
    period: { start: "", end: "", scoredFrom: "", scoredDays: 366 },
  };
  const all = checksOf(parts, { observations: undefined, fluxes, from: START, to: START });
  return Object.fromEntries(all.map((one) => [one.id, one]));
};

const warnings = (of: Partial<Set>): string[] =>
  Object.values(check(observations(of)))
    .filter(({ state }) => state === "warn")
    .map(({ id }) => id);

describe("checks of observations", () => {
  it("pass where errors and spread are right", () => {
    const all = check(observations());
    expect(Object.values(all).filter(({ state }) => state === "warn")).toEqual([]);
    expect(Object.values(all).filter(({ state }) => state === "pass").length).toBeGreaterThan(10);
    expect(all["chi-square"].numbers[0].value).toBeCloseTo(1, 0);
    // The common signal makes half of the variance, and 12 of 18 pairs of six neighbours have it in common.
    expect(all.neighbours.numbers[0].value).toBeCloseTo(1 / 3, 1);
    expect(all["degrees-of-freedom"].numbers[0]).toMatchObject({ value: expect.closeTo(270, 6), count: 540 });
  });

  it("tell a run that it assimilates noise", () => {
    const found = warnings({ signal: 0, noise: 1.4 });
    expect(found).toContain("neighbours");
    const noise = check(observations({ signal: 0, noise: 1.4 }));
    expect(noise.neighbours.meaning).toContain("look like noise");
    expect(warnings({ signal: 0, noise: 0.9 })).toContain("signal");
  });

  it("tell errors that are too small, and too large", () => {
    expect(warnings({ noise: 3 })).toEqual(
      expect.arrayContaining(["chi-square", "rank-histogram", "coverage", "spread-against-departures", "desroziers"]),
    );
    expect(warnings({ signal: 0.3, noise: 0.3 })).toEqual(expect.arrayContaining(["chi-square", "coverage"]));
  });

  it("tell air that comes in wrong, and a share that is rejected", () => {
    const side = check(observations({ west: 2 }))["increments-by-side"];
    expect(side.state).toBe("warn");
    expect(side.found).toMatch(/^columns west 1\.\d+ ppm \(\d+\)\.$/);
    expect(warnings({ rejected: 100 })).toContain("rejected");
  });

  it("advise keys that an experiment file has", () => {
    const all = Object.values({ ...check(observations()), ...checksOfFluxes(-0.4, 0.2, 0.5) });
    const keys = all.flatMap(({ advice }) => advice.match(/\b(?:ensemble|filter|observations)(?:\.[a-z]\w+)+/gi) ?? []);
    expect(keys.length).toBeGreaterThan(5);
    const unknown = keys.filter((key) => {
      const path = key.split(".");
      return !keysAt(experimentSchema, undefined, path.slice(0, -1)).includes(path.at(-1)!);
    });
    expect(unknown).toEqual([]);
  });

  it("say what cannot be told of few observations", () => {
    const few = observations();
    const all = check({ ...few, fate: few.fate.map((fate, i) => (i < 10 ? fate : "thinned")) });
    expect(all["chi-square"]).toMatchObject({ state: "untested", numbers: [] });
    expect(all.withheld.state).toBe("untested");
  });
});

describe("checks of fluxes", () => {
  const of = checksOfFluxes;

  it("tell a run that has nothing to estimate, and other things that cannot be", () => {
    const wrong = of(3, 0, 0.02);
    const ids = ["budget", "something-to-estimate", "spread-over-time", "sign", "prior-total"];
    expect(ids.map((id) => wrong[id].state)).toEqual(ids.map(() => "warn"));
    const other = of(-0.3, 1, 0.4);
    expect(["something-to-estimate", "spread-over-time", "prior-total"].map((id) => other[id].state)).toEqual([
      "pass",
      "pass",
      "pass",
    ]);
  });

  it("stand in text with their meaning where they warn, in lines of 80", () => {
    const text = checkList(Object.values(of(3, 0, 0.02)));
    expect(text).toMatch(/^warn {6}Carbon budget: 1\.0e-6 at most\.\n {10}Largest residual/);
    expect(text).toContain("To try: report it");
    expect(Math.max(...text.split("\n").map((line) => line.length))).toBeLessThanOrEqual(80);
  });
});

it("the share of a normal distribution below a value is that of tables", () => {
  expect(normalShare(0)).toBeCloseTo(0.5, 6);
  expect(normalShare(1.6448536)).toBeCloseTo(0.95, 6);
  expect(normalShare(-1.959964)).toBeCloseTo(0.025, 6);
});
