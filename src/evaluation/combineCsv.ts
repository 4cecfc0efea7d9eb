/** `combined.csv`: a line for each region and period. Fluxes in PgC yr-1; what is not known is empty. */
import type { CombinedRow, Combination } from "./combination.js";
import { type CsvColumns, csvLines } from "./csvText.js";

const COLUMNS: CsvColumns<CombinedRow> = {
  region: ({ region }) => region,
  title: ({ title }) => title,
  period: ({ period }) => period,
  days: ({ days }) => days,
  area_m2: ({ area }) => area,
  mean: ({ mean }) => mean,
  within: ({ within }) => within,
  between: ({ between }) => between,
  combined: ({ combined }) => combined,
  degrees_of_freedom: ({ degreesOfFreedom }) => degreesOfFreedom,
  quantile: ({ quantile }) => quantile,
  low: ({ low }) => low,
  high: ({ high }) => high,
  truth: ({ truth }) => truth,
  error_over_combined: ({ errorOverCombined }) => errorOverCombined,
  holds_truth: ({ holdsTruth }) => holdsTruth,
};

export function combinationCsv({ runs, regions }: Combination): string {
  const ofRuns = runs.flatMap((_, k) => [`total_${k + 1}`, `spread_${k + 1}`, `prior_${k + 1}`]);
  const lines = regions.map((row) => [
    ...Object.values(COLUMNS).map((value) => value(row)),
    ...row.totals.flatMap((total, k) => [total, row.spreads[k], row.priors[k]]),
  ]);
  return csvLines([[...Object.keys(COLUMNS), ...ofRuns], ...lines]);
}
