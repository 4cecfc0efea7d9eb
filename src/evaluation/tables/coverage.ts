/** In a twin: how often the stated spread holds the truth. */
import { mean } from "../columnStatistics.js";
import type { RegionRow } from "../rows.js";
import { kindOf } from "../../regions/kinds.js";
import { studentQuantile } from "../studentQuantile.js";

/** Of the regions of a group, in the periods of one length. */
export interface SpreadCoverage {
  readonly group: string;
  /** The whole scored period, or its months. */
  readonly period: "whole" | "months";
  /** Totals that were looked at. */
  readonly count: number;
  /** Share whose 90 % interval, posterior +- 1.645 spreads, holds the truth [1]. */
  readonly within: number;
  /** Root mean square of error over spread [1]: 1 where the spread is right, above where it is too small. */
  readonly errorOverSpread: number;
}

/** Regions whose coverage is told together. */
export const coverageGroups: readonly (readonly [group: string, holds: (region: string) => boolean])[] = [
  ["R8 regions", (region) => region.startsWith("R8-")],
  ["R24 regions", (region) => region.startsWith("R24-")],
  ["provinces", (region) => region.startsWith("province-")],
  ["regions of the experiment file", (region) => kindOf(region) === "own"],
];

/** Of an interval [1]. */
export const PROBABILITY = 0.9;

/** @returns none where no truth or no spread is known */
export function spreadCoverage(rows: readonly RegionRow[]): SpreadCoverage[] {
  const quantile = studentQuantile(Infinity, PROBABILITY);
  return (["whole", "months"] as const).flatMap((period) =>
    coverageGroups.flatMap(([group, holds]) => {
      const ratios = rows
        .filter((row) => (row.period === "whole") === (period === "whole") && holds(row.region))
        .map(({ posterior, truth, posteriorSpread }) => Math.abs(posterior - truth) / posteriorSpread)
        .filter(Number.isFinite);
      if (ratios.length === 0) return [];
      const within = mean(ratios.map((ratio) => Number(ratio <= quantile)));
      return [
        {
          group,
          period,
          count: ratios.length,
          within,
          errorOverSpread: Math.sqrt(mean(ratios.map((ratio) => ratio ** 2))),
        },
      ];
    }),
  );
}
