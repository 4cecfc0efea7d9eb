/** Surface sites one by one: what became of their samples, and how far the runs are from them. */
import { countSites } from "../observations/sites/siteCounts.js";
import { columnStatistics } from "./columnStatistics.js";
import type { SiteRow } from "./rows.js";
import type { RunObservations } from "./readRun.js";
import { runColumns } from "./runColumns.js";

/** @param scored indices of points of the scored period */
export function siteRows(observations: RunObservations, scored: readonly number[]): SiteRow[] {
  const points = [...observations.kind.keys()].filter((i) => observations.kind[i] === "point");
  const pick = (values: ArrayLike<number>, among: readonly number[]): number[] => among.map((i) => values[i]);
  const samples = points.map((i) => ({ site: observations.site[i], fate: observations.fate[i] }));
  return countSites(samples).map(({ site, counts }) => {
    const compared = scored.filter(
      (i) => observations.site[i] === site && ["assimilated", "validation"].includes(observations.fate[i]),
    );
    const statistics = runColumns.flatMap(([run, name]) => {
      const known = compared.filter((i) => Number.isFinite(observations[name][i]));
      if (known.length === 0) return [];
      return [[run, columnStatistics(pick(observations[name], known), pick(observations.observed, known))] as const];
    });
    return {
      site,
      fates: Object.fromEntries(counts),
      compared: compared.length,
      bias: Object.fromEntries(statistics.map(([run, { bias }]) => [run, bias])),
      rmse: Object.fromEntries(statistics.map(([run, { rmse }]) => [run, rmse])),
    };
  });
}
