import { describe, expect, it } from "vitest";
import { casesOf, errorOverSpread, judge, landError, summarise } from "../../src/skill/summary.js";
import { describeInterval, fixedBeside, targets } from "../../src/skill/targets.js";
import type { Kind, ScoreName } from "../../src/skill/scores.js";
import { madeUpCase, madeUpCore } from "./madeUp.js";

const core = madeUpCore();
const stopped = { stopped: { message: "diverged", daysDone: 2 } };

function verdictOf(kind: Kind, score: ScoreName, cases = core): string {
  const target = targets[kind].find((one) => one.score === score);
  if (target === undefined) throw new Error(`no target for ${score}`);
  return judge(casesOf(cases, { kind }), target).verdict;
}

describe("several truths together", () => {
  it("have mean, least and most", () => {
    expect(summarise(casesOf(core, { kind: "real" }), "R8")).toEqual({
      truths: [1, 2],
      mean: 50,
      least: 10,
      most: 90,
    });
    expect(summarise([], "R8").mean).toBeNaN();
  });

  it("leave out runs that were stopped", () => {
    const cases = [...core, madeUpCase({ truth: 3 }, { R8: -500 }, stopped)];
    expect(summarise(casesOf(cases, { kind: "ideal" }), "R8")).toMatchObject({ mean: 70, least: 60 });
  });
});

describe("the error of all land", () => {
  const region = (i: number, posterior: number) => ({ id: `R24-${i}`, prior: 1.5, posterior, truth: 1, spread: 0.4 });
  const withRegions = (truth: number, ...posterior: number[]) =>
    madeUpCase({ truth }, {}, { regions: posterior.map((value, i) => region(i + 1, value)) });

  it("lets the errors of regions cancel within a truth, and not between truths", () => {
    expect(landError([withRegions(1, 2, 0)], "posterior")).toBeCloseTo(0, 12);
    const two = [withRegions(1, 1.2, 1.4), withRegions(2, 0.9, 0.9)];
    expect(landError(two, "posterior")).toBeCloseTo((0.3 + 0.1) / 2, 12);
    expect(landError(two, "prior")).toBeCloseTo(0.5, 12);
  });

  it("leaves out runs that were stopped or have no regions", () => {
    const none = madeUpCase({ truth: 3 }, {});
    const ended = { ...withRegions(4, 9), result: { ...withRegions(4, 9).result, ...stopped } };
    expect(landError([withRegions(1, 1.2), none, ended], "posterior")).toBeCloseTo(0.2, 12);
    expect(landError([none], "posterior")).toBeNaN();
  });
});

describe("a target", () => {
  it("is met where the mean and each truth reach it", () => {
    expect(targets.ideal.map(({ score }) => verdictOf("ideal", score))).toEqual(targets.ideal.map(() => "met"));
  });

  it("is not met where one truth falls short, however good the mean", () => {
    expect(verdictOf("real", "R8")).toBe("not met");
    expect(verdictOf("real", "R24")).toBe("met");
  });

  it("has two sides where it is an interval", () => {
    const off = (chiSquare: number) => [madeUpCase({ kind: "ideal" }, { chiSquare })];
    expect([0.7, 0.8, 1.2, 1.3].map((value) => verdictOf("ideal", "chiSquare", off(value)))).toEqual([
      "not met",
      "met",
      "met",
      "not met",
    ]);
  });

  it("is not met where a run was stopped, and not known where there is none", () => {
    const cases = [...core, madeUpCase({ truth: 3 }, {}, stopped)];
    expect(verdictOf("ideal", "R8", cases)).toBe("not met");
    expect(verdictOf("ideal", "R8", [])).toBe("not known");
  });

  it("shows values with the decimals that tell on which side of it they are", () => {
    expect([0.4999, 0.504, 0.5004, 0.6].map((value) => fixedBeside(value, [-Infinity, 0.5], 2))).toEqual([
      "0.50",
      "0.504",
      "0.5004",
      "0.60",
    ]);
    expect(fixedBeside(64.96, [65, Infinity], 0)).toBe("64.96");
    expect(fixedBeside(NaN, [65, Infinity], 0)).toBe("-");
  });

  it("is told with its sense", () => {
    expect(describeInterval([65, Infinity], 0)).toBe(">= 65");
    expect(describeInterval([-Infinity, 0.5], 2)).toBe("<= 0.50");
    expect(describeInterval([0.8, 1.2], 2)).toBe("0.80 to 1.20");
  });
});

it("compares errors with spreads by their squares", () => {
  expect(errorOverSpread(core, "R24")).toBeCloseTo(0.5, 12);
  expect(errorOverSpread(core, "R8")).toBeNaN();
});
