/** Paired differences of settings. */
import { describe, expect, it } from "vitest";
import { type ComparedScore, pairedDifference } from "../../src/skill/paired.js";
import { madeUpCase } from "./madeUp.js";

const R24: ComparedScore = { head: "R24", decimals: 1, of: ({ result }) => result.scores.R24, better: "more" };
const casesWith = (values: readonly number[]) =>
  values.map((value, i) => madeUpCase({ truth: 101 + i }, { R24: value }));
const standard = casesWith([10, 50, 30, 70]);

describe("paired differences", () => {
  it("have the mean over the truths that both have, and its interval", () => {
    // Differences 1, 2 and 3: mean 2, standard deviation 1, t(2) 2.920.
    const changed = [...casesWith([11, 52, 33]), madeUpCase({ truth: 300 }, { R24: 99 })];
    const { truths, mean, least, most, verdict } = pairedDifference(standard, changed, R24);
    expect([truths, mean, verdict]).toEqual([3, 2, "better"]);
    expect(least).toBeCloseTo(2 - 2.92 / Math.sqrt(3), 3);
    expect(most).toBeCloseTo(2 + 2.92 / Math.sqrt(3), 3);
  });

  it("are better or worse by the sense of the score, and neither where the interval holds 0", () => {
    const error: ComparedScore = { ...R24, better: "less" };
    const more = casesWith([11, 52, 33]);
    const less = casesWith([9, 48, 27]);
    expect([more, less].map((cases) => pairedDifference(standard, cases, R24).verdict)).toEqual(["better", "worse"]);
    expect([more, less].map((cases) => pairedDifference(standard, cases, error).verdict)).toEqual(["worse", "better"]);
    expect(pairedDifference(standard, casesWith([20, 45, 31]), R24).verdict).toBe("no difference shown");
  });

  it("of one truth show nothing, of none are not run; a stopped run has no part", () => {
    expect(pairedDifference(standard, casesWith([60]), R24)).toMatchObject({
      mean: 50,
      verdict: "no difference shown",
    });
    const stopped = madeUpCase({ truth: 101 }, { R24: 60 }, { stopped: { message: "diverged", daysDone: 1 } });
    expect(pairedDifference(standard, [stopped], R24).verdict).toBe("not run");
  });
});
