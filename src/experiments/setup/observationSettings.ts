/** How a plan wants observations compared: error model, gate, and the value of a twin's observation. */
import type { AnalysisSettings } from "../../assimilation/analysisStep.js";
import type { SimulatedObservation } from "../../assimilation/observationSchedule.js";
import type { LaneLayout } from "../../fields/ensemble.js";
import { expectedGate, type Gate } from "../../observations/gate.js";
import { type ByKind, observedValue } from "../../observations/observation.js";
import { fromPpm } from "../../units.js";
import type { Inputs, TwinInputs } from "./inputs.js";
import { twinRetrievalErrors, twinSiteErrors } from "./modelErrors.js";
import type { Observed } from "./observations.js";

/** @param observed of these inputs */
export function observationSettings(
  inputs: Inputs,
  { settings: { error, gate, terrainHPa } }: Observed,
  layout: LaneLayout,
): AnalysisSettings {
  const common = { inflation: error.inflation, floor: fromPpm(error.floorPpm) };
  return {
    layout,
    error: {
      column: { ...common, representation: fromPpm(error.representationPpm) },
      point: { ...common, representation: fromPpm(error.siteRepresentationPpm) },
    },
    mostGroundDifference: 100 * terrainHPa,
    gate: { column: gateOf(gate), point: "fixedPpm" in gate ? expectedGate : gateOf(gate) },
    ...(inputs.kind === "twin"
      ? valuesOfTruth(inputs)
      : { valueOf: ({ screened }) => observedValue(screened.observation) }),
  };
}

/** A twin's observation is what its truth has there, with noise and what is wrong with the retrieval. */
function valuesOfTruth({
  plan,
  grid,
  observed: { noise },
  truthRun,
}: TwinInputs): Pick<AnalysisSettings, "truthOf" | "valueOf"> {
  const retrieval = twinRetrievalErrors(plan, grid);
  const ofSite = twinSiteErrors(plan, grid);
  return {
    ...(truthRun.kind === "done" && {
      truthOf: ({ screened }: SimulatedObservation) => truthRun.values.get(screened) ?? Number.NaN,
    }),
    valueOf({ screened: { observation, cell, representationFactor = 1 } }, truth) {
      const more =
        observation.kind === "column"
          ? (retrieval?.of(observation, cell) ?? 0)
          : representationFactor * (ofSite?.(observation.time, cell) ?? 0);
      return truth + noise(observation) + more;
    },
  };
}

/** Gates of the validation set. A fixed limit is one for columns: near the ground departures of many ppm are usual. */
export function validationGates(validationGatePpm: number): ByKind<Gate> {
  return { column: { kind: "fixed", limit: fromPpm(validationGatePpm) }, point: expectedGate };
}

function gateOf(gate: { fixedPpm: number } | { expectedDepartures: number }): Gate {
  return "fixedPpm" in gate
    ? { kind: "fixed", limit: fromPpm(gate.fixedPpm) }
    : { kind: "expected", factor: gate.expectedDepartures };
}
