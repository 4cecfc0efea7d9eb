/** Observations of the networks that a twin experiment asks for, in one set, with the errors that they are given. */
import type { Observation, ObservationSet } from "../observation.js";
import { retrievalNoise, type SyntheticOrbit, syntheticOrbit } from "./synthetic.js";
import { syntheticOco2 } from "./syntheticOco2.js";
import { syntheticTowers } from "./syntheticTowers.js";

/** Soundings like GOSAT's (synthetic.ts) or OCO-2's (syntheticOco2.ts), surface sites (syntheticTowers.ts). */
export const networkNames = ["gosat", "oco2", "towers"] as const;
export type NetworkName = (typeof networkNames)[number];

export interface SyntheticObservations extends ObservationSet {
  /** Error of an observation of the set, to be added to what the truth gives [mol mol-1]. */
  readonly noise: (observation: Observation) => number;
}

/**
 * @param networks each once
 * @example
 * import { createGrid, gridPreset, syntheticObservations } from "openjdas";
 *
 * const grid = createGrid(gridPreset("china-64km"));
 * const landFraction = new Float64Array(grid.cells).fill(1);
 * const surfacePressure = () => new Float64Array(grid.cells).fill(95000);
 * const orbit = { grid, landFraction, surfacePressure, seed: 1, start: 1467331200, days: 1 };
 * const towers = syntheticObservations(["towers"], orbit);
 * towers.observations.length; // => 60
 * Number.isFinite(towers.noise(towers.observations[0])); // => true
 */
export function syntheticObservations(networks: readonly NetworkName[], orbit: SyntheticOrbit): SyntheticObservations {
  const parts = networks.map((network) => partOf(network, orbit));
  const errors = new Map(parts.flatMap(({ errors: own }) => own));
  return {
    title: parts.map(({ title }) => title).join(", "),
    remarks: parts.flatMap(({ remarks }) => remarks),
    files: [],
    observations: [...errors.keys()].sort((a, b) => a.time - b.time),
    noise(observation) {
      const error = errors.get(observation);
      if (error === undefined) throw new RangeError(`observation ${observation.id} is none of ${networks.join()}`);
      return error;
    },
  };
}

interface Part {
  readonly title: string;
  readonly remarks: readonly string[];
  /** [mol mol-1] */
  readonly errors: readonly (readonly [Observation, number])[];
}

function partOf(network: NetworkName, orbit: SyntheticOrbit): Part {
  switch (network) {
    case "gosat": {
      const { title, remarks, observations } = syntheticOrbit(orbit);
      return { title, remarks, errors: observations.map((one) => [one, retrievalNoise(orbit.seed, one)]) };
    }
    case "oco2":
      return {
        title: "synthetic OCO-2-like retrievals",
        remarks: [
          "the OCO-2-like retrievals are synthetic: a computed orbit, invented clouds, land only, averaged by cell",
        ],
        errors: syntheticOco2(orbit),
      };
    case "towers":
      return {
        title: "synthetic towers",
        remarks: ["the towers are synthetic: invented places, hourly means of the afternoon"],
        errors: syntheticTowers(orbit),
      };
  }
}
