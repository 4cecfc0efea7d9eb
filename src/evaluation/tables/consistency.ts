/**
 * Whether assumed errors agree with departures of assimilated soundings. With d = observed - background and
 * a = analysis - background, mean(d (d - a)) is the variance that the observations' errors show and mean(a d) that of the
 * background's (Desroziers et al. 2005, doi:10.1256/qj.05.108), beside the means of what was assumed; chi-square is
 * mean(d^2 / s^2), s^2 = spread^2 + error^2.
 */
import { mean } from "../columnStatistics.js";
import { isIn, periodsOf } from "../periods.js";
import type { RunContents } from "../runContents.js";
import { scoredColumns } from "../scoredColumns.js";

/** Standard deviations [ppm]; NaN where a variance is negative. */
export interface ConsistencyRow {
  /** "whole", a year or a month. */
  readonly period: string;
  readonly count: number;
  readonly assumedError: number;
  readonly shownError: number;
  readonly assumedSpread: number;
  readonly shownSpread: number;
  readonly chiSquare: number;
}

export function consistencyRows(contents: RunContents): ConsistencyRow[] {
  const columns = scoredColumns(contents);
  if (columns === undefined) return [];
  const { time, observed, background, analysis, comparedSpread, error, biasCorrection } = columns.observations;
  const known = columns
    .of("assimilated")
    .filter((i) => Number.isFinite(observed[i] + background[i] + analysis[i] + comparedSpread[i] + error[i]));
  if (known.length === 0) return [];
  return periodsOf(known.map((i) => time[i])).flatMap((period): ConsistencyRow[] => {
    const own = known.filter((i) => isIn(period, time[i]));
    if (own.length === 0) return [];
    const departure = (i: number): number => observed[i] - background[i] - (biasCorrection[i] || 0);
    const increment = (i: number): number => analysis[i] - background[i];
    const root = (value: (i: number) => number): number => Math.sqrt(mean(own.map(value)));
    return [
      {
        period,
        count: own.length,
        assumedError: root((i) => error[i] ** 2),
        shownError: root((i) => departure(i) * (departure(i) - increment(i))),
        assumedSpread: root((i) => comparedSpread[i] ** 2),
        shownSpread: root((i) => increment(i) * departure(i)),
        chiSquare: mean(own.map((i) => departure(i) ** 2 / (comparedSpread[i] ** 2 + error[i] ** 2))),
      },
    ];
  });
}
