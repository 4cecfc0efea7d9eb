/** What earlier truths lead one to expect of a run: made of results, into a file and back, and shown beside its scores. */
import { describe, expect, it } from "vitest";
import { expectationsJson, expectationsOf, parseExpectations } from "../../src/skill/expectations.js";
import { scoreTable } from "../../src/skill/scoreTable.js";
import { madeUpCase, madeUpResult } from "./madeUp.js";

const core = (truth: number, R8: number, chiSquare: number, more = {}) =>
  madeUpCase({ set: "core", kind: "ideal", truth, scale: "64" }, { R8, chiSquare }, more);
const cases = [
  core(1, 55, 1.2),
  core(2, 70, 0.9),
  core(3, -90, 9, { stopped: { message: "diverged", daysDone: 1 } }),
  madeUpCase({ set: "matrix" }, { R8: 5 }),
];

describe("expectations", () => {
  const expected = expectationsOf(cases);

  it("are the least and the most of the shipped experiments that ran to their end", () => {
    expect(expected).toEqual({ ideal: { truths: 2, ranges: { R8: [55, 70], chiSquare: [0.9, 1.2] } } });
    expect(expectationsOf([])).toEqual({});
  });

  it("come back from their file, and what is none is refused by name", () => {
    expect(parseExpectations(expectationsJson(expected), "a.json")).toEqual(expected);
    expect(() => parseExpectations('{"ideal": {"truths": 0}}', "a.json")).toThrow(/^a\.json: /);
    expect(() => parseExpectations("{", "a.json")).toThrow(/^a\.json: /);
  });

  it("stand beside the scores of a run", () => {
    const { scores } = madeUpResult({ R8: 54.96, R24: 30, chiSquare: 1 });
    const lines = scoreTable(scores, expected.ideal).split("\n");
    const line = (name: string): string | undefined => lines.find((one) => one.startsWith(name));
    expect(line("R8 error reduction")).toMatch(/ 54\.96 {2}55 to 70 +outside$/);
    expect(line("innovation chi-square [1]")).toMatch(/1\.00 {2}0\.90 to 1\.20 +within$/);
    expect(line("R24 error reduction [%]")).toMatch(/ 30$/);
    expect(scoreTable(scores, expected.ideal)).not.toContain("sites");
    expect(scoreTable(madeUpResult({}).scores, expected.ideal)).toMatch(/^R8 error reduction .* not known$/m);
  });

  it("are none of a run that is not the standard one", () => {
    expect(scoreTable(madeUpResult({ R8: 55 }).scores, undefined)).not.toMatch(/within|outside|expected/);
  });
});
