/**
 * What `combined.json` holds. Fluxes PgC yr-1, mole fractions ppm; a number that is not defined is null in the file and NaN
 * in memory (degrees of freedom: null is without bound). The runs are in the order in which they were given, in every list.
 */
import type { CombinedTotal } from "./combineSpreads.js";
import type { Evaluation } from "./evaluation.js";
import type { Reference, RunName } from "./rows.js";
import { jsonText } from "./jsonText.js";

export interface CombinedRun {
  /** As it was given. */
  readonly folder: string;
  readonly title: string;
  readonly members: number;
}

/** A key of the configurations that is not the same in all runs, by its path; or an input file, or the program. */
export interface DifferingKey {
  readonly key: string;
  /** [run]; null where the key is absent. */
  readonly values: readonly unknown[];
}

/** Natural flux of a region [PgC yr-1], as a rate over the period. */
export interface CombinedRow extends CombinedTotal {
  readonly region: string;
  readonly title: string;
  /** "whole" or a month. */
  readonly period: string;
  readonly days: number;
  /** [m2] */
  readonly area: number;
  /** Posterior of each run, and the members' standard deviation of that total, [run]. */
  readonly totals: readonly number[];
  readonly spreads: readonly number[];
  /** Prior of each run, [run]. */
  readonly priors: readonly number[];
  /** Where the runs have one truth; then also (mean - truth) / combined [1], and whether the interval holds it. */
  readonly truth: number;
  readonly errorOverCombined: number;
  readonly holdsTruth: boolean | null;
}

/** Agreement with observations of one run, whole scored period. */
export interface CombinedScore {
  /** Index of the run. */
  readonly run: number;
  readonly observations: "columns" | "sites";
  readonly against: Reference;
  readonly count: number;
  /** RMSE [ppm]; NaN where the run lacks that part. */
  readonly rmse: Readonly<Record<RunName, number>>;
  /** Of the assimilated observations, beside these. */
  readonly chiSquare: number;
}

/** How often intervals hold the truth, over the regions of a group, whole period. */
export interface CoverageRow {
  readonly group: string;
  readonly regions: number;
  /** Share of regions whose truth lies within 1.645 spreads of a run's own total [1], [run]. */
  readonly ofRuns: readonly number[];
  /** Share whose truth the combined interval holds [1]. */
  readonly combined: number;
  /** Root mean square of error / spread [1]: of each run, [run]; of error of the mean / combined spread. */
  readonly ratioOfRuns: readonly number[];
  readonly ratioCombined: number;
}

export interface Combination {
  readonly runs: readonly CombinedRun[];
  readonly remarks: readonly string[];
  readonly period: Evaluation["period"];
  readonly differences: readonly DifferingKey[];
  /** Whole period first, then months where there are several. */
  readonly regions: readonly CombinedRow[];
  readonly scores: readonly CombinedScore[];
  /** Empty where the runs have no common truth. */
  readonly coverage: readonly CoverageRow[];
  /** What a reader must know before using the numbers. */
  readonly statements: readonly string[];
}

/** @returns the text of `combined.json` */
export function combinationJson(combination: Combination): string {
  return jsonText(combination);
}

/** "West" of "West 28-48N 85-104E", "Tibet (96 %)" of "Tibet (96 % of it)". */
export function shortTitle({ title }: Pick<CombinedRow, "title">): string {
  return title.replace(/ [\d.]+-[\d.]+N .*$/, "").replace(" % of it)", " %)");
}
