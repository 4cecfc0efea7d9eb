/** All checks of a run, in the order in which they are told. */
import type { Evaluation } from "../evaluation.js";
import type { RunFluxes } from "../readFluxes.js";
import type { RunObservations } from "../readRun.js";
import type { Time } from "../../time.js";
import type { Check } from "./check.js";
import { departuresOf } from "./departures.js";
import { type ByRegion, errorChecks } from "./errorChecks.js";
import {
  budgetCheck,
  estimateCheck,
  priorTotalCheck,
  signCheck,
  sortingRegions,
  spreadCheck,
  truthCheck,
} from "./fluxChecks.js";
import { incrementChecks } from "./incrementChecks.js";
import { useChecks } from "./useChecks.js";

/** What a run has beside its evaluation. */
export interface CheckedParts {
  readonly observations: RunObservations | undefined;
  readonly fluxes: RunFluxes | undefined;
  /** The scored period. */
  readonly from: Time;
  readonly to: Time;
}

/** @returns none of a run without observations and fluxes but its budget */
export function checksOf(
  evaluation: Pick<Evaluation, "observations" | "fluxes" | "budgets" | "warnings" | "period">,
  { observations, fluxes, from, to }: CheckedParts,
): Check[] {
  const { fluxes: tables, budgets, warnings = [], period } = evaluation;
  const checks: Check[] = [];
  if (observations !== undefined) {
    const scored = [...observations.time.keys()].filter(
      (i) => observations.time[i] >= from && observations.time[i] < to,
    );
    const assimilated = scored.filter((i) => observations.fate[i] === "assimilated");
    const departures = departuresOf(observations, assimilated);
    checks.push(
      ...errorChecks(departures, byRegion(observations, scored, fluxes)),
      ...useChecks(evaluation, observations, scored, departures),
      ...incrementChecks(observations, departures, fluxes?.grid),
    );
  }
  checks.push(budgetCheck(budgets));
  if (fluxes !== undefined && tables !== undefined) {
    const hasAnalysis = tables.regions.some(({ posterior }) => Number.isFinite(posterior));
    checks.push(
      estimateCheck(tables.regions),
      spreadCheck(fluxes),
      signCheck(warnings, period.scoredDays, hasAnalysis),
      priorTotalCheck(tables.regions),
      truthCheck(tables.coverage),
    );
  }
  return checks;
}

function byRegion(observations: RunObservations, scored: readonly number[], fluxes: RunFluxes | undefined): ByRegion {
  if (fluxes === undefined) return new Map();
  const cells = scored.map((i) => fluxes.grid.cellAt(observations.longitude[i], observations.latitude[i]));
  return new Map(
    sortingRegions(fluxes).map(({ id, share }) => [
      id,
      new Set(scored.filter((_, k) => cells[k] >= 0 && share[cells[k]] >= 0.5)),
    ]),
  );
}
