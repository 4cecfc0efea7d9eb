/** The observations of a stage on their way through its model, as the plan wants them simulated. */
import { type ObservationSchedule, scheduleObservations } from "../../assimilation/observationSchedule.js";
import type { ScreenedObservation } from "../../observations/screenedObservation.js";
import type { Inputs } from "../setup/inputs.js";
import { screenedObservations } from "../setup/observations.js";

/** @param displacementKm what R has of winds that are wrong, where there is an analysis */
export function scheduleOf(
  {
    plan,
    grid,
    vertical,
    background,
    observed,
  }: Pick<Inputs, "plan" | "grid" | "vertical" | "background" | "observed">,
  observations: readonly ScreenedObservation[],
  displacementKm: number | "none" = "none",
): ObservationSchedule {
  const { time, operator } =
    observed === "nothing" ? ({ time: "linear", operator: "mass" } as const) : observed.settings;
  const displacement = displacementKm === "none" ? undefined : 1000 * displacementKm;
  const sampling = { time, column: operator, displacement };
  return scheduleObservations(observations, grid, vertical, sampling, plan.period.start, background);
}

/** Good observations of the domain and period, assimilated or not, but for samples that the rules of their sites set aside. */
export function comparable(inputs: Inputs): ScreenedObservation[] {
  return screenedObservations(inputs).filter(
    ({ cell, observation }) =>
      cell >= 0 && observation.good && (observation.kind === "column" || observation.setAside === undefined),
  );
}
