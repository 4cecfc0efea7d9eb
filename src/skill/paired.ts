/**
 * Two settings on the same truths: the mean of the differences of a score and its 90 % interval by Student's t,
 *     mean d +- t(n - 1) s / sqrt(n),   s^2 = sum (d - mean d)^2 / (n - 1),
 * which is narrower than that of either score because a truth that is hard for one setting is hard for both.
 */
import { mean } from "../evaluation/columnStatistics.js";
import { studentQuantile } from "../evaluation/studentQuantile.js";
import type { KnownCase } from "./summary.js";

const PROBABILITY = 0.9;

/** A score by which settings are compared, and which way is better. */
export interface ComparedScore {
  readonly head: string;
  readonly decimals: number;
  readonly of: (own: KnownCase) => number;
  readonly better: "more" | "less";
}

export interface Difference {
  readonly truths: number;
  readonly mean: number;
  /** Ends of the interval, NaN of one truth alone. */
  readonly least: number;
  readonly most: number;
  readonly verdict: "better" | "worse" | "no difference shown" | "not run";
}

/** @param standard @param changed cases of one season each; those of the same truth are paired */
export function pairedDifference(
  standard: readonly KnownCase[],
  changed: readonly KnownCase[],
  { of, better }: ComparedScore,
): Difference {
  const differences = changed.flatMap((own) => {
    const beside = standard.find(({ truth }) => truth === own.truth);
    const difference = beside === undefined ? NaN : scoreOf(own, of) - scoreOf(beside, of);
    return Number.isFinite(difference) ? [difference] : [];
  });
  const n = differences.length;
  if (n === 0) return { truths: 0, mean: NaN, least: NaN, most: NaN, verdict: "not run" };
  const middle = mean(differences);
  const variance = differences.reduce((sum, d) => sum + (d - middle) ** 2, 0) / (n - 1);
  const half = studentQuantile(n - 1, PROBABILITY) * Math.sqrt(variance / n);
  const [least, most] = [middle - half, middle + half];
  const moved = least > 0 ? "more" : most < 0 ? "less" : undefined;
  const verdict = moved === undefined ? "no difference shown" : moved === better ? "better" : "worse";
  return { truths: n, mean: middle, least, most, verdict };
}

/** A run that a guard stopped has none. */
function scoreOf(own: KnownCase, of: (own: KnownCase) => number): number {
  return own.result.stopped === undefined ? of(own) : NaN;
}
