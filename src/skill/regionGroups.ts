/**
 * Errors of the fluxes of regions over many runs, group by group: how the error compares with that of the prior and with the
 * spread that the ensemble has. Where a spread sigma is right and errors are Gaussian, sqrt(mean error^2 / mean sigma^2) is
 * 1, half of the errors lie within 0.674 sigma and nine tenths within 1.645 sigma.
 */
import { mean } from "../evaluation/columnStatistics.js";
import type { KnownCase } from "./summary.js";
import type { RegionResult } from "./result.js";

export const regionGroups = ["R8", "R24", "provinces", "china", "land"] as const;
export type RegionGroup = (typeof regionGroups)[number];

export const groupTitles: Readonly<Record<RegionGroup, string>> = {
  R8: "R8",
  R24: "R24",
  provinces: "provinces",
  china: "mainland China",
  land: "all land",
};

const members: Readonly<Record<RegionGroup, RegExp>> = {
  R8: /^R8-/,
  R24: /^R24-/,
  provinces: /^province-/,
  china: /^mainland-china$/,
  land: /^land$/,
};

/** The whole of what a run scores, or its months. */
export type Periods = "whole" | "months";

/** Spreads within which half and nine tenths of Gaussian errors lie. */
const [HALF, NINETY] = [0.674, 1.645];

export interface Agreement {
  /** Regions, periods and truths that were counted. */
  readonly count: number;
  /** sqrt(mean error^2 / mean spread^2) [1] */
  readonly ratio: number;
  /** Shares of the errors within the intervals that should hold half and nine tenths of them [%]. */
  readonly half: number;
  readonly ninety: number;
}

/** Of each case that ran to its end and has such regions. */
function rowsOf(cases: readonly KnownCase[], group: RegionGroup, periods: Periods): (readonly RegionResult[])[] {
  return cases
    .filter(({ result }) => result.stopped === undefined)
    .map(({ result }) =>
      result.fluxes.filter(
        ({ id, period }) => members[group].test(id) && (period === "whole") === (periods === "whole"),
      ),
    )
    .filter((rows) => rows.length > 0);
}

/** The error of one flux and the spread that the ensemble has of it, in one unit. */
interface Estimate {
  readonly error: number;
  readonly spread: number;
}

export function agreement(cases: readonly KnownCase[], group: RegionGroup, periods: Periods = "whole"): Agreement {
  return agreementOf(estimatesOf(cases, group, periods));
}

/** Share of the errors within so many spreads [%]. */
export function shareWithin(
  cases: readonly KnownCase[],
  group: RegionGroup,
  periods: Periods,
  spreads: number,
): number {
  return within(estimatesOf(cases, group, periods), spreads);
}

export function agreementOf(estimates: readonly Estimate[]): Agreement {
  const square = (of: (one: Estimate) => number): number => mean(estimates.map((one) => of(one) ** 2));
  return {
    count: estimates.length,
    ratio: Math.sqrt(square(({ error }) => error) / square(({ spread }) => spread)),
    half: within(estimates, HALF),
    ninety: within(estimates, NINETY),
  };
}

function estimatesOf(cases: readonly KnownCase[], group: RegionGroup, periods: Periods): Estimate[] {
  return rowsOf(cases, group, periods)
    .flat()
    .map(({ posterior, truth, spread }) => ({ error: posterior - truth, spread }))
    .filter(({ error, spread }) => Number.isFinite(error) && Number.isFinite(spread));
}

function within(estimates: readonly Estimate[], spreads: number): number {
  const held = estimates.filter(({ error, spread }) => Math.abs(error) <= spreads * spread);
  return (100 * held.length) / estimates.length;
}

/** Root mean square error of the regions of each case [umol m-2 s-1]. */
export function regionErrors(
  cases: readonly KnownCase[],
  group: RegionGroup,
  flux: "prior" | "posterior",
  periods: Periods = "whole",
): number[] {
  return rowsOf(cases, group, periods).map((rows) => Math.sqrt(mean(rows.map((row) => (row[flux] - row.truth) ** 2))));
}

/**
 * Error reduction [%] over the truths: of a group of several regions the mean of (1 - rms posterior / rms prior) of each
 * case, of a single region that of all cases together, because the error of one region alone may happen to be next to nothing.
 */
export function groupReduction(cases: readonly KnownCase[], group: RegionGroup, periods: Periods = "whole"): number {
  if (isSingle(group)) return reductionTogether(cases, group, periods);
  const prior = regionErrors(cases, group, "prior", periods);
  const posterior = regionErrors(cases, group, "posterior", periods);
  return mean(prior.map((error, i) => 100 * (1 - posterior[i] / error)));
}

/** 1 - rms posterior / rms prior of all cases together [%], in which a truth whose prior is nearly right weighs little. */
export function reductionTogether(cases: readonly KnownCase[], group: RegionGroup, periods: Periods = "whole"): number {
  const square = (flux: "prior" | "posterior"): number =>
    mean(regionErrors(cases, group, flux, periods).map((error) => error ** 2));
  return 100 * (1 - Math.sqrt(square("posterior") / square("prior")));
}

/** Whether the group is of one region. */
export function isSingle(group: RegionGroup): boolean {
  return group === "china" || group === "land";
}
