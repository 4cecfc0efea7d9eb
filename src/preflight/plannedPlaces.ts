/** Where the observations of an experiment are, by what is to become of them: what its map shows. */
import type { Grid } from "../grids/grid.js";
import type { Inputs } from "../experiments/setup/inputs.js";
import { screenedObservations } from "../experiments/setup/observations.js";

/** [degrees] */
export interface Place {
  readonly longitude: number;
  readonly latitude: number;
}

export interface PlannedPlaces {
  readonly grid: Grid;
  /** Of the period and the domain. */
  readonly assimilated: readonly Place[];
  readonly validation: readonly Place[];
  /** Good or not, compared with nothing. */
  readonly others: readonly Place[];
}

/** As they are before a run. */
export function plannedPlaces(inputs: Inputs): PlannedPlaces {
  const { start, end } = inputs.plan.period;
  const seen = screenedObservations(inputs).filter(
    ({ cell, observation: { time } }) => cell >= 0 && time >= start && time < end,
  );
  const placesOf = (chosen: typeof seen): Place[] =>
    chosen.map(({ observation: { longitude, latitude } }) => ({ longitude, latitude }));
  return {
    grid: inputs.grid,
    assimilated: placesOf(seen.filter(({ fate }) => fate === "assimilated")),
    validation: placesOf(seen.filter(({ fate }) => fate === "validation")),
    others: placesOf(seen.filter(({ fate }) => fate !== "assimilated" && fate !== "validation")),
  };
}
