/** Whether targets are met by what has been run of the cases that they are about. */
import { type Interval, isWithin } from "./interval.js";
import { type CasePlace, casesOf, type KnownCase } from "./summary.js";
import type { Target } from "./targets.js";

const ROUNDING = 1e-9;

export interface SeasonJudgement {
  /** Absent where all are taken together. */
  readonly season?: CasePlace["season"];
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
  const parts = target.together
    ? [{}]
    : [...new Set(planned.map(({ season }) => season))].map((season) => ({ season }));
  const seasons = parts.map((part): SeasonJudgement => {
    const own = casesOf(known, { ...target.cases, ...part });
    const finished = own.filter(({ result }) => result.stopped === undefined);
    const values = target.wanted.map(({ measure }) => (finished.length === 0 ? NaN : measure.of(finished)));
    const stopped = own.length - finished.length;
    const reached = target.wanted.every(({ measure, interval }, i) =>
      isWithin(values[i], measure.step === undefined ? interval : wholeSteps(interval, measure.step(finished))),
    );
    return {
      ...part,
      values,
      // A run that was stopped is no way to meet a target.
      met: stopped === 0 && reached,
      truths: finished.length,
      stopped,
      planned: casesOf(planned, part).length,
    };
  });
  return { target, verdict: verdictOf(seasons), seasons };
}

/** Of four truths three or four, where four fifths are wanted. */
function wholeSteps([least, most]: Interval, step: number): Interval {
  const [below, above] = [Math.floor(least / step + ROUNDING), Math.ceil(most / step - ROUNDING)];
  return [step * (below - ROUNDING), step * (above + ROUNDING)];
}

function verdictOf(seasons: readonly SeasonJudgement[]): Judgement["verdict"] {
  // A grid may lack the regions that it is about.
  const run = seasons.filter(({ values, stopped }) => stopped > 0 || values.every(Number.isFinite));
  if (run.length === 0) return "not run";
  if (run.some(({ met }) => !met)) return "not met";
  return seasons.every(({ truths, planned }) => truths === planned) ? "met" : "met so far";
}
