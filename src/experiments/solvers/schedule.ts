/** The observations of a stage on their way through its model, as the configuration wants them simulated. */
import { type ObservationSchedule, scheduleObservations } from "../../assimilation/observationSchedule.js";
import type { ScreenedObservation } from "../../observations/screenedObservation.js";
import type { Inputs } from "../setup/inputs.js";

export function scheduleOf(
  { config, grid, vertical, background }: Inputs,
  observations: readonly ScreenedObservation[],
): ObservationSchedule {
  const interpolation = config.observations?.time ?? "linear";
  return scheduleObservations(observations, grid, vertical, interpolation, config.period.start, background);
}

/** Good observations of the domain and period, assimilated or not. */
export function comparable({ screening }: Inputs): ScreenedObservation[] {
  return (screening?.observations ?? []).filter(({ cell, observation }) => cell >= 0 && observation.good);
}
