/** The page from results with known answers. */
import { describe, expect, it } from "vitest";
import { skillPage } from "../../src/skill/page.js";
import type { KnownCase } from "../../src/skill/summary.js";
import { madeUpCase, madeUpCore } from "./madeUp.js";

const core = madeUpCore();
const page = (cases: readonly KnownCase[]): string => skillPage(cases, cases.length, undefined, []);

/** Cells of the rows of a section whose first cells are these. */
function rows(text: string, heading: string, ...first: readonly string[]): string[][] {
  const section = text.slice(text.indexOf(`## ${heading}\n`)).split("\n## ")[0];
  return section
    .split("\n")
    .filter((line) => line.startsWith("| "))
    .map((line) => line.slice(2, -2).split(" | "))
    .filter((cells) => first.every((cell, i) => cells[i].trim() === cell));
}

describe("the page", () => {
  const text = page(core);

  it("judges means and single truths", () => {
    expect(rows(text, "Targets", "ideal", "R8 error reduction [%]")).toEqual([
      ["ideal", "R8 error reduction [%]", ">= 65 (each >= 50)", "70.0 (60.0 to 80.0)", "2", "met so far"],
    ]);
    expect(rows(text, "Targets", "real", "R8 error reduction [%]")[0].slice(3)).toEqual([
      "50.0 (10.0 to 90.0)",
      "2",
      "**not met**",
    ]);
    expect(rows(text, "A prior that is right", "ideal")[0].slice(3)).toEqual(["-", "0", "not known"]);
  });

  it("calls targets met only when all truths are there", () => {
    const four = [1, 2, 3, 4].map((truth) => madeUpCase({ truth }, { R8: 70 }));
    expect(rows(page(four), "Targets", "ideal", "R8 error reduction [%]")[0].slice(4)).toEqual(["4", "met"]);
    expect(page(four)).toContain("Of 7 targets of the ideal experiment 1 are met. Not known:");
  });

  it("shows a near miss as one, of the mean and of a single truth", () => {
    const near = (...values: number[]): string[] => {
      const cases = values.map((R8, i) => madeUpCase({ truth: i + 1 }, { R8 }));
      return rows(page(cases), "Targets", "ideal", "R8 error reduction [%]")[0].slice(3);
    };
    expect(near(64.98)).toEqual(["64.98 (65.0 to 65.0)", "1", "**not met**"]);
    expect(near(49.99, 90)).toEqual(["70.0 (49.99 to 90.0)", "2", "**not met**"]);
    expect(near(65, 65)).toEqual(["65.0 (65.0 to 65.0)", "2", "met so far"]);
  });

  it("says in words what the numbers say", () => {
    expect(text).toContain(
      "Of 7 targets of the ideal experiment 6 are met so far, by 2 of 4 truths. Not known: R8 error, posterior",
    );
    expect(text).toContain(
      "Of 7 targets of the real experiment 5 are met so far, by 2 of 4 truths. Not met: R8 error reduction [%]. Not known",
    );
    expect(text).toContain(
      "posterior fluxes alone leave 40 % of CTRL's XCO2 error at withheld soundings, the analyses 35 %",
    );
    expect(text).toMatch(/real experiment the posterior fluxes .* 60 % .* 65 %: AN is no nearer to the truth than FC/);
    expect(text).toContain(
      "R24 regions is 0.50 times the posterior spread (RMS): the ensemble is less sure than it could be",
    );
  });

  it("says what was not run, and that a trial is none of skill", () => {
    expect(rows(text, "Truth by truth", "real", "2")[0].slice(2, 5)).toEqual(["10", "45", "40"]);
    expect(text.match(/^Not run\.$/gm)).toHaveLength(9);
    expect(skillPage(core, 50, undefined, [])).toContain("4 of 50 experiments have been run");
    expect(skillPage(core, 4, "short", [])).toContain("its numbers say nothing about skill");
  });

  it("is the same text for the same results, with no number that is not one", () => {
    expect(page(madeUpCore())).toBe(text);
    expect(text).not.toMatch(/NaN|undefined|Infinity|null/);
  });

  it("tells what was made up of a right prior, and how day and night fare", () => {
    const perfect = madeUpCase({ set: "perfect" }, { R8Posterior: 0.123, posteriorOverControl: 1.456 });
    const coarse = madeUpCase({ set: "coarse", scale: "128" }, { R24Day: 71.6, R24Night: 12.2 });
    const said = page([...core, perfect, coarse]);
    expect(said).toContain("makes up 0.12 umol m-2 s-1 at R8, and the XCO2 error of FC is 1.46 times that of CTRL.");
    expect(said).toContain("by day is reduced by 72 %, by night by 12 %.");
    expect(said).toContain("are met so far, by 2 of 4 truths, with a right prior by 1 of 4 truths.");
    expect(text).not.toContain("right prior by");
  });

  it("shows figures under their sections, by their files", () => {
    const drawn = skillPage(core, 4, undefined, [{ name: "spread", svg: "", caption: "Spread and error" }]);
    expect(drawn).toContain("![Spread and error](skill/spread.png)\n\n*Spread and error*");
  });
});

