/**
 * What the standard twin experiments must reach, over their truths: intervals for the mean of a score and, where one is
 * set, for each truth. At 64 km, 50 members, 30 days of July of which the last 21 are scored.
 * Set before twins had as few soundings and as many errors as now: to be set again with the results of skill/.
 */
import { fixed } from "../drawing/textTable.js";
import type { Kind, ScoreName } from "./scores.js";

const MOST_DECIMALS = 9;

/** Bounds of a score, ends included. */
export type Interval = readonly [least: number, most: number];

export interface Target {
  readonly score: ScoreName;
  readonly mean: Interval;
  /** Of every single truth. */
  readonly each?: Interval;
}

const atLeast = (score: ScoreName, mean: number, each: number): Target => ({
  score,
  mean: [mean, Infinity],
  each: [each, Infinity],
});
const atMost = (score: ScoreName, mean: number): Target => ({ score, mean: [-Infinity, mean] });
const between = (score: ScoreName, least: number, most: number): Target => ({ score, mean: [least, most] });

export const targets: Readonly<Record<Kind, readonly Target[]>> = {
  ideal: [
    atLeast("R8", 65, 50),
    atLeast("R24", 60, 50),
    atLeast("blocks", 35, 25),
    atMost("posteriorOverControl", 0.5),
    atMost("analysisOverControl", 0.5),
    between("chiSquare", 0.8, 1.2),
  ],
  real: [
    atLeast("R8", 40, 15),
    atLeast("R24", 38, 15),
    atLeast("blocks", 22, 12),
    atMost("posteriorOverControl", 0.75),
    atMost("analysisOverControl", 0.7),
    between("chiSquare", 0.8, 1.3),
  ],
};

/** Of an experiment whose prior is the truth: what the inversion makes up. */
export const perfectPriorTargets: Readonly<Record<Kind, readonly Target[]>> = {
  ideal: [atMost("R8Posterior", 0.3)],
  real: [atMost("R8Posterior", 0.4)],
};

export function isWithin(value: number, [least, most]: Interval): boolean {
  return value >= least && value <= most;
}

/** A value with so many decimals, and more where fewer would show a miss as none: 64.97 of ">= 65" is not "65". */
export function fixedBeside(value: number, interval: Interval, decimals: number): string {
  const reads = (shown: number): boolean =>
    isWithin(Number(value.toFixed(shown)), interval) === isWithin(value, interval);
  let shown = decimals;
  while (shown < MOST_DECIMALS && Number.isFinite(value) && !reads(shown)) shown++;
  return fixed(value, shown);
}

/** ">= 65", "<= 0.50", "0.80 to 1.20" */
export function describeInterval([least, most]: Interval, decimals: number): string {
  if (most === Infinity) return `>= ${least.toFixed(decimals)}`;
  if (least === -Infinity) return `<= ${most.toFixed(decimals)}`;
  return `${least.toFixed(decimals)} to ${most.toFixed(decimals)}`;
}
