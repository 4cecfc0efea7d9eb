/** What a run folder holds, read once for numbers and figures. */
import type { RunFluxes } from "./readFluxes.js";
import type { RunDescription, RunObservations } from "./readRun.js";

export interface RunContents {
  readonly description: RunDescription;
  /** Undefined where the run compared none. */
  readonly observations: RunObservations | undefined;
  /** Of the scored days; undefined where none was written. */
  readonly fluxes: RunFluxes | undefined;
}
