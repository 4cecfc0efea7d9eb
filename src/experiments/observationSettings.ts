/** How the configuration wants soundings compared: error model, gate, and the value of a twin's sounding. */
import type { AnalysisSettings } from "../assimilation/analysisStep.js";
import type { LaneLayout } from "../fields/ensemble.js";
import type { Gate } from "../observations/gate.js";
import { retrievalNoise } from "../observations/sources/synthetic.js";
import { fromPpm } from "../units.js";
import type { Ingredients } from "./ingredients.js";

/** @returns undefined where the run compares with no soundings */
export function observationSettings(
  { config, truth }: Pick<Ingredients, "config" | "truth">,
  layout: LaneLayout,
): AnalysisSettings | undefined {
  const { observations, seed } = config;
  if (observations === undefined) return undefined;
  const { error, gate } = observations;
  return {
    layout,
    error: {
      inflation: error.inflation,
      representation: fromPpm(error.representationPpm),
      floor: fromPpm(error.floorPpm),
    },
    gate: gateOf(gate),
    valueOf: ({ sounding }, truthColumn) =>
      truth === undefined ? sounding.retrieval.xco2 : truthColumn + retrievalNoise(seed, sounding.retrieval),
  };
}

function gateOf(gate: { fixedPpm: number } | { expectedDepartures: number }): Gate {
  return "fixedPpm" in gate
    ? { kind: "fixed", limit: fromPpm(gate.fixedPpm) }
    : { kind: "expected", factor: gate.expectedDepartures };
}
