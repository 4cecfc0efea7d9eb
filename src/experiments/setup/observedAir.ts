/** What the configured localization needs to know of the air; nothing where it is centred at the observation. */
import { createObservedAir, type ObservedAir } from "../../assimilation/observedAir.js";
import type { Forcing } from "../../transport/hourlyForcing.js";
import type { ExperimentConfig } from "../../config/schema.js";
import type { Inputs } from "./inputs.js";

const PAST = { observation: "none", upwind: "trail", way: "way" } as const;

export function observedAirOf(
  { config, grid, vertical }: Pick<Inputs, "config" | "grid" | "vertical">,
  forcing: Forcing,
): ObservedAir {
  const { localization } = config.filter;
  if (localization === "none") {
    return createObservedAir(grid, vertical, forcing, { past: "none", hours: 0, layerPressure: false });
  }
  return createObservedAir(grid, vertical, forcing, {
    past: PAST[localization.centre ?? usualCentre(config)],
    hours: hoursHeld(config.ensemble),
    layerPressure: localization.vertical !== "none",
  });
}

/** Where the configuration names none: what did best in twin experiments (docs/skill.md), or what was published. */
function usualCentre({ ensemble, filter }: ExperimentConfig): keyof typeof PAST {
  return ensemble.form === "persistent" && filter.update === "joint" ? "way" : "observation";
}

/** How far back the fluxes reach that observations change. */
function hoursHeld(ensemble: ExperimentConfig["ensemble"]): number {
  return ensemble.form === "persistent" ? 24 * (ensemble.lagDays + 1) : ensemble.lagHours + 1;
}
