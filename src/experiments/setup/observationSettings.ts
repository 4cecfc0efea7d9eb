/** How the configuration wants observations compared: error model, gate, and the value of a twin's observation. */
import type { AnalysisSettings } from "../../assimilation/analysisStep.js";
import type { LaneLayout } from "../../fields/ensemble.js";
import { expectedGate, type Gate } from "../../observations/gate.js";
import { type ByKind, observedValue } from "../../observations/observation.js";
import { fromPpm } from "../../units.js";
import type { Inputs } from "./inputs.js";
import { twinRetrievalErrors } from "./modelErrors.js";

/** @returns undefined where the run compares with no observations */
export function observationSettings(
  { config, grid, noise, truthValues }: Pick<Inputs, "config" | "grid" | "noise" | "truthValues">,
  layout: LaneLayout,
): AnalysisSettings | undefined {
  const { observations } = config;
  if (observations === undefined) return undefined;
  const { error, gate } = observations;
  const retrieval = twinRetrievalErrors(config, grid);
  const common = { inflation: error.inflation, floor: fromPpm(error.floorPpm) };
  return {
    layout,
    error: {
      column: { ...common, representation: fromPpm(error.representationPpm) },
      point: { ...common, representation: fromPpm(error.siteRepresentationPpm) },
    },
    gate: { column: gateOf(gate), point: "fixedPpm" in gate ? expectedGate : gateOf(gate) },
    truthOf: truthValues && (({ screened }) => truthValues.get(screened) ?? Number.NaN),
    valueOf({ screened: { observation, cell } }, truth) {
      if (noise === undefined) return observedValue(observation);
      const more = observation.kind === "column" ? (retrieval?.of(observation, cell) ?? 0) : 0;
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
