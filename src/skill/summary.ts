/** Scores of several truths taken together: their mean, the least and the most; runs that a guard stopped have no part. */
import { mean } from "../evaluation/columnStatistics.js";
import type { SkillCase } from "./cases.js";
import { type Network, networkTitles } from "./networks.js";
import type { RegionResult, SkillResult } from "./result.js";
import type { Kind, ScoreName } from "./scores.js";
import { type Interval, isWithin, type Target } from "./targets.js";

/** A case and what came of it. */
export interface KnownCase extends Pick<SkillCase, "id" | "set" | "variant" | "kind" | "truth" | "scale"> {
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

/** Whether a target is met; "not known" where no run has the score. */
export type Verdict = "met" | "not met" | "not known";

export interface Judgement extends Summary {
  readonly target: Target;
  readonly verdict: Verdict;
}

export function judge(cases: readonly KnownCase[], target: Target): Judgement {
  const summary = summarise(cases, target.score);
  const each = target.each;
  // A run that was stopped has no score, which is no way to meet a target.
  const whole = cases.length > 0 && summary.truths.length === cases.length;
  const inEach = (interval: Interval): boolean => isWithin(summary.least, interval) && isWithin(summary.most, interval);
  const met = whole && isWithin(summary.mean, target.mean) && (each === undefined || inEach(each));
  return { ...summary, target, verdict: summary.truths.length === 0 ? "not known" : met ? "met" : "not met" };
}

export interface Selection {
  readonly set?: SkillCase["set"];
  readonly kind?: Kind;
  readonly variant?: string;
}

export function casesOf<T extends Pick<KnownCase, "set" | "kind" | "variant">>(
  cases: readonly T[],
  { set, kind, variant }: Selection,
): T[] {
  return cases.filter(
    (own) =>
      (set === undefined || own.set === set) &&
      (kind === undefined || own.kind === kind) &&
      (variant === undefined || own.variant === variant),
  );
}

/** The standard experiment at the kinds, truths and scale of others. */
export function standardBeside(cases: readonly KnownCase[], others: readonly KnownCase[]): KnownCase[] {
  return cases.filter(
    ({ set, kind, truth, scale }) =>
      (set === "core" || set === "coarse") &&
      others.some((other) => other.kind === kind && other.truth === truth && other.scale === scale),
  );
}

/** Cases of an observing system: of the set "networks", and of the standard experiment beside these for the standard one. */
export function casesOfNetwork(cases: readonly KnownCase[], own: readonly KnownCase[], network: Network): KnownCase[] {
  return network === "gosat" ? standardBeside(cases, own) : casesOf(own, { variant: networkTitles[network] });
}

/** Regions of all cases that ran to their end. */
function regionsOf(cases: readonly KnownCase[], partition: "R8" | "R24"): (readonly RegionResult[])[] {
  return cases
    .filter(({ result }) => result.stopped === undefined && result.regions.length > 0)
    .map(({ result }) => result.regions.filter(({ id }) => id.startsWith(`${partition}-`)));
}

/** How the spread that the ensemble believes compares with its error over regions: sqrt(mean error^2 / mean spread^2). */
export function errorOverSpread(cases: readonly KnownCase[], partition: "R8" | "R24"): number {
  const regions = regionsOf(cases, partition).flat();
  const error = mean(regions.map(({ posterior, truth }) => (posterior - truth) ** 2));
  return Math.sqrt(error / mean(regions.map(({ spread }) => spread ** 2)));
}

/**
 * Error of the mean flux of all land, without its sign, mean over the truths [umol m-2 s-1]. The parts of a partition have
 * equal area, so the mean of the land is that of its parts.
 */
export function landError(cases: readonly KnownCase[], flux: "prior" | "posterior"): number {
  return mean(
    regionsOf(cases, "R24").map((regions) => Math.abs(mean(regions.map((region) => region[flux] - region.truth)))),
  );
}
