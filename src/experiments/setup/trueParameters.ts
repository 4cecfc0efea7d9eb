/**
 * What the truth of a twin has of what is estimated beside mole fraction and fluxes, to be written beside the estimates.
 * It follows from configuration, seed and time alone: a resumed run needs nothing kept.
 */
import { trueBoundaryOffsets } from "../../assimilation/trueBoundaryOffsets.js";
import { SECONDS_PER_DAY } from "../../constants.js";
import { laneLayout } from "../../fields/ensemble.js";
import type { Time } from "../../time.js";
import type { ParameterName } from "../../runs/parameterFile.js";
import type { Estimates } from "./estimates.js";
import type { AnalysisInputs } from "./inputs.js";
import { perturbationsOf, structuredErrorsOf } from "./model.js";
import { twinRetrievalErrors } from "./modelErrors.js";

/** Truth of the day that ends at a time, at the places of the estimate, [place] [mol mol-1]; no entry where it is not known. */
export type TrueParameters = ReadonlyMap<ParameterName, (end: Time) => Float64Array>;

/** @returns nothing in a run that is no twin */
export function trueParameters(inputs: AnalysisInputs, { boundaryOffset, retrievalBias }: Estimates): TrueParameters {
  const truths = new Map<ParameterName, (end: Time) => Float64Array>();
  if (inputs.kind !== "twin") return truths;
  const { plan, grid } = inputs;
  if (boundaryOffset !== undefined) {
    const layout = laneLayout(0, ["truth"]);
    const { grid: ofTruth, vertical, drawnOn } = inputs.truthWorld;
    const perturbations = perturbationsOf(plan, ofTruth, layout, drawnOn);
    const structured = structuredErrorsOf(plan, ofTruth, vertical);
    const lane = layout.truth as number;
    const known = new Map<Time, Float64Array>();
    truths.set("boundary_offset", (end) => {
      const day = end - SECONDS_PER_DAY;
      const offsets = known.get(end) ?? trueBoundaryOffsets(ofTruth, vertical, perturbations, lane, day, structured);
      known.set(end, offsets);
      return offsets;
    });
  }
  if (retrievalBias !== undefined) {
    const bias = twinRetrievalErrors(plan, grid)?.bias ?? new Float64Array(grid.cells);
    const ofRegions = Float64Array.from(retrievalBias.centres, (_, region) =>
      meanOf(bias, grid, retrievalBias, region),
    );
    truths.set("retrieval_bias", () => ofRegions);
  }
  return truths;
}

/** Of a region, whose cells count by how much their soundings feel it. @param bias [row][column] */
function meanOf(
  bias: Float64Array,
  { unitVectors }: AnalysisInputs["grid"],
  estimated: NonNullable<Estimates["retrievalBias"]>,
  region: number,
): number {
  let [sum, total] = [0, 0];
  bias.forEach((value, cell) => {
    const [x, y, z] = unitVectors.subarray(3 * cell, 3 * cell + 3);
    const weight = estimated.taper([x, y, z], region);
    sum += weight * value;
    total += weight;
  });
  return sum / total;
}
