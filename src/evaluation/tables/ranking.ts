/** Where the fluxes changed most: provinces and regions of the experiment file, or where there are none R24. */
import type { RegionRow } from "../rows.js";
import { smallRegions } from "../smallRegions.js";

export interface RankedChange {
  readonly region: string;
  readonly title: string;
  /** Posterior minus prior of the scored days, as a rate [PgC yr-1] and in these days [TgC]. */
  readonly change: number;
  readonly teragrams: number;
  /** Change over the prior's spread [1]: below 1 it is within what the ensemble held possible. */
  readonly inPriorSpreads: number;
  /** 1 - (posterior spread / prior spread)^2 [1]: what of the variance the observations took away. */
  readonly varianceReduction: number;
}

/** @param rows totals @returns of the whole period, largest change first; none without posterior fluxes */
export function rankedChanges(rows: readonly RegionRow[]): RankedChange[] {
  const known = rows.filter(({ period, change }) => period === "whole" && Number.isFinite(change));
  return smallRegions(known, ({ region }) => region)
    .map(({ region, title, change, teragrams, priorSpread, posteriorSpread }) => ({
      region,
      title,
      change,
      teragrams: teragrams.change,
      inPriorSpreads: Math.abs(change) / priorSpread,
      varianceReduction: 1 - (posteriorSpread / priorSpread) ** 2,
    }))
    .sort((a, b) => Math.abs(b.change) - Math.abs(a.change));
}
