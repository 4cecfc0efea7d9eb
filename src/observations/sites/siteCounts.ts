/** What became of the samples of each surface site. */
import { type Fate, fates } from "../fate.js";

export interface SiteCounts {
  readonly site: string;
  /** Of the fates that any of its samples has, in their order. */
  readonly counts: readonly (readonly [Fate, number])[];
}

/** @returns in the order of the sites' names */
export function countSites(samples: Iterable<{ readonly site: string; readonly fate: Fate }>): SiteCounts[] {
  const table = new Map<string, Map<Fate, number>>();
  for (const { site, fate } of samples) {
    const own = table.get(site) ?? new Map<Fate, number>();
    table.set(site, own.set(fate, (own.get(fate) ?? 0) + 1));
  }
  return Array.from(table, ([site, own]) => ({
    site,
    counts: fates.flatMap((fate) => {
      const count = own.get(fate);
      return count === undefined ? [] : [[fate, count] as const];
    }),
  })).toSorted((a, b) => (a.site < b.site ? -1 : 1));
}
