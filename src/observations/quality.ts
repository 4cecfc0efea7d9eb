/**
 * Which soundings are used. Each sounding meets the rules in this order and keeps the first that removes it: complete
 * values, period, domain, the producer's quality flag. Of those left, the one of least stated uncertainty in each model
 * cell and UTC hour is to be assimilated; the others are candidates for validation (Kou et al. 2023).
 */
import { SECONDS_PER_HOUR } from "../constants.js";
import { CoverageError } from "../errors.js";
import type { Grid } from "../grids/grid.js";
import { formatTime, type Time } from "../time.js";
import { countFates, type Fate, type FateCounts, fates, totalOf } from "./fate.js";
import type { Retrieval, RetrievalSet } from "./retrieval.js";

/** From `start` up to, not including, `end`. */
export interface Period {
  readonly start: Time;
  readonly end: Time;
}

export interface ScreenedSounding {
  readonly retrieval: Retrieval;
  /** Cell of the grid that holds it, or -1. */
  readonly cell: number;
  /**
   * After screening `assimilated` and `validation` are candidates: the departure from the model may still turn the
   * first into `gross_check` and the second into `thinned`.
   */
  fate: Fate;
}

export interface Screening {
  /** All soundings of the set, in its order. */
  readonly soundings: ScreenedSounding[];
  readonly counts: FateCounts;
}

/** @throws CoverageError where no sounding is left, with what each rule removed */
export function screenRetrievals(set: RetrievalSet, grid: Grid, period: Period): Screening {
  const soundings = set.retrievals.map((retrieval) => screen(retrieval, grid, period));
  thin(soundings);
  const counts = countFates(soundings);
  if (totalOf(counts, "assimilated") === 0) {
    const removed = fates
      .map((fate) => ({ fate, count: totalOf(counts, fate) }))
      .filter(({ count }) => count > 0)
      .map(({ fate, count }) => `${count} ${fate.replaceAll("_", " ")}`);
    throw new CoverageError({
      where: `observations "${set.title}"`,
      found:
        `no sounding is left between ${formatTime(period.start)} and ${formatTime(period.end)} in the domain ` +
        `"${grid.name}"; ${soundings.length} read: ${removed.join(", ") || "none"}`,
      expected: "at least one good sounding",
      remedy: "compare the dates and places of the files with the period and the domain of the experiment",
    });
  }
  return { soundings, counts };
}

function screen(retrieval: Retrieval, grid: Grid, { start, end }: Period): ScreenedSounding {
  const removed = (fate: Fate): ScreenedSounding => ({ retrieval, cell: -1, fate });
  if (retrieval.missing !== undefined) return removed("missing_value");
  if (!(retrieval.time >= start && retrieval.time < end)) return removed("outside_period");
  const cell = grid.cellAt(retrieval.longitude, retrieval.latitude);
  if (cell < 0) return removed("outside_domain");
  return { retrieval, cell, fate: retrieval.good ? "assimilated" : "not_good" };
}

/** Of equal uncertainties the earlier sounding is kept. */
function thin(soundings: readonly ScreenedSounding[]): void {
  const best = new Map<string, ScreenedSounding>();
  for (const sounding of soundings) {
    if (sounding.fate !== "assimilated") continue;
    const key = `${sounding.cell} ${Math.floor(sounding.retrieval.time / SECONDS_PER_HOUR)}`;
    const rival = best.get(key);
    if (rival !== undefined && rival.retrieval.uncertainty <= sounding.retrieval.uncertainty) {
      sounding.fate = "validation";
      continue;
    }
    if (rival !== undefined) rival.fate = "validation";
    best.set(key, sounding);
  }
}
