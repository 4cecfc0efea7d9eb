/** The page from results with known answers. */
import { describe, expect, it } from "vitest";
import { skillCases } from "../../src/skill/cases.js";
import { type PageContents, skillPage } from "../../src/skill/page.js";
import type { KnownCase } from "../../src/skill/summary.js";
import { madeUpCase, madeUpFluxes, madeUpMatrix } from "./madeUp.js";

const all = skillCases();
const matrix = madeUpMatrix();
const page = (known: readonly KnownCase[], more: Partial<PageContents> = {}): string =>
  skillPage({ all, known, outdated: [], figures: [], ...more });

/** Cells of the rows of a section whose first cells are these. */
function rows(text: string, heading: string, ...first: readonly string[]): string[][] {
  const section = text.slice(text.indexOf(`## ${heading}\n`) + 3).split("\n## ")[0];
  return section
    .split("\n")
    .filter((line) => line.startsWith("| "))
    .map((line) => line.slice(2, -2).split(" | "))
    .filter((cells) => first.every((cell, i) => cells[i].trim() === cell));
}

describe("the page", () => {
  const text = page(matrix);

  it("begins with what is not known", () => {
    expect(text.indexOf("## What is not known")).toBeLessThan(text.indexOf("## Targets"));
    expect(text).toContain("Nothing here is of real data.");
    expect(text).toMatch(/- Run so far, by set: matrix 32 of 480, perfect 0 of 40, .*paper 0 of 10/);
    expect(page(matrix, { outdated: ["a", "b"] })).toContain("2 of the results are of an earlier form");
  });

  it("judges targets by their seasons, and says which have not been tried", () => {
    const [target] = rows(text, "Targets", "R24 error reduction, July [%]");
    // Errors of 1 and 2 are left of 4: 75 and 50 %.
    expect(target.slice(1)).toEqual([">= 45", "63", "2 of 10", "met so far"]);
    const [spreads] = rows(text, "Targets", "R8, 21 days: error over spread [1], held by 90 % intervals [%]");
    expect(spreads[2]).toMatch(/^January 1\.58, 50; April 1\.58, 50; /);
    expect(spreads.slice(3)).toEqual(["2 of 10", "**not met**"]);
    const [annual] = rows(text, "Targets", "error reduction of the annual total of mainland China [%]");
    expect(annual.slice(2)).toEqual(["-", "0 of 4", "not run"]);
  });

  it("shows every cell of the matrix, run or not", () => {
    expect(rows(text, "The matrix")).toHaveLength(2 + 4 * 3 * 4);
    const [run] = rows(text, "The matrix", "July", "1", "both other");
    expect(run.slice(3)).toEqual([
      "2 of 10",
      "63 (60)",
      "63 (60)",
      "63 (60)",
      "60",
      "60",
      "4.00 -> 1.50",
      "1.58, 50",
      "1.05, 0.05",
    ]);
    const [open] = rows(text, "The matrix", "July", "0.5", "both other");
    expect(open.slice(3)).toEqual(["not run", ...open.slice(4).map(() => "-")]);
  });

  it("renders with nothing run, is the same for the same results, and holds no number that is none", () => {
    const empty = page([]);
    expect(empty.match(/not run/g)?.length).toBeGreaterThan(48);
    expect(page(madeUpMatrix())).toBe(text);
    for (const one of [text, empty]) expect(one).not.toMatch(/NaN|undefined|Infinity|null/);
  });

  it("says that a trial is none of skill", () => {
    expect(page([], { all: skillCases(true) })).toContain("its numbers say nothing about skill");
    expect(text).not.toContain("say nothing about skill");
  });

  it("shows figures under their sections, by their files", () => {
    const drawn = page(matrix, { figures: [{ name: "coverage", svg: "", caption: "Held" }] });
    expect(drawn).toContain("![Held](skill/coverage.png)\n\n*Held*");
  });
});

