/** Soundings (columns) of the scored period. */
import type { Fate } from "../observations/fate.js";
import type { RunObservations } from "./readRun.js";
import type { RunContents } from "./runContents.js";

export interface ScoredColumns {
  readonly observations: RunObservations;
  /** Indices into them, in order of time. */
  readonly all: readonly number[];
  /** Those of a fate; columns from the ground that the experiment keeps apart are left out. */
  readonly of: (fate: Fate) => readonly number[];
}

/** @returns undefined where a run compared none in the scored period */
export function scoredColumns({ observations, description }: RunContents): ScoredColumns | undefined {
  if (observations === undefined) return undefined;
  const { time, kind, fate, validates } = observations;
  const { scoredFrom, end } = description;
  const all = [...time.keys()].filter((i) => kind[i] === "column" && time[i] >= scoredFrom && time[i] < end);
  if (all.length === 0) return undefined;
  return { observations, all, of: (wanted) => all.filter((i) => fate[i] === wanted && !validates[i]) };
}
