/** What the localization of an analysis needs to know of the air; nothing where it is centred at the observation. */
import { createObservedAir, type ObservedAir } from "../../assimilation/observedAir.js";
import type { Forcing } from "../../transport/hourlyForcing.js";
import type { EnsemblePlan } from "../../config/plan.js";
import type { AnalysisInputs } from "./inputs.js";

const PAST = { observation: "none", upwind: "trail", way: "way" } as const;

export function observedAirOf(
  { plan, grid, vertical }: Pick<AnalysisInputs, "plan" | "grid" | "vertical">,
  forcing: Forcing,
): ObservedAir {
  const { localization } = plan.filter;
  if (localization === "none") {
    return createObservedAir(grid, vertical, forcing, { past: "none", hours: 0, layerPressure: false });
  }
  return createObservedAir(grid, vertical, forcing, {
    past: PAST[localization.centre],
    hours: hoursHeld(plan.ensemble),
    layerPressure: localization.vertical !== "none",
  });
}

/** How far back the fluxes reach that observations change. */
function hoursHeld(ensemble: EnsemblePlan): number {
  return ensemble.form === "persistent" ? 24 * (ensemble.lagDays + 1) : ensemble.lagHours + 1;
}