describe("settings", () => {
  const settings = (variant: string, values: readonly number[]) =>
    values.map((R24, i) => madeUpCase({ set: "settings", variant, truth: 101 + i }, { R24, R8: 10 }));
  const text = page([...settings("standard", [10, 50, 30]), ...settings("RTPS 0.5", [11, 52, 33])]);

  it("are compared truth by truth, each season by itself", () => {
    const [july] = rows(text, "Settings, truth by truth", "RTPS 0.5", "July");
    expect(july.slice(2, 5)).toEqual(["3 of 10", "+2.0 (0.3 to 3.7) **better**", "0.0 (0.0 to 0.0)"]);
    expect(rows(text, "Settings, truth by truth", "RTPS 0.5", "January")[0][2]).toBe("not run");
    expect(rows(text, "Settings, truth by truth", "standard")).toEqual([]);
  });
});

describe("the year", () => {
  // Of 1e6 km2: 1 umol m-2 s-1 is 0.378 PgC yr-1.
  const fluxes = ["whole", "2016-01", "2016-02"].flatMap((period, i) =>
    madeUpFluxes(
      ["mainland-china", "west", "province-inner-mongolia"],
      { prior: 2, posterior: 1, spread: 1 / (i + 1) },
      { period },
    ),
  );
  const text = page([madeUpCase({ set: "year", season: "year" }, {}, { fluxes })]);

  it("has totals of China, its parts and the provinces, of the year and by month", () => {
    const [china] = rows(text, "The year 2016", "Mainland China");
    expect(china.slice(1)).toEqual(["0.000", "0.758", "0.379", "0.379", "1.00", "1 of 1"]);
    expect(rows(text, "The year 2016", "Inner Mongolia")).toHaveLength(1);
    expect(rows(text, "The year 2016", "2016-02")[0].slice(1)).toEqual([
      "0.76 -> 0.38, 3.00",
      "0.76 -> 0.38, 3.00",
      "0.76 -> 0.38, 3.00",
    ]);
    expect(text).toContain("### On cells of 128 km, 1 of 4 truths");
    expect(text).toContain("### On cells of 64 km, 0 of 1 truths\n\nNot run.");
  });
});

describe("comparisons", () => {
  it("set networks beside the matrix, with surface sites where a network has them", () => {
    const towers = { R24: 40, sitesPosteriorOverControl: 0.81, sitesChiSquare: 1.1 };
    const text = page([...matrix, madeUpCase({ set: "networks", variant: "towers" }, towers)]);
    expect(rows(text, "Observing systems", "GOSAT-like")[0].slice(1, 3)).toEqual(["2 of 10", "63 (60)"]);
    expect(rows(text, "Observing systems", "towers")[0].slice(-2)).toEqual(["0.81, -", "1.10"]);
    expect(rows(text, "Observing systems", "OCO-2-like")[0][1]).toBe("not run");
  });

  it("set other weather beside the same truths alone", () => {
    const weather = madeUpCase({ set: "weather", form: "standard", variant: "weather of SPEEDY" }, { R24: 40 });
    const text = page([...matrix, weather]);
    expect(rows(text, "Other weather", "synthetic weather")[0].slice(1, 3)).toEqual(["2 of 2", "63 (60)"]);
  });
});

describe("the forms of the paper", () => {
  const paper = (name: string, scores: object, more = {}): KnownCase => {
    const own = all.find(({ id }) => id === `paper-${name}-1`);
    if (own === undefined) throw new Error(`no form ${name}`);
    return madeUpCase(own, scores, more);
  };
  const text = page([
    paper("beta80", {}, { stopped: { message: "the ensemble has diverged | at worst; expected less", daysDone: 1 } }),
    paper("beta40-bounded", { R8: -3, R24: -8 }),
    paper("beta20-bounded", { R8: 4, R24: 2 }),
    paper("stabilised", { R8: 38, R24: 30 }),
  ]);
  const outcome = (...name: string[]): string | undefined =>
    rows(text, "The published flux forecast", ...name)[0].at(-1);

  it("are told by what came of them", () => {
    expect(outcome("as printed, beta 80")).toBe("stopped on day 2: the ensemble has diverged \\| at worst");
    expect(outcome("beta 40, smooth perturbations, factor bounded to 0.4")).toBe("worse than the prior");
    expect(outcome("beta 20, smooth perturbations, factor bounded to 0.4")).toBe("no skill for the flux");
    expect(outcome("stabilised, beta 40")).toBe("");
    expect(outcome("persistent parameters, the default")).toBe("not run");
  });
});
