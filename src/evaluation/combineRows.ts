/** The totals of several runs combined, region by region and month by month, and compared with their truth. */
import type { CombinedRow } from "./combination.js";
import type { RunTotals } from "./combineFaults.js";
import { combineTotals } from "./combineSpreads.js";

/** Fluxes are kept as float32: relative difference that their rounding may make in a total. */
const SAME_TRUTH = 1e-6;

/** @param runs with the same rows */
export function combinedRows(runs: readonly RunTotals[]): CombinedRow[] {
  const oneTruth = haveOneTruth(runs);
  return runs[0].rows.map((first, i) => {
    const own = runs.map(({ rows }) => rows[i]);
    const combined = combineTotals(
      own.map(({ posterior, posteriorSpread }, k) => ({
        total: posterior,
        spread: posteriorSpread,
        members: runs[k].members,
      })),
    );
    const truth = oneTruth ? first.truth : NaN;
    return {
      region: first.region,
      title: first.title,
      period: first.period,
      days: first.days,
      area: first.area,
      totals: own.map(({ posterior }) => posterior),
      spreads: own.map(({ posteriorSpread }) => posteriorSpread),
      priors: own.map(({ prior }) => prior),
      ...combined,
      truth,
      errorOverCombined: (combined.mean - truth) / combined.combined,
      holdsTruth: oneTruth ? truth >= combined.low && truth <= combined.high : null,
    };
  });
}

/** Whether all runs are twins whose truth has the same totals everywhere. */
function haveOneTruth([first, ...others]: readonly RunTotals[]): boolean {
  const largest = Math.max(...first.rows.map(({ truth }) => Math.abs(truth)));
  return (
    first.rows.every(({ truth }) => Number.isFinite(truth)) &&
    others.every(({ rows }) =>
      rows.every(({ truth }, i) => Math.abs(truth - first.rows[i].truth) <= SAME_TRUTH * largest),
    )
  );
}
