/**
 * Totals of the natural flux of China that were published, beside that of a run of mainland China: as Kou et al. (2023,
 * doi:10.5194/acp-23-6719-2023) compare theirs with others, and what they give of the agreement of columns in 2016.
 */
import { SECONDS_PER_DAY, SECONDS_PER_YEAR } from "../../constants.js";
import type { ColumnRow, RegionRow } from "../rows.js";

export interface PublishedTotal {
  readonly source: string;
  /** [PgC yr-1]; the two are the same where one number was given. */
  readonly low: number;
  readonly high: number;
  /** As stated [PgC yr-1]; NaN where none was. */
  readonly uncertainty: number;
}

export interface PublishedComparison {
  readonly citation: string;
  /** Net flux of China, means of years. */
  readonly totals: readonly PublishedTotal[];
  /** What trade and rivers carry sideways [PgC yr-1]: added to a total of the atmosphere to compare it with inventories. */
  readonly lateralCorrection: number;
  /** Mainland China of this run, as a rate over its scored days [PgC yr-1]; with the correction apart. */
  readonly posterior: number;
  readonly spread: number;
  readonly corrected: number;
  readonly days: number;
  /** Whether the scored days are so nearly a year that the numbers may stand side by side. */
  readonly comparable: boolean;
}

const one = (source: string, total: number, uncertainty = Number.NaN): PublishedTotal => {
  return { source, low: total, high: total, uncertainty };
};
const range = (source: string, low: number, high: number): PublishedTotal => {
  return { source, low, high, uncertainty: Number.NaN };
};

export const publishedTotals: readonly PublishedTotal[] = [
  one("JDAS, GOSAT", -0.47),
  one("JDAS, surface sites", -0.68),
  one("CT2019B", -0.43),
  one("GCASv2", -0.34, 0.14),
  one("CAMS v19", -0.25),
  one("UoE, GOSAT", -0.83, 0.47),
  one("UoE, surface sites", -1.11, 0.38),
  one("UoE, OCO-2", -0.68),
  one("CT-China, GOSAT", -0.41, 0.22),
  one("CT-Europe", -0.32),
  one("JCS", -0.48),
  one("CCDAS", -0.43, 0.09),
  range("inventories", -0.29, -0.18),
  range("process models", -0.18, -0.12),
];
/** Of all of them, the least and the most [PgC yr-1]. */
export const publishedRange = {
  low: Math.min(...publishedTotals.map(({ low }) => low)),
  high: Math.max(...publishedTotals.map(({ high }) => high)),
} as const;

const CITATION = "Kou et al. (2023), doi:10.5194/acp-23-6719-2023";
const LATERAL_CORRECTION = 0.14;
/** Days from which on a mean is one of a year, whose seasons cancel. */
const YEAR = 360;

/** @returns undefined where the run has no estimate of mainland China */
export function comparePublished(regions: readonly RegionRow[]): PublishedComparison | undefined {
  const china = regions.find(({ region, period }) => region === "mainland-china" && period === "whole");
  if (china === undefined || !Number.isFinite(china.posterior)) return undefined;
  const years = (china.days * SECONDS_PER_DAY) / SECONDS_PER_YEAR;
  return {
    citation: CITATION,
    totals: publishedTotals,
    lateralCorrection: LATERAL_CORRECTION,
    posterior: china.posterior,
    spread: china.posteriorSpread,
    corrected: china.posterior + LATERAL_CORRECTION,
    days: china.days,
    comparable: china.days >= YEAR && Math.abs(years - Math.round(years)) < 0.1,
  };
}

/** What was published of RMSE by month of 2016, GOSAT soundings that were assimilated [ppm]. */
export const publishedColumns: readonly {
  readonly run: ColumnRow["run"];
  readonly against: ColumnRow["against"];
  readonly rmse: readonly [number, number];
}[] = [{ run: "BG", against: "assimilated", rmse: [2.15, 2.41] }];
/** Medians by month of the stated errors of those soundings [ppm]. */
export const publishedUncertainty = [0.64, 0.99] as const;
/** RMSE of CTRL by month [ppm]. */
export const publishedControl = [1.9, 3.8] as const;
