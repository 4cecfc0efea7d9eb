import { describe, expect, it } from "vitest";
import type { Evaluation } from "../../src/evaluation/evaluation.js";
import { digits } from "../../src/evaluation/digits.js";
import { landGotWorse, summary } from "../../src/evaluation/summary.js";

type Parts = Parameters<typeof summary>[0];
const bare: Parts = {
  title: "A run",
  remarks: [],
  period: { start: "2016-07-01", end: "2016-07-13", scoredFrom: "2016-07-03", scoredDays: 10 },
  finished: true,
  twin: false,
  budgets: [],
  checks: [],
};
const score = (scale: string, count: number, prior: number, posterior: number) => ({
  scale,
  count,
  prior,
  posterior,
  errorReduction: 100 * (1 - posterior / prior),
});
const land = {
  region: "land",
  period: "whole",
  days: 10,
  prior: -4,
  posterior: -3,
  posteriorSpread: 0.5,
  truth: -3.5,
  teragrams: { prior: -100, priorSpread: 40, posterior: -80, posteriorSpread: 12, change: 20, truth: -95 },
};

describe("the summary", () => {
  it("has five sentences of a run that has next to nothing", () => {
    expect(summary(bare)).toEqual([
      "A run: nothing was observed or assimilated.",
      "No fluxes were estimated.",
      "There are no fluxes to be weak in.",
      "Nothing could be checked.",
      "The tables follow; they are in evaluation.txt and table_*.csv too, and for programs in evaluation.json.",
    ]);
  });

  it("says what changed, how sure that is, and which check warns", () => {
    const scores = [score("R8", 8, 1.45, 0.42), score("land", 1, 0.15, 0.23)];
    const checks = [
      { state: "warn", title: "Carbon budget" },
      { state: "pass", title: "Sign" },
    ] as unknown as Evaluation["checks"];
    const [first, second, third, fourth] = summary({
      ...bare,
      twin: true,
      fluxes: { regions: [land], scores } as unknown as NonNullable<Evaluation["fluxes"]>,
      checks,
    });
    expect(first).toMatch(/^A twin experiment/);
    expect(second).toBe(
      "The natural flux of all land in the 10 days went from -100 +- 40 to -80 +- 12 TgC (+- one standard deviation); errors of " +
        "regions the size of an eighth of the land became 71 % smaller, and the truth, -95 TgC, is 1.0 standard deviations away.",
    );
    expect(third).toContain("10 days are scored, and claims about fluxes need 21");
    expect(third).toContain("happen to cancel in the sum");
    expect(fourth).toBe("Of 2 checks 1 warns (what that means stands under Checks): carbon budget.");
  });
});

it("numbers have the digits that their spread leaves them", () => {
  const told = [
    digits(-140.2, 73),
    digits(-0.0123, 0.0045),
    digits(-0.001, 2),
    digits(3.14159, 0),
    digits(7, Number.NaN),
  ];
  expect(told).toEqual(["-140", "-0.0123", "0.0", "3", "7"]);
});

describe("a land total that became worse", () => {
  const of = (...scores: object[]): string | undefined =>
    landGotWorse({ scores } as unknown as NonNullable<Evaluation["fluxes"]>);
  it("is explained where the prior's errors cancel in it, and said plainly where they do not", () => {
    expect(of(score("R8", 8, 1.45, 0.42), score("land", 1, 0.15, 0.23))).toContain("cancel");
    expect(of(score("R8", 8, 1.45, 0.42), score("land", 1, 1.2, 1.3))).toBe(
      "the error of all land together grew from 1.20 to 1.30 umol m-2 s-1",
    );
    expect(of(score("land", 1, 1.2, 0.3))).toBeUndefined();
  });
});
