/** An observation on its way through a run: where it lies, and what became of it. */
import type { Fate } from "./fate.js";
import type { Observation } from "./observation.js";

export interface ScreenedSounding {
  readonly observation: Observation;
  /** Cell of the grid that holds it, or -1. */
  readonly cell: number;
  /**
   * After screening `assimilated` and `validation` are candidates: the departure from the model may still turn the
   * first into `gross_check` and the second into `thinned`.
   */
  fate: Fate;
  /** Factor on R for errors shared with its neighbours [1]; absent where there is none. */
  errorFactor?: number;
}
