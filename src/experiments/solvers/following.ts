/**
 * FC behind AN: a forward run with the posterior fluxes, which goes through each day as soon as no later observation changes
 * its fluxes, so that it ends with the analysis and takes its forcing from there (keptForcing.ts).
 */
import type { Recorder } from "../../assimilation/recorder.js";
import type { Saveable, Saved } from "../../assimilation/saveable.js";
import { SECONDS_PER_DAY } from "../../constants.js";
import type { Time } from "../../time.js";
import type { StageRun } from "./stage.js";

/** Stands behind the recorders that write what it reads, and before the checkpoints. */
export interface Follower extends Recorder, Saveable {}

/**
 * @param finishedDays those whose posterior is final after the hour that starts at a time
 * @param goOnFrom hears from where it goes on, in a run that is resumed
 */
export function followAnalysis(
  follower: StageRun,
  finishedDays: (time: Time) => readonly Time[],
  goOnFrom: (time: Time) => void,
): Follower {
  const start = follower.reached();
  let final = start;
  return {
    name: "posterior",
    hour({ time }) {
      for (const day of finishedDays(time)) final = Math.max(final, day + SECONDS_PER_DAY);
    },
    async endDay() {
      if (final > follower.reached()) await follower.advance(final);
    },
    save() {
      // Before its first day it has no air yet, and nothing to go on from.
      const begun = follower.reached() > start;
      const parts = (begun ? follower.saveables : []).map((part) => ({ name: part.name, saved: part.save() }));
      return {
        arrays: Object.fromEntries(
          parts.flatMap(({ name, saved }) =>
            Object.entries(saved.arrays).map(([array, data]) => [`${name}/${array}`, data]),
          ),
        ),
        notes: { reached: follower.reached(), parts: parts.map(({ name, saved }) => ({ name, notes: saved.notes })) },
      };
    },
    resume({ arrays, notes }) {
      const { reached, parts } = notes as {
        readonly reached: Time;
        readonly parts: readonly { readonly name: string; readonly notes: unknown }[];
      };
      const own = (name: string): Saved["arrays"] =>
        Object.fromEntries(
          Object.entries(arrays).flatMap(([path, data]) =>
            path.startsWith(`${name}/`) ? [[path.slice(name.length + 1), data]] : [],
          ),
        );
      const saved = parts.map((part) => [part.name, { arrays: own(part.name), notes: part.notes }] as const);
      if (reached > start) follower.resume(reached, new Map(saved));
      final = reached;
      goOnFrom(reached);
    },
  };
}
