/**
 * What `evaluation.json` holds. Units: columns ppm, fluxes as the keys say, amounts PgC or mol as the keys say.
 * A number that is not defined (no pairs, no spread known) is null in the file and NaN in memory; a part that the run
 * does not have is absent. Keys are stable: new ones may be added, none changes its meaning.
 */
import type { Fate } from "../observations/fate.js";
import type { BudgetSummary } from "./budget.js";
import type { FluxScore } from "./fluxScores.js";
import type { Innovations } from "./innovations.js";
import type { Check } from "./checks/check.js";
import { jsonText } from "./jsonText.js";
import type {
  ColumnRow,
  BiasShareRow,
  LatitudeRow,
  RegionRow,
  SeasonScores,
  SiteRow,
  GuardWarning,
  EstimateRow,
} from "./rows.js";
import type { SpreadCoverage } from "./tables/coverage.js";
import type { DailyDistribution } from "./tables/dailyDistribution.js";
import type { PublishedComparison } from "./tables/published.js";
import type { RankedChange } from "./tables/ranking.js";
import type { RegionCorrelation } from "./tables/regionCorrelations.js";
import type { SeasonRow } from "./tables/seasons.js";

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
  /** Days that the folder lacks, and files of other runs in it. */
  readonly damage?: readonly string[];
  /** Whether the truth is known. */
  readonly twin: boolean;
  readonly observations?: {
    /** All observations of the whole run. */
    readonly fates: Readonly<Record<Fate, number>>;
    /**
     * What "validation" means: soundings that were withheld by chance, or those that are not the best of their cell and hour,
     * which are not independent of the ones that are.
     */
    readonly validation: "withheld" | "not the best of their cell and hour";
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
    /** Likewise of each season, where there are several. */
    readonly seasonScores: readonly SeasonScores[];
    /** Of each season's cycle, for periods of a year and more. */
    readonly seasons: readonly SeasonRow[];
    readonly dailyDistributions: readonly DailyDistribution[];
    readonly ranking: readonly RankedChange[];
    readonly correlations: readonly RegionCorrelation[];
    /** Where the truth is known. */
    readonly coverage: readonly SpreadCoverage[];
    /** Where mainland China is in the domain. */
    readonly published?: PublishedComparison;
  };
  /** What was estimated beside mole fraction and fluxes, over the scored period; absent where nothing was. */
  readonly estimates?: readonly EstimateRow[];
  readonly budgets: readonly BudgetSummary[];
  readonly checks: readonly Check[];
  /** What was assimilated; what changed and how sure that is; what is weak; which check warns; where the rest is. */
  readonly summary: readonly string[];
  /** What a reader must know before using the numbers. */
  readonly statements: readonly string[];
  /** Parts that the run does not have. */
  readonly missing: readonly string[];
}

/** @returns the text of `evaluation.json` */
export function evaluationJson(evaluation: Evaluation): string {
  return jsonText(evaluation);
}
