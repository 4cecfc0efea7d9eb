/**
 * Which observations are used. Each observation meets the rules in this order and keeps the first that removes it: complete
 * values, period, domain, the producer's quality flag. Of those left a share may be withheld for validation (withheld.ts).
 * Of the rest, the column of least stated uncertainty in each model cell and UTC hour is to be assimilated; the others
 * are candidates for validation (Kou et al. 2023), or of no use where a share is withheld: that is independent, they are
 * not. Then what is done about correlated neighbours (correlatedNeighbours.ts). Samples of surface sites are hourly means;
 * after the quality flag they meet the rules of their sites (sites/), and all that are left are kept; their errors may be
 * correlated (correlatedSites.ts).
 */
import { SECONDS_PER_HOUR } from "../constants.js";
import { CoverageError } from "../errors.js";
import type { Grid } from "../grids/grid.js";
import { formatTime, type Time } from "../time.js";
import { type CorrelatedNeighbours, treatNeighbours } from "./correlatedNeighbours.js";
import { type CorrelatedSites, inflateSites } from "./correlatedSites.js";
import { countFates, type Fate, type FateCounts, fates, totalOf } from "./fate.js";
import type { Observation, ObservationSet } from "./observation.js";
import { become, type ScreenedObservation } from "./screenedObservation.js";
import { withhold } from "./withheld.js";

/** From `start` up to, not including, `end`. */
export interface Period {
  readonly start: Time;
  readonly end: Time;
}

export interface Screening {
  /** All observations of the set, in its order. */
  readonly observations: ScreenedObservation[];
  readonly counts: FateCounts;
}

/** How many of the good ones are assimilated. */
export interface Selection {
  /** Share kept for validation [1]. */
  readonly withheldShare: number;
  /** Run seed, from which they are drawn. */
  readonly seed: number;
  /** Whether the run assimilates nothing: then observations that validate are enough. */
  readonly comparesOnly?: boolean;
  /** What is done about errors that neighbours share; absent where they are taken as independent. */
  readonly neighbours?: CorrelatedNeighbours;
  /** How far errors of surface sites are correlated; absent where they are taken as independent. */
  readonly sites?: CorrelatedSites;
}

const everyBest: Selection = { withheldShare: 0, seed: 0 };

/**
 * @throws CoverageError where no observation is left, with what each rule removed
 * @example
 * import { createGrid, gridPreset, screenObservations, syntheticOrbit } from "openjdas";
 *
 * const grid = createGrid(gridPreset("china-64km"));
 * const landFraction = new Float64Array(grid.cells).fill(1);
 * const surfacePressure = () => new Float64Array(grid.cells).fill(95000);
 * const orbit = syntheticOrbit({ grid, landFraction, surfacePressure, seed: 1, start: 1467331200, days: 3 });
 * const { observations } = screenObservations(orbit, grid, { start: 1467331200, end: 1467417600 });
 * const later = observations.filter(({ fate }) => fate === "outside_period");
 * later.every(({ observation }) => observation.time >= 1467417600); // => true
 */
export function screenObservations(
  set: ObservationSet,
  grid: Grid,
  period: Period,
  selection: Selection = everyBest,
): Screening {
  const { withheldShare, seed, comparesOnly = false, neighbours, sites } = selection;
  const observations = set.observations.map((observation) => screen(observation, grid, period));
  withhold(observations, withheldShare, seed);
  thin(observations, withheldShare === 0 ? "validation" : "thinned");
  if (neighbours !== undefined) treatNeighbours(observations, neighbours);
  if (sites !== undefined) inflateSites(observations, sites);
  const counts = countFates(observations);
  const usable = totalOf(counts, "assimilated") + (comparesOnly ? totalOf(counts, "validation") : 0);
  if (usable === 0) {
    const lacking = new Set(set.observations.flatMap(({ missing = [] }) => missing));
    const removed = fates
      .map((fate) => ({ fate, count: totalOf(counts, fate) + (set.notKept?.[fate] ?? 0) }))
      .filter(({ count }) => count > 0)
      .map(({ fate, count }) => {
        const names = fate === "missing_value" && lacking.size > 0 ? ` (${[...lacking].join(", ")})` : "";
        return `${count} ${fate.replaceAll("_", " ")}${names}`;
      });
    throw new CoverageError({
      where: `observations "${set.title}"`,
      found:
        `no observation is left between ${formatTime(period.start)} and ${formatTime(period.end)} in the domain ` +
        `"${grid.name}"; ${countRead(set)} read: ${removed.join(", ") || "none"}`,
      expected: "at least one good observation",
      remedy: "compare the dates and places of the files with the period and the domain of the experiment",
    });
  }
  return { observations, counts };
}

/** Observations of the files that a set was made of: means count as what they were made of. */
export function countRead({ observations, notKept = {} }: ObservationSet): number {
  const single = observations.filter((one) => one.kind !== "column" || one.soundings === undefined).length;
  return Object.values(notKept).reduce((sum, count) => sum + count, single);
}

/** The first rule that removes it; that of one to be assimilated where none does. */
export function screen(observation: Observation, grid: Grid, { start, end }: Period): ScreenedObservation {
  const removed = (fate: Fate): ScreenedObservation => ({ observation, cell: -1, fate });
  if (observation.missing !== undefined) return removed("missing_value");
  if (!(observation.time >= start && observation.time < end)) return removed("outside_period");
  const cell = grid.cellAt(observation.longitude, observation.latitude);
  if (cell < 0) return removed("outside_domain");
  return { observation, cell, fate: fateOf(observation) };
}

/** Of one that is complete, and in the period and the domain. */
function fateOf(observation: Observation): Fate {
  if (!observation.good) return "not_good";
  const { validates } = observation;
  if (observation.kind === "point" && observation.setAside !== undefined) return observation.setAside;
  return validates === true ? "validation" : "assimilated";
}

/** Columns only: of equal uncertainties the earlier one is kept. @param rest what becomes of the others */
function thin(observations: readonly ScreenedObservation[], rest: "validation" | "thinned"): void {
  const best = new Map<string, ScreenedObservation>();
  for (const screened of observations) {
    const { observation, cell } = screened;
    if (screened.fate !== "assimilated" || observation.kind !== "column") continue;
    const key = `${cell} ${Math.floor(observation.time / SECONDS_PER_HOUR)}`;
    const rival = best.get(key);
    if (rival !== undefined && rival.observation.uncertainty <= observation.uncertainty) {
      become(screened, rest);
      continue;
    }
    if (rival !== undefined) become(rival, rest);
    best.set(key, screened);
  }
}
