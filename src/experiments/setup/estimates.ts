/**
 * What the configuration wants estimated beside mole fraction and fluxes: boundary offsets, retrieval biases; and the
 * correlated errors of observations that perturbed analyses have drawn.
 */
import { type BoundaryOffsets, createBoundaryOffsets } from "../../assimilation/boundaryOffsets.js";
import { type CorrelatedErrors, createCorrelatedErrors } from "../../assimilation/correlatedErrors.js";
import type { EstimatedParameters, ParameterState } from "../../assimilation/estimatedParameters.js";
import { createRetrievalBias, type RetrievalBias } from "../../assimilation/retrievalBias.js";
import type { LaneLayout } from "../../fields/ensemble.js";
import type { Position } from "../../filters/localization.js";
import type { ParameterRows } from "../../filters/stateBlock.js";
import type { ByKind, Observation } from "../../observations/observation.js";
import type { ParameterName } from "../../runs/parameterFile.js";
import type { Time } from "../../time.js";
import { fromPpm } from "../../units.js";
import type { AnalysisInputs } from "./inputs.js";

export interface Estimates {
  readonly boundaryOffset?: BoundaryOffsets;
  readonly retrievalBias?: RetrievalBias;
  /** Drawn for every perturbed analysis, not estimated. */
  readonly correlatedErrors: Partial<ByKind<CorrelatedErrors>>;
  /** Those that are estimated, by name. */
  readonly all: ReadonlyMap<ParameterName, EstimatedParameters>;
  beginHour(time: Time): void;
  /** For an analysis. @param positions of its observations, in their order */
  readonly rows: (positions: readonly Position[]) => ParameterRows[];
  save(): ReadonlyMap<string, ParameterState>;
  resume(states: ReadonlyMap<string, ParameterState>): void;
}

export function createEstimates(
  { plan, grid, vertical }: Pick<AnalysisInputs, "plan" | "grid" | "vertical">,
  layout: LaneLayout,
): Estimates {
  const { seed, filter } = plan;
  const { boundaryOffset, retrievalBias } = filter.estimate;
  const offsets =
    boundaryOffset === "none"
      ? undefined
      : createBoundaryOffsets(
          grid,
          vertical,
          layout,
          { sigma: fromPpm(boundaryOffset.ppm), memoryDays: boundaryOffset.memoryDays },
          seed,
        );
  const bias =
    retrievalBias === "none"
      ? undefined
      : createRetrievalBias(
          grid,
          layout,
          { sigma: fromPpm(retrievalBias.ppm), memoryDays: retrievalBias.memoryDays },
          1000 * retrievalBias.regionKm,
          seed,
        );
  const errorsOf = (kind: Observation["kind"]): CorrelatedErrors | undefined => {
    const correlated = plan.correlatedErrors[kind];
    // Who asks for estimates alone has a layout without perturbed analyses.
    if (correlated === "none" || layout.perturbed === undefined) return undefined;
    const { ppm, lengthKm, memoryDays } = correlated;
    return createCorrelatedErrors(grid, layout, { sigma: fromPpm(ppm), memoryDays }, 1000 * lengthKm, seed, kind);
  };
  const [ofColumns, ofPoints] = [errorsOf("column"), errorsOf("point")];
  const all = new Map<ParameterName, EstimatedParameters>();
  if (offsets !== undefined) all.set("boundary_offset", offsets);
  if (bias !== undefined) all.set("retrieval_bias", bias);
  /** With what no observation changes. */
  const kept = new Map<string, EstimatedParameters | CorrelatedErrors>(all);
  if (ofColumns !== undefined) kept.set("correlated_error", ofColumns);
  if (ofPoints !== undefined) kept.set("correlated_site_error", ofPoints);
  return {
    ...(offsets && { boundaryOffset: offsets }),
    ...(bias && { retrievalBias: bias }),
    correlatedErrors: { ...(ofColumns && { column: ofColumns }), ...(ofPoints && { point: ofPoints }) },
    all,
    beginHour(time) {
      for (const parameters of kept.values()) parameters.beginHour(time);
    },
    rows: (positions) =>
      [...all.values()].map((parameters) => ({
        name: parameters.name,
        rows: parameters.rows,
        data: parameters.values,
        taper: (observation, row) => parameters.taper(positions[observation], row),
      })),
    save: () => new Map([...kept].map(([name, parameters]) => [name, parameters.save()])),
    resume(states) {
      for (const [name, parameters] of kept) {
        const state = states.get(name);
        if (state === undefined) throw new RangeError(`no state of "${name}" to go on from`);
        parameters.resume(state);
      }
    },
  };
}
