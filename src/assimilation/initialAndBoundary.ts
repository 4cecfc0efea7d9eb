/**
 * Sets the initial state and the lateral boundary of every lane: the background plus the lane's perturbation
 * (moleFractionPerturbations.ts). Both are float32 anomalies from the ensemble's reference mole fraction.
 */
import type { Background } from "../fields/background.js";
import type { Ensemble, LaneLayout } from "../fields/ensemble.js";
import type { Grid } from "../grids/grid.js";
import { levelPressure, type VerticalCoordinate } from "../grids/verticalCoordinate.js";
import type { Time } from "../time.js";
import { blendAngle, type MoleFractionPerturbations, type PerturbationFields } from "./moleFractionPerturbations.js";

/** What both need to know of a place. */
export interface Air {
  readonly grid: Grid;
  readonly vertical: VerticalCoordinate;
  readonly background: Background;
  readonly perturbations: MoleFractionPerturbations;
}

/** @param surfacePressure [row][column], [Pa] */
export function setInitialState(state: Ensemble, air: Air, time: Time, surfacePressure: Float64Array): void {
  const cells = Int32Array.from({ length: air.grid.cells }, (_, cell) => cell);
  const { data, layout, reference } = state;
  setLanes(data, cells, layout, reference, air, air.perturbations.initial(), undefined, time, surfacePressure);
}

/**
 * @param boundary       [level][position][lane], anomalies from `reference`
 * @param perimeterCells grid cell of each perimeter position
 */
export function setBoundary(
  boundary: Float32Array,
  perimeterCells: Int32Array,
  layout: LaneLayout,
  reference: number,
  air: Air,
  time: Time,
  surfacePressure: Float64Array,
): void {
  const fields = air.perturbations.boundary(time, perimeterCells);
  const { offset } = air.perturbations;
  setLanes(boundary, perimeterCells, layout, reference, air, fields, offset, time, surfacePressure);
}

/** @param target [level][index in `cells`][lane] */
function setLanes(
  target: Float32Array,
  cells: Int32Array,
  layout: LaneLayout,
  reference: number,
  air: Air,
  { low, high }: PerturbationFields,
  offset: Float64Array | undefined,
  time: Time,
  surfacePressure: Float64Array,
): void {
  const { vertical } = air;
  const { lanes } = layout;
  const means = new Float64Array(vertical.levels * cells.length);
  air.background.layers(cells, time, vertical, surfacePressure, means);
  const lower = new Float64Array(lanes);
  const upper = new Float64Array(lanes);
  for (let i = 0; i < cells.length; i++) {
    const cell = cells[i];
    for (let lane = 0; lane < lanes; lane++) {
      lower[lane] = low[lane][cell];
      upper[lane] = high[lane][cell];
    }
    for (let level = 0, row = i; level < vertical.levels; level++, row += cells.length) {
      const angle = blendAngle(levelPressure(vertical, level, surfacePressure[cell]), surfacePressure[cell]);
      const cosine = Math.cos(angle);
      const sine = Math.sin(angle);
      const anomaly = means[row] - reference;
      const start = row * lanes;
      for (let lane = 0; lane < lanes; lane++) {
        const departure = cosine * lower[lane] + sine * upper[lane];
        target[start + lane] = anomaly + departure + (offset === undefined ? 0 : offset[lane]);
      }
    }
  }
}
