/** Whether targets are met by what has been run of the cases that they are about. */
import { isWithin } from "./interval.js";
import { type CasePlace, casesOf, type KnownCase } from "./summary.js";
import type { Target } from "./targets.js";

export interface SeasonJudgement {
  readonly season: CasePlace["season"];
  /** Of each that is wanted, in its order; NaN where nothing is known. */
  readonly values: readonly number[];
  readonly met: boolean;
  /** Truths that were run to their end, stopped by a guard, and that there are. */
  readonly truths: number;
  readonly stopped: number;
  readonly planned: number;
}

export interface Judgement {
  readonly target: Target;
  /** "met so far" where truths of a season, or a season, have not been run. */
  readonly verdict: "met" | "met so far" | "not met" | "not run";
  readonly seasons: readonly SeasonJudgement[];
}

/** @param all every case, run or not @param known those that were run */
export function judge(target: Target, all: readonly CasePlace[], known: readonly KnownCase[]): Judgement {
  const planned = casesOf(all, target.cases);
  const seasons = [...new Set(planned.map(({ season }) => season))].map((season): SeasonJudgement => {
    const own = casesOf(known, { ...target.cases, season });
    const finished = own.filter(({ result }) => result.stopped === undefined);
    const values = target.wanted.map(({ measure }) => (finished.length === 0 ? NaN : measure.of(finished)));
    const stopped = own.length - finished.length;
    return {
      season,
      values,
      // A run that was stopped is no way to meet a target.
      met: stopped === 0 && target.wanted.every(({ interval }, i) => isWithin(values[i], interval)),
      truths: finished.length,
      stopped,
      planned: casesOf(planned, { season }).length,
    };
  });
  return { target, verdict: verdictOf(seasons), seasons };
}

function verdictOf(seasons: readonly SeasonJudgement[]): Judgement["verdict"] {
  // A grid may lack the regions that it is about.
  const run = seasons.filter(({ values, stopped }) => stopped > 0 || values.every(Number.isFinite));
  if (run.length === 0) return "not run";
  if (run.some(({ met }) => !met)) return "not met";
  return seasons.every(({ truths, planned }) => truths === planned) ? "met" : "met so far";
}
