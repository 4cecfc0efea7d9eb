/** What is estimated beside mole fraction and fluxes, and what of the members' mole fraction at the sides is not. */
import type { AnalysisPlan, FilterPlan, Perturbations } from "./plan.js";
import type { ExperimentConfig } from "./schema.js";

type Estimate = FilterPlan["estimate"];

/** Measured in twins: docs/method.md, "Boundary offsets and retrieval biases". */
const USUAL_OFFSET = { ppm: 0.5, memoryDays: 12 } as const;
/** Spread of an offset that is not estimated [ppm]. */
const USUAL_CONSTANT = 0.4;

/** Where the file says nothing, offsets are estimated where the spread has what columns share. */
export function estimateOf(
  { background, filter }: ExperimentConfig,
  { column }: AnalysisPlan["correlatedErrors"],
): Estimate {
  const { noiseShare, boundaryOffsetPpm } = background;
  const hasOther = noiseShare !== undefined || boundaryOffsetPpm !== undefined;
  const { boundaryOffset = column === "none" || hasOther ? "none" : USUAL_OFFSET } = filter.estimate;
  return { ...filter.estimate, boundaryOffset };
}

/** White noise takes the place of both smooth ones; where the offset is estimated, the estimate that of the constant one. */
export function perturbationsOf(
  { background }: ExperimentConfig,
  { boundaryOffset }: Pick<Estimate, "boundaryOffset">,
): Perturbations {
  const { noiseShare, perturbationPpm, boundaryOffsetPpm = USUAL_CONSTANT } = background;
  if (noiseShare !== undefined) return { kind: "white-noise", share: noiseShare };
  return { kind: "smooth", perturbationPpm, boundaryOffsetPpm: boundaryOffset === "none" ? boundaryOffsetPpm : 0 };
}
