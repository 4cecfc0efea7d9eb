/**
 * Sets the initial state and the lateral boundary of every lane: the background plus the lane's perturbation
 * (moleFractionPerturbations.ts), and white noise where it is asked for (moleFractionNoise.ts). Both are float32 anomalies
 * from the ensemble's reference mole fraction.
 */
import type { Background } from "../fields/background.js";
import type { Ensemble, LaneLayout } from "../fields/ensemble.js";
import type { Grid } from "../grids/grid.js";
import { levelPressure, type VerticalCoordinate } from "../grids/verticalCoordinate.js";
import type { Time } from "../time.js";
import type { PlaceError, StructuredErrors } from "./structuredErrors.js";
import type { MoleFractionNoise, NoiseField } from "./moleFractionNoise.js";
import { blendAngle, type MoleFractionPerturbations, type PerturbationFields } from "./moleFractionPerturbations.js";

/** What both need to know of a place. */
export interface Air {
  readonly grid: Grid;
  readonly vertical: VerticalCoordinate;
  readonly background: Background;
  readonly perturbations: MoleFractionPerturbations;
  readonly noise?: MoleFractionNoise | undefined;
  /** By which the truth departs in place of a perturbation. */
  readonly truthErrors?: StructuredErrors | undefined;
}

/** What the lanes differ by: smooth fields, an offset of each lane, white noise. */
interface Departures {
  readonly fields: PerturbationFields;
  readonly offset?: Float64Array;
  readonly noise: NoiseField | undefined;
  readonly ofTruth: PlaceError | undefined;
}

/** @param surfacePressure [row][column], [Pa] */
export function setInitialState(state: Ensemble, air: Air, time: Time, surfacePressure: Float64Array): void {
  const cells = Int32Array.from({ length: air.grid.cells }, (_, cell) => cell);
  const { data, layout, reference } = state;
  const departures = {
    fields: air.perturbations.initial(),
    noise: air.noise?.initial(),
    ofTruth: air.truthErrors?.initial(time),
  };
  setLanes(data, cells, layout, reference, air, departures, time, surfacePressure);
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
  const departures = { fields, offset, noise: air.noise?.boundary(time), ofTruth: air.truthErrors?.boundary(time) };
  setLanes(boundary, perimeterCells, layout, reference, air, departures, time, surfacePressure);
}

/** @param target [level][index in `cells`][lane] */
function setLanes(
  target: Float32Array,
  cells: Int32Array,
  layout: LaneLayout,
  reference: number,
  air: Air,
  { fields: { low, high }, offset, noise, ofTruth }: Departures,
  time: Time,
  surfacePressure: Float64Array,
): void {
  const { vertical } = air;
  const { lanes } = layout;
  const means = new Float64Array(vertical.levels * cells.length);
  air.background.layers(cells, time, vertical, surfacePressure, means);
  const lower = new Float64Array(lanes);
  const upper = new Float64Array(lanes);
  const offsets = offset ?? new Float64Array(lanes);
  for (let i = 0; i < cells.length; i++) {
    const cell = cells[i];
    for (let lane = 0; lane < lanes; lane++) {
      lower[lane] = low[lane][cell];
      upper[lane] = high[lane][cell];
    }
    for (let level = 0, row = i; level < vertical.levels; level++, row += cells.length) {
      const pressure = levelPressure(vertical, level, surfacePressure[cell]);
      const angle = blendAngle(pressure, surfacePressure[cell]);
      const cosine = Math.cos(angle);
      const sine = Math.sin(angle);
      const anomaly = means[row] - reference;
      const relative = noise?.(level, cell);
      const start = row * lanes;
      for (let lane = 0; lane < lanes; lane++) {
        const departure = cosine * lower[lane] + sine * upper[lane];
        const white = relative === undefined ? 0 : means[row] * relative[lane];
        target[start + lane] = anomaly + departure + offsets[lane] + white;
      }
      if (ofTruth !== undefined && layout.truth !== undefined) {
        target[start + layout.truth] = anomaly + ofTruth(i, pressure, surfacePressure[cell]);
      }
    }
  }
}
