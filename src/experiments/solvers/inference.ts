/** How an analysis compares and updates: everything of its cycle but the fluxes of an hour. */
import {
  admit,
  type AnalysisContext,
  type AnalysisSettings,
  analyse,
  compare,
  review,
  simulatedAgain,
} from "../../assimilation/analysisStep.js";
import type { CycleParts } from "../../assimilation/cycle.js";
import type { FluxEnsemble } from "../../assimilation/fluxEnsembles/fluxEnsemble.js";
import type { ObservedAir } from "../../assimilation/observedAir.js";
import type { TwoStepParts } from "../../assimilation/twoStepCycle.js";
import type { Analyser, UpdateElsewhere } from "../../filters/analyser.js";
import type { StateBlock } from "../../filters/stateBlock.js";
import type { Estimates } from "../setup/estimates.js";
import { createAdditiveInflation } from "../setup/filter.js";
import type { AnalysisInputs } from "../setup/inputs.js";
import type { ForecastModel } from "../setup/model.js";
import { observationSettings, validationGates } from "../setup/observationSettings.js";
import { scheduleOf } from "./schedule.js";

type Inference = Omit<CycleParts, "emit"> & Pick<TwoStepParts, "analyseWindow" | "simulatedAgain">;

export function inference(
  inputs: AnalysisInputs,
  { layout, transport, setBoundary }: ForecastModel,
  { forcing, pastOf, layerPressure }: ObservedAir,
  fluxes: FluxEnsemble,
  { boundaryOffset, retrievalBias, correlatedErrors, rows }: Estimates,
  analyser: Analyser,
  innovations: AnalysisContext["innovations"],
): Inference {
  const { grid, vertical, observed } = inputs;
  const { validationGatePpm } = observed.settings;
  const settings: AnalysisSettings = {
    ...observationSettings(inputs, observed, layout),
    biasOf: ({ screened, position }) =>
      screened.observation.kind === "column" ? retrievalBias?.at(position) : undefined,
  };
  const additive = createAdditiveInflation(inputs);
  const ofValidation = validationGates(validationGatePpm);
  const candidates = observed.screening.observations.filter(
    ({ fate }) => fate === "assimilated" || fate === "validation",
  );
  const context: AnalysisContext = {
    members: layout.members,
    parametersAt: rows,
    perturbationsOf: ({ simulated: { screened, position } }) =>
      correlatedErrors[screened.observation.kind]
        ?.at(position)
        .map((error) => (screened.representationFactor ?? 1) * error),
    pastOf,
    innovations,
  };
  const moleFraction = (): StateBlock => ({
    name: "CO2 mole fraction",
    data: transport.state.data,
    levels: vertical.levels,
    cells: grid.cells,
    ...(layerPressure && { pressure: layerPressure }),
  });
  return {
    transport,
    forcing,
    setBoundary(time, surfacePressure) {
      setBoundary(time, surfacePressure);
      boundaryOffset?.addTo(transport.boundary.anomalies);
    },
    observations: scheduleOf(inputs, candidates, observed.settings.error.displacementKm),
    compare: (_, simulated) => compare(simulated, settings),
    analyse(time, results) {
      const admitted = admit(results, settings.gate);
      if (admitted.length === 0) return analyse(analyser, [], results, admitted, time, context);
      const { analyseState } = transport;
      if (analyseState !== undefined) {
        const elsewhere: UpdateElsewhere = (...found) => analyseState(...found, joined(layerPressure, vertical.levels));
        return analyse(analyser, fluxes.stateBlocks(), results, admitted, time, { ...context, elsewhere });
      }
      const blocks = [moleFraction(), ...fluxes.stateBlocks()];
      return transport.budget.recordIncrement(() => {
        const diagnostics = analyse(analyser, blocks, results, admitted, time, context);
        additive?.add(transport.state, time);
        return diagnostics;
      });
    },
    analyseWindow(end, days, hours) {
      const admitted = hours.map((results) => admit(results, settings.gate));
      const blocks = fluxes.stateBlocks().slice(0, days);
      const diagnostics = analyse(analyser, blocks, [], admitted.flat(), end, context);
      let next = 0;
      return admitted.map(({ length }) => diagnostics.slice(next, (next += length)));
    },
    simulatedAgain: (results, after) => simulatedAgain(results, after, layout.members),
    review: (results) => review(results, ofValidation),
  };
}

/** @returns [level][cell]; undefined where heights do not count */
function joined(layerPressure: ObservedAir["layerPressure"], levels: number): Float64Array | undefined {
  if (layerPressure === undefined) return undefined;
  const layers = Array.from({ length: levels }, (_, level) => layerPressure(level));
  return Float64Array.from(layers.flatMap((layer) => [...layer]));
}
