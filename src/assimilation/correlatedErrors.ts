/**
 * Errors that are alike from place to place and from day to day, of retrievals and of the model's transport, in observations
 * of one kind: every perturbed analysis (fields/perturbedAnalyses.ts) takes each to be wrong by b_s of standard deviation s,
 * smooth over a length and kept for a memory in the form of retrievalBias.ts. No observation changes the b_s, so what they
 * make of the fluxes stays, as it stays in the mean: many observations do not average such errors out.
 */
import { laneLayout, type LaneLayout } from "../fields/ensemble.js";
import type { Position } from "../filters/localization.js";
import type { Grid } from "../grids/grid.js";
import type { ByKind, Observation } from "../observations/observation.js";
import type { Purpose } from "../random.js";
import type { Time } from "../time.js";
import type { ParameterPrior, ParameterState } from "./estimatedParameters.js";
import { createRetrievalBias } from "./retrievalBias.js";

export interface CorrelatedErrors {
  beginHour(time: Time): void;
  /** Of an observation at a place, [perturbed analysis], [mol mol-1]; zero far from the grid. */
  at(position: Position): Float64Array;
  save(): ParameterState;
  resume(state: ParameterState): void;
}

/** Each kind has draws of its own. */
const DRAWS = { column: "correlatedError", point: "correlatedSiteError" } as const satisfies ByKind<Purpose>;

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
  kind: Observation["kind"],
): CorrelatedErrors {
  if (perturbed === undefined) throw new RangeError("correlated errors need lanes of perturbed analyses");
  const { count } = perturbed;
  const drawn = createRetrievalBias(grid, laneLayout(count), prior, length, seed, DRAWS[kind]);
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
