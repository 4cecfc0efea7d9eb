/**
 * What the inversion should reach where the truth has other fluxes and another transport than it assumes ("all"), on cells of
 * 128 km. A target that is about several seasons is met where each of them meets it.
 */
import type { Interval } from "./interval.js";
import {
  agreement,
  groupReduction,
  groupTitles,
  type Periods,
  type RegionGroup,
  regionGroups,
} from "./regionGroups.js";
import type { ScoreName } from "./scores.js";
import { type KnownCase, type Selection, summarise } from "./summary.js";

/** A number that is made of all truths of a season. */
export interface Measure {
  readonly decimals: number;
  readonly of: (cases: readonly KnownCase[]) => number;
  /** Step of a share of few: an interval then reaches to the next whole steps. */
  readonly step?: (cases: readonly KnownCase[]) => number;
}

export interface Target {
  readonly title: string;
  /** The cases that it is about; each of their seasons is judged by itself unless they are taken together. */
  readonly cases: Selection;
  readonly together?: boolean;
  /** All have to lie in their intervals. */
  readonly wanted: readonly { readonly measure: Measure; readonly interval: Interval }[];
}

const score = (name: ScoreName, decimals: number): Measure => ({
  decimals,
  of: (cases) => summarise(cases, name).mean,
});
const reduction = (group: RegionGroup): Measure => ({
  decimals: 0,
  of: (cases) => groupReduction(cases, group),
});

const full: Selection = { set: "matrix", size: "full", form: "all" };
const tuned: Selection = { set: "third-tuned", form: "all" };
const perfect: Selection = { set: "perfect", form: "all" };
const year: Selection = { set: "year", form: "all", scale: "128" };

const RATIO: Interval = [0.8, 1.25];
const NINETY: Interval = [80, 97];

/** What is judged of spreads: how long a mean, of which runs. */
const MEANS: readonly (readonly [title: string, cases: Selection, periods: Periods])[] = [
  ["21 days", full, "whole"],
  ["months", year, "months"],
  ["year", year, "whole"],
];

const one = (title: string, cases: Selection, measure: Measure, interval: Interval): Target => ({
  title,
  cases,
  wanted: [{ measure, interval }],
});

export const targets: readonly Target[] = [
  one("R24 error reduction, July [%]", { ...full, season: "july" }, reduction("R24"), [45, Infinity]),
  one("R24 error reduction, January [%]", { ...full, season: "january" }, reduction("R24"), [25, Infinity]),
  one("R24 error reduction, errors and sigma a third [%]", tuned, reduction("R24"), [25, Infinity]),
  one("R8 error reduction, errors and sigma a third [%]", tuned, reduction("R8"), [0, Infinity]),
  one("error reduction of all land, errors and sigma a third [%]", tuned, reduction("land"), [0, Infinity]),
  one("made-up R8 error where the prior is right [umol m-2 s-1]", perfect, score("R8Posterior", 2), [-Infinity, 0.2]),
  one("error reduction of the annual total of mainland China [%]", year, reduction("china"), [50, Infinity]),
  ...MEANS.flatMap(([title, cases, periods]) =>
    regionGroups
      .filter((group) => group !== "land")
      .map(
        (group): Target => ({
          title: `${groupTitles[group]}, ${title}: error over spread [1], held by 90 % intervals [%]`,
          cases,
          // One region a truth is too little for a season by itself.
          together: group === "china",
          wanted: [
            { measure: { decimals: 2, of: (own) => agreement(own, group, periods).ratio }, interval: RATIO },
            {
              measure: {
                decimals: 0,
                of: (own) => agreement(own, group, periods).ninety,
                step: (own) => 100 / agreement(own, group, periods).count,
              },
              interval: NINETY,
            },
          ],
        }),
      ),
  ),
  one("innovation chi-square [1]", full, score("chiSquare", 2), [0.9, 1.1]),
  one("innovation bias [ppm]", full, score("innovationBias", 2), [-0.1, 0.1]),
];
