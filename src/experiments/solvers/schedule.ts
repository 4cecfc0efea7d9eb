/** The observations of a stage on their way through its model, as the plan wants them simulated. */
import { type ObservationSchedule, scheduleObservations } from "../../assimilation/observationSchedule.js";
import type { ScreenedObservation } from "../../observations/screenedObservation.js";
import type { Inputs } from "../setup/inputs.js";
import { screenedObservations } from "../setup/observations.js";

export function scheduleOf(
  {
    plan,
    grid,
    vertical,
    background,
    observed,
  }: Pick<Inputs, "plan" | "grid" | "vertical" | "background" | "observed">,
  observations: readonly ScreenedObservation[],
): ObservationSchedule {
  const { time, operator } =
    observed === "nothing" ? ({ time: "linear", operator: "mass" } as const) : observed.settings;
  const sampling = { time, column: operator };
  return scheduleObservations(observations, grid, vertical, sampling, plan.period.start, background);
}

/** Good observations of the domain and period, assimilated or not, but for samples that the rules of their sites set aside. */
export function comparable(inputs: Inputs): ScreenedObservation[] {
  return screenedObservations(inputs).filter(
    ({ cell, observation }) =>
      cell >= 0 && observation.good && (observation.kind === "column" || observation.setAside === undefined),
  );
}
