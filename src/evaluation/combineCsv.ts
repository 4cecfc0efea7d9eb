/** `combined.csv`: a line for each region and period. Fluxes in PgC yr-1; what is not known is empty. */
import type { CombinedRow, Combination } from "./combination.js";

type Cell = string | number | boolean | null;

const COLUMNS: Readonly<Record<string, (row: CombinedRow) => Cell>> = {
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
  const all: Cell[][] = [[...Object.keys(COLUMNS), ...ofRuns], ...lines];
  return all.map((line) => `${line.map(cell).join(",")}\n`).join("");
}

function cell(value: Cell): string {
  if (value === null || (typeof value === "number" && !Number.isFinite(value))) return "";
  const text = String(value);
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
