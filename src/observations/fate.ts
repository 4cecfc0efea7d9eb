/**
 * What became of each observation, and the count of every rule by month. The order is that of the flag values in
 * `observations.nc`: append, never reorder.
 */
import type { Time } from "../time.js";

export const fates = [
  "assimilated",
  /** Good and in the domain, but withheld, or not the best of its cell and hour; passes its gate. */
  "validation",
  "not_good",
  "outside_period",
  "outside_domain",
  /** Good, but not the best of its cell and hour or too near to a better one, or fails the gate of the validation set. */
  "thinned",
  "gross_check",
  "missing_value",
  /** Good, but the ground of the retrieval is too far from the model's. */
  "terrain",
  /** Good, and part of a mean that stands in its place. */
  "averaged",
  /** Good, but of a surface site that the experiment leaves out. */
  "not_chosen",
  /** Good, but of another intake of a tower than those that are used. */
  "other_intake",
  /** Good, but outside the hours of the day at which the air of its site stands for that of a model cell. */
  "other_hour",
] as const;
export type Fate = (typeof fates)[number];

/** Counts of observations by fate and month. */
export interface FateCounts {
  /** `2009-09`, in order; `undated` last, for observations without a time. */
  readonly months: readonly string[];
  /** counts[fate][month] */
  readonly counts: Readonly<Record<Fate, readonly number[]>>;
}

export function countFates(
  observations: Iterable<{ readonly observation: { readonly time: Time }; readonly fate: Fate }>,
): FateCounts {
  const table = new Map<string, Map<Fate, number>>();
  for (const { observation, fate } of observations) {
    const month = monthName(observation.time);
    let column = table.get(month);
    if (column === undefined) table.set(month, (column = new Map()));
    column.set(fate, (column.get(fate) ?? 0) + 1);
  }
  const months = [...table.keys()].sort();
  const counts = Object.fromEntries(
    fates.map((fate) => [fate, months.map((month) => table.get(month)?.get(fate) ?? 0)]),
  ) as Record<Fate, number[]>;
  return { months, counts };
}

/** Observations of one fate, all months. */
export function totalOf(table: FateCounts, fate: Fate): number {
  return table.counts[fate].reduce((sum, count) => sum + count, 0);
}

function monthName(time: Time): string {
  return Number.isFinite(time) ? new Date(time * 1000).toISOString().slice(0, 7) : "undated";
}
