/**
 * Departures of soundings, observed (an estimated bias of the retrieval taken off where the run was told of it) minus
 * simulated: by day, and how they are distributed [ppm].
 */
import { formatDay } from "../../time.js";
import { columnStatistics } from "../columnStatistics.js";
import type { ColumnName } from "../readRun.js";
import type { RunName } from "../rows.js";
import { runColumns } from "../runColumns.js";
import type { RunContents } from "../runContents.js";
import { scoredColumns } from "../scoredColumns.js";

type Against = "assimilated" | "validation";

/** The departures of one run from the soundings of one kind. */
export interface DepartureSet {
  readonly run: RunName;
  readonly against: Against;
  /** Indices into the observations, and the departure of each. */
  readonly indices: readonly number[];
  readonly values: readonly number[];
}

/** @returns of runs that simulated them: background and analysis at the assimilated ones, all runs at those kept to validate */
export function departureSets(contents: RunContents): DepartureSet[] {
  const columns = scoredColumns(contents);
  if (columns === undefined) return [];
  const { observations } = columns;
  const told = (name: ColumnName, i: number): number =>
    name === "background" || name === "analysis" ? observations.biasCorrection[i] || 0 : 0;
  return (["assimilated", "validation"] as const).flatMap((against) =>
    runColumns.flatMap(([run, name]) => {
      const indices = columns
        .of(against)
        .filter((i) => Number.isFinite(observations[name][i] + observations.observed[i]));
      const values = indices.map((i) => observations.observed[i] - told(name, i) - observations[name][i]);
      return indices.length === 0 ? [] : [{ run, against, indices, values }];
    }),
  );
}

export interface DepartureDay {
  readonly day: string;
  readonly run: RunName;
  readonly against: Against;
  readonly count: number;
  readonly mean: number;
  /** Divisor count - 1; NaN of one. */
  readonly standardDeviation: number;
}

export function departureDays(contents: RunContents): DepartureDay[] {
  const time = contents.observations?.time ?? [];
  return departureSets(contents).flatMap(({ run, against, indices, values }) => {
    const byDay = new Map<string, number[]>();
    indices.forEach((i, k) => {
      const day = formatDay(time[i]);
      byDay.set(day, [...(byDay.get(day) ?? []), values[k]]);
    });
    return [...byDay].map(([day, own]) => {
      const zero = own.map(() => 0);
      const { count, bias, standardDeviation } = columnStatistics(own, zero);
      return { day, run, against, count, mean: bias, standardDeviation };
    });
  });
}

export interface DepartureBin {
  readonly run: RunName;
  readonly against: Against;
  /** [ppm]; the first and the last take what lies beyond. */
  readonly from: number;
  readonly to: number;
  readonly count: number;
  /** Of all of the run against these [1]. */
  readonly share: number;
}

const [WIDEST, BIN] = [6, 0.5] as const;
const BINS = (2 * WIDEST) / BIN;

export function departureBins(contents: RunContents): DepartureBin[] {
  return departureSets(contents).flatMap(({ run, against, values }) => {
    const counts = new Float64Array(BINS);
    for (const value of values) counts[Math.max(0, Math.min(BINS - 1, Math.floor((value + WIDEST) / BIN)))]++;
    return Array.from(counts, (count, bin) => {
      const from = -WIDEST + bin * BIN;
      return { run, against, from, to: from + BIN, count, share: count / values.length };
    });
  });
}
