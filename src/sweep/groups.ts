/** Which runs of a sweep can be looked at together: of one period, one domain and, where they are twins, one truth. */
import type { Evaluation } from "../evaluation/evaluation.js";
import type { Outcome } from "./outcomes.js";

/** @returns groups of two and more */
export function groupsOf(outcomes: readonly Outcome[]): Outcome[][] {
  const groups = new Map<string, Outcome[]>();
  for (const outcome of outcomes) {
    if (outcome.evaluation === undefined) continue;
    const key = JSON.stringify(likeness(outcome.evaluation));
    groups.set(key, [...(groups.get(key) ?? []), outcome]);
  }
  return [...groups.values()].filter((group) => group.length > 1);
}

/** Numbers of a truth are the same in all runs that have it. */
function likeness({ period, fluxes }: Evaluation): unknown {
  const { scoredFrom, end } = period;
  const regions = fluxes?.regions.filter((row) => row.period === "whole") ?? [];
  const [first] = regions;
  return { scoredFrom, end, regions: regions.length, area: first?.area, truth: first?.truth };
}
