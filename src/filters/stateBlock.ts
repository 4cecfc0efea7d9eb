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
  /** [row][lane], means inside; lanes from `members` on are left alone. */
  readonly data: Float64Array;
  /** In [0, 1]; `observation` is the index in the list that the analyser is given. */
  readonly taper: (observation: number, row: number) => number;
}

/** The part of an observation's error that every member has drawn for itself. */
export interface DrawnErrors {
  /** s^2, a part of R, unit squared. */
  readonly variance: number;
  /** b, [member], in the unit of the observation; their sum is zero. */
  readonly values: Float64Array;
}

/** One observation, simulated by every member. Value and simulations in one unit, that of the operator. */
export interface FilterObservation extends ObservedPlace {
  readonly id: string;
  readonly value: number;
  /** Simulated observation, [lane]; lanes from `members` on are not read. */
  readonly simulated: Float64Array;
  /** R, unit squared. */
  readonly errorVariance: number;
  readonly drawn?: DrawnErrors | undefined;
}

/** Lanes of every row: `members` of them are the ensemble. A `LaneLayout` is one. */
export interface FilterLanes {
  readonly members: number;
  /** Multiple of 4. */
  readonly lanes: number;
}