describe("comparisons", () => {
  it("set variants beside the standard experiment at the same truths alone", () => {
    const none = madeUpCase({ set: "localization", variant: "none", truth: 2 }, { R8: 33 });
    const text = page([...core, none]);
    expect(rows(text, "Localization", "2000 km, all the way of the air", "ideal", "2")[0].slice(3, 5)).toEqual([
      "80",
      "62",
    ]);
    expect(rows(text, "Localization", "none", "ideal", "2")[0].slice(3, 5)).toEqual(["33", "-"]);
    expect(rows(text, "Localization")).toHaveLength(2 + 2);
    const better = { R24: 65 };
    const worse = { R24: 57.4 };
    const cases = [better, worse].map((scores, i) =>
      madeUpCase({ set: "localization", variant: "none", truth: i + 1 }, scores),
    );
    expect(page([...core, ...cases])).toContain("[% points], truth by truth: none +3 and -5.");
  });

  it("stand beside the standard experiment of their own size alone", () => {
    const letkf = madeUpCase({ set: "filter", variant: "LETKF", scale: "128" }, { R8: 33 });
    const coarse = madeUpCase({ set: "coarse", scale: "128" }, { R8: 44 });
    const filter = (cases: readonly KnownCase[]): string[] =>
      rows(page(cases), "Filter", "EnSRF", "ideal").map((cells) => cells[3]);
    expect(filter([...core, letkf])).toEqual([]);
    expect(filter([...core, coarse, letkf])).toEqual(["44"]);
    expect(page([...core, letkf])).toContain("## Filter\n\nOn cells of 128 km; means over the truths.");
  });

  it("show surface sites where a network has them, and rank the networks", () => {
    const towers = { R8: 70, blocks: 50, sitesPosteriorOverControl: 0.81, sitesChiSquare: 1.1 };
    const text = page([...core, madeUpCase({ set: "networks", variant: "towers", truth: 1 }, towers)]);
    expect(rows(text, "Observing systems", "towers", "ideal")[0].slice(-3)).toEqual(["0.81, -", "1.10", "900"]);
    expect(text).toContain(
      "Observing systems by error reduction, ideal: at R8 towers 70 %, GOSAT-like 60 %; at 128 km",
    );
    expect(text).not.toContain("Too much weight");
    const regions = [{ id: "R24-1", prior: 2, posterior: 1.1, truth: 0, spread: 0.5 }];
    const heavy = madeUpCase({ set: "networks", variant: "towers", truth: 1 }, towers, { regions });
    expect(page([...core, heavy])).toContain("the posterior error of R24 regions is 2.2 (towers) times the posterior");
  });
});

describe("the forms of the paper", () => {
  const paper = (variant: string, scores: object, more = {}): KnownCase =>
    madeUpCase({ set: "paper", variant }, scores, more);
  const text = page([
    ...core,
    paper("beta 80", {}, { stopped: { message: "the ensemble has diverged | at worst", daysDone: 1 } }),
    paper("beta 40", { R8: -3, R24: -8 }),
    paper("beta 20", { R8: 4, R24: 2 }),
    paper("stabilised", { R8: 38, R24: 30 }),
  ]);
  const outcome = (variant: string): string | undefined => rows(text, "The published flux forecast", variant)[0].at(-1);

  it("are told by what came of them", () => {
    expect(outcome("beta 80")).toBe("stopped on day 2: the ensemble has diverged \\| at worst");
    expect(outcome("beta 40")).toBe("worse than the prior");
    expect(outcome("beta 20")).toBe("no skill for the flux");
    expect(outcome("stabilised")).toBe("");
  });

  it("stand beside the default", () => {
    expect(rows(text, "The published flux forecast", "persistent parameters, the default")[0][1]).toBe("60");
  });
});
