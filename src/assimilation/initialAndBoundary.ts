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
  const { grid, vertical } = air;
  const fields = air.perturbations.initial();
  for (let level = 0; level < vertical.levels; level++) {
    for (let cell = 0; cell < grid.cells; cell++) {
      const start = (level * grid.cells + cell) * state.layout.lanes;
      setLanes(
        state.data,
        start,
        state.layout,
        state.reference,
        air,
        fields,
        undefined,
        level,
        cell,
        time,
        surfacePressure[cell],
      );
    }
  }
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
  const positions = perimeterCells.length;
  for (let level = 0; level < air.vertical.levels; level++) {
    for (let position = 0; position < positions; position++) {
      const cell = perimeterCells[position];
      const start = (level * positions + position) * layout.lanes;
      setLanes(
        boundary,
        start,
        layout,
        reference,
        air,
        fields,
        air.perturbations.offset,
        level,
        cell,
        time,
        surfacePressure[cell],
      );
    }
  }
}

function setLanes(
  target: Float32Array,
  start: number,
  layout: LaneLayout,
  reference: number,
  air: Air,
  fields: PerturbationFields,
  offset: Float64Array | undefined,
  level: number,
  cell: number,
  time: Time,
  surfacePressure: number,
): void {
  const pressure = levelPressure(air.vertical, level, surfacePressure);
  const anomaly = air.background.moleFraction(air.grid.latitude[cell], pressure, time) - reference;
  const angle = blendAngle(pressure, surfacePressure);
  const [low, high] = [Math.cos(angle), Math.sin(angle)];
  for (let lane = 0; lane < layout.lanes; lane++) {
    const departure = low * fields.low[lane][cell] + high * fields.high[lane][cell];
    target[start + lane] = anomaly + departure + (offset === undefined ? 0 : offset[lane]);
  }
}
