/** What a transport whose cells do not lie here does besides: it analyses the state, and the fluxes, where they lie. */
import type { FluxEnsemble } from "../../assimilation/fluxEnsembles/fluxEnsemble.js";
import type { ErrorScale } from "../../assimilation/fluxEnsembles/parameterNoise.js";
import type { PersistentInputs } from "../../assimilation/fluxEnsembles/persistent.js";
import type { NamedPlace } from "../../filters/ensrfRows.js";
import type { Turn } from "../../filters/observationSpace.js";
import type { Grid } from "../../grids/grid.js";

/** What persistent ensembles are made of; their noise is drawn where their cells lie. */
export interface FluxInputsElsewhere extends Omit<PersistentInputs, "components" | "kernels"> {
  readonly grid: Grid;
  readonly errorScales: readonly ErrorScale[];
  readonly seed: number;
}

/** @returns the ensemble that observations change, and the same without them */
export type CreateFluxesElsewhere = (inputs: FluxInputsElsewhere) => {
  readonly estimated: FluxEnsemble;
  readonly free: FluxEnsemble;
};

export interface AnalysedElsewhere {
  /**
   * Analyses the state and the fluxes; absent where they have to be brought here. @param pressure of the air, [level][cell], [Pa]
   * @returns cells within reach of each observation
   */
  readonly analyseState?: (
    observations: readonly NamedPlace[],
    turns: readonly Turn[],
    when: string,
    pressure?: Float64Array,
  ) => number[];
  /** Flux ensembles whose parameters lie where the state does, and are analysed with it. */
  readonly createFluxes?: CreateFluxesElsewhere;
}
