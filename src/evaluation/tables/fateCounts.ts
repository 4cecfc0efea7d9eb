/** What became of the soundings of each day. */
import { type Fate, fates } from "../../observations/fate.js";
import { formatDay } from "../../time.js";
import type { RunContents } from "../runContents.js";
import { scoredColumns } from "../scoredColumns.js";

export interface FateCount {
  /** ISO date. */
  readonly day: string;
  readonly fate: Fate;
  readonly count: number;
}

/** @returns of each scored day the fates that a sounding has, in order */
export function fateCounts(contents: RunContents): FateCount[] {
  const columns = scoredColumns(contents);
  if (columns === undefined) return [];
  const { time, fate } = columns.observations;
  const counts = new Map<string, Map<Fate, number>>();
  for (const i of columns.all) {
    const day = formatDay(time[i]);
    const own = counts.get(day) ?? new Map<Fate, number>();
    counts.set(day, own);
    own.set(fate[i], (own.get(fate[i]) ?? 0) + 1);
  }
  return [...counts].flatMap(([day, own]) =>
    fates.flatMap((one) => {
      const count = own.get(one);
      return count === undefined ? [] : [{ day, fate: one, count }];
    }),
  );
}
