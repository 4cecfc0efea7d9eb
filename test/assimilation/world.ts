/** A small world for the cycle: a grid, an ensemble of uniform mole fraction, observations whose column is known by hand. */
import { createEnsemble, type Ensemble, laneLayout } from "../../src/fields/ensemble.js";
import { createGrid, longitudeLatitudeGrid } from "../../src/grids/grid.js";
import { verticalPreset } from "../../src/grids/verticalCoordinate.js";
import type { Fate } from "../../src/observations/fate.js";
import type { ScreenedObservation } from "../../src/observations/screenedObservation.js";
import type { Retrieval } from "../../src/observations/retrieval.js";
import { exampleRetrieval } from "../observations/exampleRetrieval.js";

export const grid = createGrid(longitudeLatitudeGrid("small", 110, 30, 3, 3, 5, 4));
export const vertical = verticalPreset("jdas-15");
export const layout = laneLayout(2, ["control", "truth"]);
export const surfacePressure = new Float64Array(grid.cells).fill(1e5);
export const START = Date.UTC(2016, 6, 1) / 1000;
export const HOUR = 3600;
/** [mol mol-1], as an experiment file has it by default. */
export const observationError = { inflation: 1, representation: 1e-6, floor: 0.5e-6 };

/** Uniform mole fractions, one a lane [mol mol-1]. */
export function uniformState(moleFractions: readonly number[], reference = 4e-4): Ensemble {
  const rows = vertical.levels * grid.cells;
  const state = createEnsemble(layout, rows, reference, new Float32Array(rows * layout.lanes));
  setUniform(state, moleFractions);
  return state;
}

export function setUniform(state: Ensemble, moleFractions: readonly number[]): void {
  for (let i = 0; i < state.data.length; i++) {
    state.data[i] = moleFractions[i % layout.lanes] - state.reference;
  }
}

/** The example observation, at a time. */
export function soundingAt(
  time: number,
  fate: Fate = "assimilated",
  changes: Partial<Retrieval> = {},
): ScreenedObservation {
  const retrieval = exampleRetrieval({ time, id: `${time}`, longitude: 115, latitude: 34, ...changes });
  return { observation: retrieval, cell: grid.cellAt(retrieval.longitude, retrieval.latitude), fate };
}

/**
 * Column of a uniform mole fraction seen by the example observation: its three levels below the model top take part, the
 * one at 10 Pa keeps its prior.
 */
export function columnOf(moleFraction: number): number {
  const { averagingKernel, pressureWeight, priorProfile, priorXco2 } = exampleRetrieval();
  let column = priorXco2;
  for (const k of [1, 2, 3]) column += pressureWeight[k] * averagingKernel[k] * (moleFraction - priorProfile[k]);
  return column;
}
