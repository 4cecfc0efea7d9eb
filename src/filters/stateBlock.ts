/** What the analysis (analysis.ts) is given: blocks of ensemble rows, their lanes, and observations. */
import type { Position } from "./localization.js";

/** Rows of the state that are estimated together: [level][cell][lane], in kernel memory, any unit. */
export interface StateBlock {
  /** For messages: "CO2 mole fraction", "flux parameters 2010-07-01". */
  readonly name: string;
  readonly data: Float32Array;
  readonly levels: number;
  /** Cells of the horizontal grid that all blocks share. */
  readonly cells: number;
}

/** One observation, simulated by every member. Value and simulations in one unit, that of the operator. */
export interface FilterObservation {
  readonly id: string;
  readonly value: number;
  /** Simulated observation, [lane]; lanes from `members` on are not read. */
  readonly simulated: Float64Array;
  /** R, unit squared. */
  readonly errorVariance: number;
  readonly position: Position;
}

/** Lanes of every row: `members` of them are the ensemble. A `LaneLayout` is one. */
export interface FilterLanes {
  readonly members: number;
  /** Multiple of 4. */
  readonly lanes: number;
}
