/**
 * Errors of columns that are alike from place to place and from day to day, of retrievals and of the model's transport:
 * every perturbed analysis (fields/perturbedAnalyses.ts) takes each column to be wrong by b_s of standard deviation s, smooth
 * over a length and kept for a memory in the form of retrievalBias.ts. No observation changes the b_s, so what they make of
 * the fluxes stays, as it stays in the mean: many columns do not average such errors out.
 */
import { laneLayout, type LaneLayout } from "../fields/ensemble.js";
import type { Position } from "../filters/localization.js";
import type { Grid } from "../grids/grid.js";
import type { Time } from "../time.js";
import type { ParameterPrior, ParameterState } from "./estimatedParameters.js";
import { createRetrievalBias } from "./retrievalBias.js";

export interface CorrelatedErrors {
  beginHour(time: Time): void;
  /** Of a column at a place, [perturbed analysis], [mol mol-1]; zero far from the grid. */
  at(position: Position): Float64Array;
  save(): ParameterState;
  resume(state: ParameterState): void;
}

/**
 * @param layout with perturbed analyses @param prior sigma s in [mol mol-1] @param length over which errors are alike [m]
 * @throws RangeError where the layout has no perturbed analyses
 */
export function createCorrelatedErrors(
  grid: Pick<Grid, "columns" | "rows" | "unitVectors" | "xFaces" | "yFaces">,
  { perturbed }: LaneLayout,
  prior: ParameterPrior,
  length: number,
  seed: number,
): CorrelatedErrors {
  if (perturbed === undefined) throw new RangeError("correlated errors need lanes of perturbed analyses");
  const { count } = perturbed;
  const drawn = createRetrievalBias(grid, laneLayout(count), prior, length, seed, "correlatedError");
  return {
    beginHour(time) {
      drawn.beginHour(time);
    },
    at: (position) => drawn.at(position).subarray(0, count),
    save: () => drawn.save(),
    resume(state) {
      drawn.resume(state);
    },
  };
}
