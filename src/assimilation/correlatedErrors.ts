/**
 * Errors of columns that are alike from place to place and from day to day, of retrievals and of the model's transport:
 * every member is given one of its own for each column, b_i of variance s^2, smooth over a length and kept for a memory in
 * the form of retrievalBias.ts, and takes in value + b_i in place of the value. No observation changes the b_i, so what they
 * make of the fluxes stays in the spread, as it stays in the mean: many columns do not average such errors out. s^2 is a part
 * of R; the filter (observationSpace.ts) leaves the other, independent part to its square root.
 */
import type { LaneLayout } from "../fields/ensemble.js";
import type { Position } from "../filters/localization.js";
import type { DrawnErrors } from "../filters/stateBlock.js";
import type { Grid } from "../grids/grid.js";
import type { Time } from "../time.js";
import type { ParameterPrior, ParameterState } from "./estimatedParameters.js";
import { createRetrievalBias } from "./retrievalBias.js";

export interface CorrelatedErrors {
  beginHour(time: Time): void;
  /** Of a column at a place; undefined far from the grid. */
  at(position: Position): DrawnErrors | undefined;
  save(): ParameterState;
  resume(state: ParameterState): void;
}

/** @param prior sigma s in [mol mol-1] @param length over which errors are alike [m] */
export function createCorrelatedErrors(
  grid: Pick<Grid, "columns" | "rows" | "unitVectors" | "xFaces" | "yFaces">,
  layout: LaneLayout,
  prior: ParameterPrior,
  length: number,
  seed: number,
): CorrelatedErrors {
  const drawn = createRetrievalBias(grid, layout, prior, length, seed, "correlatedError");
  return {
    beginHour(time) {
      drawn.beginHour(time);
    },
    at(position) {
      const values = drawn.at(position).subarray(0, layout.members);
      return values.every((value) => value === 0) ? undefined : { variance: prior.sigma ** 2, values };
    },
    save: () => drawn.save(),
    resume(state) {
      drawn.resume(state);
    },
  };
}
