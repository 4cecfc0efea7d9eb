/**
 * How the pattern of simulated soundings agrees with that of the observed ones: correlation, and standard deviation over
 * that of the observed (Taylor 2001, doi:10.1029/2000JD900719).
 */
import { columnStatistics } from "../columnStatistics.js";
import type { RunName } from "../rows.js";
import { runColumns } from "../runColumns.js";
import type { RunContents } from "../runContents.js";
import { scoredColumns } from "../scoredColumns.js";

export interface PatternRow {
  readonly run: RunName;
  readonly against: "assimilated" | "validation";
  readonly count: number;
  readonly correlation: number;
  /** Of the simulated over that of the observed [1]. */
  readonly standardDeviationRatio: number;
}

/** Fewer say nothing of a pattern. */
const FEWEST = 10;

export function patternRows(contents: RunContents): PatternRow[] {
  const columns = scoredColumns(contents);
  if (columns === undefined) return [];
  const { observations } = columns;
  return (["validation", "assimilated"] as const).flatMap((against) =>
    runColumns.flatMap(([run, name]): PatternRow[] => {
      const own = columns.of(against).filter((i) => Number.isFinite(observations[name][i] + observations.observed[i]));
      if (own.length < FEWEST) return [];
      const simulated = own.map((i) => observations[name][i]);
      const observed = own.map((i) => observations.observed[i]);
      const zero = own.map(() => 0);
      const { correlation } = columnStatistics(simulated, observed);
      const ratio =
        columnStatistics(simulated, zero).standardDeviation / columnStatistics(observed, zero).standardDeviation;
      if (!Number.isFinite(correlation) || !Number.isFinite(ratio)) return [];
      return [{ run, against, count: own.length, correlation, standardDeviationRatio: ratio }];
    }),
  );
}
