/**
 * What `evaluation.json` holds. Units: columns ppm, fluxes as the keys say, amounts PgC or mol as the keys say.
 * A number that is not defined (no pairs, no spread known) is null in the file and NaN in memory; a part that the run
 * does not have is absent. Keys are stable: new ones may be added, none changes its meaning.
 */
import type { Fate } from "../observations/fate.js";
import type { BudgetSummary } from "./budget.js";
import type { ColumnStatistics } from "./columnStatistics.js";
import type { FluxScore } from "./fluxScores.js";
import type { Innovations } from "./innovations.js";
import { jsonText } from "./jsonText.js";

/** The runs as the literature calls them. */
export const runNames = ["CTRL", "FC", "AN", "BG"] as const;
/** CTRL: prior fluxes; FC: posterior fluxes; AN: the analyses; BG: the forecasts before them. */
export type RunName = (typeof runNames)[number];

/**
 * What simulated columns are compared with; "truth" is the noise-free column of a twin experiment at every observation,
 * "withheld truth" that at all that were kept to validate with, whether they pass its gate or not.
 */
export type Reference = "validation" | "assimilated" | "truth" | "withheld truth";

export interface ColumnRow extends ColumnStatistics {
  readonly run: RunName;
  readonly against: Reference;
  /** "whole" or a month, `2009-09`. */
  readonly period: string;
  /** Of the retrievals compared, as they state it [ppm]. */
  readonly medianUncertainty: number;
}

export interface BiasShareRow {
  readonly run: RunName;
  readonly against: Reference;
  readonly count: number;
  /** In the order of `intervals` [1]. */
  readonly shares: readonly number[];
}

export interface LatitudeRow {
  /** Degrees north. */
  readonly south: number;
  readonly north: number;
  readonly count: number;
  /** Standard deviation of simulated minus retrieved [ppm]. */
  readonly control: number;
  readonly posterior: number;
  /** (1 - posterior / control) * 100 [%] */
  readonly errorReduction: number;
}

export interface RegionRow {
  readonly region: string;
  readonly title: string;
  /** "whole" or a month. */
  readonly period: string;
  readonly days: number;
  /** [m2] */
  readonly area: number;
  /** Natural flux [PgC yr-1], as a rate over the period, and the members' standard deviation of that total. */
  readonly prior: number;
  readonly priorSpread: number;
  readonly posterior: number;
  readonly posteriorSpread: number;
  readonly truth: number;
  /** [PgC yr-1] */
  readonly fossil: number;
  readonly fire: number;
}

/** What became of the samples of a surface site in the whole run, and what the runs make of those compared [ppm]. */
export interface SiteRow {
  readonly site: string;
  /** By fate; those that no sample has are absent. */
  readonly fates: Readonly<Partial<Record<Fate, number>>>;
  /** Of the scored period, assimilated or kept for validation. */
  readonly compared: number;
  /** Simulated minus observed, mean and root mean square, by run; absent where a run did not simulate them. */
  readonly bias: Readonly<Partial<Record<RunName, number>>>;
  readonly rmse: Readonly<Partial<Record<RunName, number>>>;
}

/** What a guard noticed at the end of a day. */
export interface GuardWarning {
  /** ISO time, UTC. */
  readonly time: string;
  readonly guard: string;
  readonly message: string;
}

/** What was estimated beside mole fraction and fluxes: one parameter, [ppm]. */
export interface EstimateRow {
  readonly parameter: "boundary offset" | "retrieval bias";
  /** A part of the boundary, or the centre of a region: "west, low", "32.1N 110.4E". */
  readonly place: string;
  /** Of the estimates at the ends of the scored days. */
  readonly mean: number;
  /** Standard deviation over the members, mean of the same days. */
  readonly spread: number;
  /** Of a twin, mean of the same days. */
  readonly truth: number;
  /** At the end of the run. */
  readonly last: number;
}

export interface Evaluation {
  readonly title: string;
  readonly remarks: readonly string[];
  readonly period: {
    /** ISO dates; the end is the day after the last. */
    readonly start: string;
    readonly end: string;
    readonly scoredFrom: string;
    readonly scoredDays: number;
  };
  /** False while the run goes on, and where it was stopped. */
  readonly finished: boolean;
  /** What the guards of the analysis noticed. */
  readonly warnings?: readonly GuardWarning[];
  /** Why the run was stopped, where its numbers were the reason. */
  readonly stopped?: string;
  /** Whether the truth is known. */
  readonly twin: boolean;
  readonly observations?: {
    /** All observations of the whole run. */
    readonly fates: Readonly<Record<Fate, number>>;
    /** XCO2, of the scored period. */
    readonly columns: readonly ColumnRow[];
    /** Mole fractions at surface sites, of the scored period; absent where none were observed. */
    readonly sites?: {
      readonly rows: readonly ColumnRow[];
      readonly innovations?: Innovations;
      readonly bySite: readonly SiteRow[];
    };
    /** Of the scored period; absent where nothing was assimilated in it. */
    readonly innovations?: Innovations;
    readonly biases: {
      readonly intervals: readonly (readonly [number, number])[];
      readonly rows: readonly BiasShareRow[];
    };
    /** Validation observations of 105-120 E. */
    readonly latitudes: readonly LatitudeRow[];
  };
  readonly fluxes?: {
    readonly regions: readonly RegionRow[];
    /** Where the truth and a posterior are known. */
    readonly scores: readonly FluxScore[];
    /** Likewise of what the hours with the sun up, and those of the night, contribute to the mean; of regions alone. */
    readonly dayAndNight: { readonly day: readonly FluxScore[]; readonly night: readonly FluxScore[] };
  };
  /** What was estimated beside mole fraction and fluxes, over the scored period; absent where nothing was. */
  readonly estimates?: readonly EstimateRow[];
  readonly budgets: readonly BudgetSummary[];
  /** What a reader must know before using the numbers. */
  readonly statements: readonly string[];
  /** Parts that the run does not have. */
  readonly missing: readonly string[];
}

/** @returns the text of `evaluation.json` */
export function evaluationJson(evaluation: Evaluation): string {
  return jsonText(evaluation);
}
