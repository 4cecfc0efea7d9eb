/** Sets of observations from several sources as one, in order of time. */
import type { Fate } from "./fate.js";
import type { Observation, ObservationSet } from "./observation.js";

export function mergeSets(sets: readonly ObservationSet[]): ObservationSet {
  const notKept: Partial<Record<Fate, number>> = {};
  for (const [fate, count] of sets.flatMap((set) => Object.entries(set.notKept ?? {}) as [Fate, number][])) {
    notKept[fate] = (notKept[fate] ?? 0) + count;
  }
  return {
    title: [...new Set(sets.map(({ title }) => title))].join(", "),
    remarks: sets.flatMap(({ remarks }) => remarks),
    files: [...new Set(sets.flatMap(({ files }) => files))],
    observations: inOrderOfTime(sets.flatMap(({ observations }) => observations)),
    notKept,
  };
}

/** Those without a time last; others of one time as they came. */
export function inOrderOfTime<T extends Observation>(observations: readonly T[]): T[] {
  const order = ({ time }: T): number => (Number.isNaN(time) ? Infinity : time);
  return observations.toSorted((a, b) => {
    const [before, after] = [order(a), order(b)];
    return before < after ? -1 : before > after ? 1 : 0;
  });
}
