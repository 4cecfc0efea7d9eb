/** Rows of the tables of an evaluation. Units: columns ppm, fluxes and amounts as the keys say; NaN is not defined. */
import type { Fate } from "../observations/fate.js";
import type { ColumnStatistics } from "./columnStatistics.js";
import type { FluxScore } from "./fluxScores.js";
import type { SeasonName } from "./periods.js";

/** The runs as the literature calls them. */
export const runNames = ["CTRL", "FC", "AN", "BG"] as const;
/** CTRL: prior fluxes; FC: posterior fluxes; AN: the analyses; BG: the forecasts before them. */
export type RunName = (typeof runNames)[number];

/**
 * What simulated columns are compared with: satellite soundings that were kept to validate with, or assimilated; columns from
 * the ground (TCCON) that the experiment keeps to validate with; "truth" is the noise-free column of a twin experiment at every observation,
 * "withheld truth" that at all that were kept to validate with, whether they pass its gate or not.
 */
export type Reference = "validation" | "assimilated" | "TCCON" | "truth" | "withheld truth";

export interface ColumnRow extends ColumnStatistics {
  readonly run: RunName;
  readonly against: Reference;
  /** "whole", a year, `2009`, or a month, `2009-09`. */
  readonly period: string;
  /** Of the retrievals compared, as they state it [ppm]. */
  readonly medianUncertainty: number;
}

export interface BiasShareRow {
  readonly run: RunName;
  readonly against: Reference;
  /** "whole", a year, or a month. */
  readonly period: string;
  readonly count: number;
  /** Of the differences [ppm]. */
  readonly standardDeviation: number;
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
  /** Posterior minus prior. */
  readonly change: number;
  readonly truth: number;
  /** [PgC yr-1] */
  readonly fossil: number;
  readonly fire: number;
  /** The same as amounts of the days of the period [TgC]. */
  readonly teragrams: Readonly<
    Record<"prior" | "priorSpread" | "posterior" | "posteriorSpread" | "change" | "truth", number>
  >;
}

/** Errors of the mean flux of the days in one season, all years together. */
export interface SeasonScores {
  readonly season: SeasonName;
  readonly days: number;
  readonly scores: readonly FluxScore[];
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
