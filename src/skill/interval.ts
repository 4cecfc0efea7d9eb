/** Intervals that a score should lie in, ends included, and numbers shown beside them. */
import { fixed } from "../drawing/textTable.js";

const MOST_DECIMALS = 9;

/** Ends included. */
export type Interval = readonly [least: number, most: number];

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
