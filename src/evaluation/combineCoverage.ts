/** In twins of one truth: how often the intervals of single runs, and the combined ones, hold it. */
import { mean } from "./columnStatistics.js";
import type { CombinedRow, CoverageRow } from "./combination.js";
import { INTERVAL } from "./combineSpreads.js";
import { coverageGroups } from "./tables/coverage.js";
import { studentQuantile } from "./studentQuantile.js";

/** @returns of the whole period; none where there is no common truth */
export function coverageRows(regions: readonly CombinedRow[]): CoverageRow[] {
  return coverageGroups.flatMap(([group, holds]) => {
    const rows = regions.filter(
      ({ region, period, truth }) => period === "whole" && holds(region) && Number.isFinite(truth),
    );
    if (rows.length === 0) return [];
    const normal = studentQuantile(Infinity, INTERVAL);
    const ofRuns = rows[0].totals.map((_, k) =>
      rows.map(({ totals, spreads, truth }) => Math.abs(totals[k] - truth) / spreads[k]),
    );
    const share = (held: readonly boolean[]): number => mean(held.map(Number));
    return {
      group,
      regions: rows.length,
      ofRuns: ofRuns.map((ratios) => share(ratios.map((ratio) => ratio <= normal))),
      combined: share(rows.map(({ holdsTruth }) => holdsTruth === true)),
      ratioOfRuns: ofRuns.map(rootMeanSquare),
      ratioCombined: rootMeanSquare(rows.map(({ errorOverCombined }) => errorOverCombined)),
    };
  });
}

function rootMeanSquare(values: readonly number[]): number {
  return Math.sqrt(mean(values.map((value) => value ** 2)));
}
