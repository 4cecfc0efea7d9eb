/** What the analysis (ensrfAnalysis.ts) is given: blocks of ensemble rows, their lanes, and observations. */
import type { ObservedPlace } from "./localization.js";

/** Rows of the state that are estimated together: [level][cell][lane], in kernel memory, any unit. */
export interface StateBlock {
  /** For messages: "CO2 mole fraction", "flux parameters 2010-07-01". */
  readonly name: string;
  readonly data: Float32Array;
  readonly levels: number;
  /** Cells of the horizontal grid that all blocks share. */
  readonly cells: number;
  /** How long before the analysis the rows stand [h]; 0 where absent. All levels share it. */
  readonly hoursBefore?: number;
  /** Where a level's rows stand in the vertical now, [cell], [Pa]; absent where they have no height. */
  readonly pressure?: (level: number) => Float64Array;
}

/** Rows of the state without a place on the grid, such as a boundary offset or a retrieval bias; float64, any unit. */
export interface ParameterRows {
  /** For messages: "boundary offset". */
  readonly name: string;
  readonly rows: number;
  /** [row][lane], means inside; lanes that are neither members nor perturbed analyses are left alone. */
  readonly data: Float64Array;
  /** In [0, 1]; `observation` is the index in the list that the analyser is given. */
  readonly taper: (observation: number, row: number) => number;
}

/** One observation, simulated by every member. Value and simulations in one unit, that of the operator. */
export interface FilterObservation extends ObservedPlace {
  readonly id: string;
  readonly value: number;
  /** Simulated observation, [lane]; lanes that are neither members nor perturbed analyses are not read. */
  readonly simulated: Float64Array;
  /** R, unit squared. */
  readonly errorVariance: number;
  /** b, what a perturbed analysis takes the value to be wrong by, [perturbed analysis]; absent where by nothing. */
  readonly perturbations?: Float64Array | undefined;
}

/** Lanes of every row: `members` of them are the ensemble. A `LaneLayout` is one. */
export interface FilterLanes {
  readonly members: number;
  /** Lanes that take the members' gain, each with observations of its own errors, and give none. */
  readonly perturbed?: { readonly first: number; readonly count: number };
  /** Multiple of 4. */
  readonly lanes: number;
}
