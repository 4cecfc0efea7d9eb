/** Scores of several truths taken together: their mean, the least and the most; runs that a guard stopped have no part. */
import { mean } from "../evaluation/columnStatistics.js";
import type { SkillCase } from "./cases.js";
import type { SkillResult } from "./result.js";
import type { ScoreName } from "./scores.js";

/** What tells cases apart. */
export type CasePlace = Pick<
  SkillCase,
  "id" | "set" | "variant" | "kind" | "form" | "season" | "size" | "truth" | "scale"
>;

/** A case and what came of it. */
export interface KnownCase extends CasePlace {
  readonly result: SkillResult;
}

/** NaN where no run has the score. */
export interface Summary {
  readonly truths: readonly number[];
  readonly mean: number;
  readonly least: number;
  readonly most: number;
}

export function summarise(cases: readonly KnownCase[], score: ScoreName): Summary {
  const having = cases.filter(({ result }) => result.stopped === undefined && Number.isFinite(result.scores[score]));
  const values = having.map(({ result }) => result.scores[score]);
  const some = values.length > 0;
  return {
    truths: having.map(({ truth }) => truth),
    mean: some ? mean(values) : NaN,
    least: some ? Math.min(...values) : NaN,
    most: some ? Math.max(...values) : NaN,
  };
}

export type Selection = Partial<Omit<CasePlace, "id" | "truth">>;

/** Cases that are as selected in all that is selected. */
export function casesOf<T extends CasePlace>(cases: readonly T[], selection: Selection): T[] {
  const wanted = Object.entries(selection) as [keyof Selection, string][];
  return cases.filter((own) => wanted.every(([key, value]) => own[key] === value));
}

/** Of cases the ones at the truths of others. */
export function atTruthsOf(cases: readonly KnownCase[], others: readonly CasePlace[]): KnownCase[] {
  return cases.filter(({ truth }) => others.some((other) => other.truth === truth));
}
