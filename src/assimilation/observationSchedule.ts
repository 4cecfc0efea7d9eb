/**
 * The observations of a run on their way through the model: each is simulated at the model hours that stand for its time
 * (observations/timeWeights.ts), first the earlier hour, then the later one, where it is compared and analysed.
 * A simulated observation is y = w_before H(before) x(before) + w_after H(after) x(after), for every lane; the lane of a twin's
 * truth has an H of its own (observations/observationOperator.ts).
 */
import type { Background } from "../fields/background.js";
import { atRows, type Ensemble } from "../fields/ensemble.js";
import type { Grid } from "../grids/grid.js";
import { unitVector } from "../grids/sphere.js";
import type { VerticalCoordinate } from "../grids/verticalCoordinate.js";
import { type LinearOperator, simulateObservation } from "../observations/linearOperator.js";
import type { AirAbove } from "../observations/columnOperator.js";
import { bilinearWeights } from "../grids/interpolation.js";
import { type ColumnForm, observationOperator, truthOperator } from "../observations/observationOperator.js";
import type { Retrieval } from "../observations/retrieval.js";
import { pointPressure } from "../observations/pointOperator.js";
import type { ScreenedObservation } from "../observations/screenedObservation.js";
import { type TimeInterpolation, type TimeWeights, timeWeights } from "../observations/timeWeights.js";
import type { Time } from "../time.js";
import { displacementVariances } from "./displacementVariance.js";

/** An observation that the model has reached. */
export interface SimulatedObservation {
  readonly screened: ScreenedObservation;
  readonly position: readonly [number, number, number];
  /** Simulated observation of every lane, [lane], [mol mol-1]. */
  readonly values: Float64Array;
  /** Where the air of a point observation is [Pa]; absent for a column. */
  readonly pressure?: number;
  /** Surface pressure of a retrieval less that of the model there [Pa]; absent for a point. */
  readonly groundDifference?: number;
  /** Error variance of a column for winds that are wrong [(mol mol-1)^2]; absent where none is asked for. */
  readonly displacementVariance?: number;
}

export interface ObservationSchedule {
  /** Takes the earlier part of the observations that follow `time`, from the state at `time`. */
  before(time: Time, state: Ensemble, surfacePressure: Float64Array): void;
  /** The observations to be compared at `time`, simulated in the state at `time`; may be asked again. */
  at(time: Time, state: Ensemble, surfacePressure: Float64Array): SimulatedObservation[];
}

interface Entry {
  readonly screened: ScreenedObservation;
  readonly weights: TimeWeights;
  readonly position: readonly [number, number, number];
  early?: Float64Array;
}

/** How the model is sampled. */
export interface Sampling {
  readonly time: TimeInterpolation;
  readonly column: ColumnForm;
  /** Of plumes against those of the atmosphere, deviation in each direction [m]; absent where it is not asked for. */
  readonly displacement?: number | undefined;
}

/**
 * @param observations those that take part: in the domain and period, of good quality
 * @param start     of the run; what belongs to that very instant waits for the first forecast, an hour later
 * @param background gives the air above the model top, where it knows it
 */
export function scheduleObservations(
  observations: readonly ScreenedObservation[],
  grid: Grid,
  vertical: VerticalCoordinate,
  sampling: Sampling,
  start: Time,
  background?: Pick<Background, "above">,
): ObservationSchedule {
  const { byEarlier, byLater } = entriesByHour(observations, sampling.time, start);
  const above = background?.above;
  const airAboveAt = (time: Time): AirAbove | undefined => above && ((cell, pressure) => above(cell, pressure, time));
  /** @returns of each entry, [lane] */
  const valuesAt = (
    entries: readonly Entry[],
    time: Time,
    state: Ensemble,
    surfacePressure: Float64Array,
  ): Float64Array[] => {
    const { truth } = state.layout;
    const airAbove = airAboveAt(time);
    const operators = entries.map(({ screened: { observation } }) => ({
      ofModel: observationOperator(observation, grid, vertical, surfacePressure, sampling.column, airAbove),
      ...(truth !== undefined && {
        ofTruth: truthOperator(observation, grid, vertical, surfacePressure, airAbove),
      }),
    }));
    return simulateAll(operators, state);
  };
  const at: ObservationSchedule["at"] = (time, state, surfacePressure) => {
    const entries = byLater.get(time) ?? [];
    const simulated = valuesAt(entries, time, state, surfacePressure);
    const displacements = displacementsOf(entries, sampling.displacement, state, (column) =>
      observationOperator(column, grid, vertical, surfacePressure, sampling.column, airAboveAt(time)),
    );
    return entries.map((entry, e) => {
      const { early, weights, screened, position } = entry;
      const values = simulated[e];
      if (early !== undefined) {
        for (let lane = 0; lane < values.length; lane++) {
          values[lane] = weights.weightBefore * early[lane] + weights.weightAfter * values[lane];
        }
      }
      const { observation } = screened;
      if (observation.kind === "column") {
        const displacementVariance = displacements.get(observation);
        return {
          screened,
          position,
          values,
          groundDifference: groundDifference(observation, grid, surfacePressure),
          ...(displacementVariance !== undefined && { displacementVariance }),
        };
      }
      return { screened, position, values, pressure: pointPressure(observation, grid, surfacePressure) };
    });
  };
  return {
    before(time, state, surfacePressure) {
      const entries = byEarlier.get(time) ?? [];
      const simulated = valuesAt(entries, time, state, surfacePressure);
      entries.forEach((entry, e) => {
        entry.early = simulated[e];
      });
    },
    at,
  };
}

/** Where each observation is simulated first, if anywhere, and where it is compared. */
function entriesByHour(
  observations: readonly ScreenedObservation[],
  interpolation: TimeInterpolation,
  start: Time,
): Readonly<Record<"byEarlier" | "byLater", ReadonlyMap<Time, readonly Entry[]>>> {
  const byEarlier = new Map<Time, Entry[]>();
  const byLater = new Map<Time, Entry[]>();
  const insert = (table: Map<Time, Entry[]>, time: Time, entry: Entry): void => {
    const list = table.get(time);
    if (list === undefined) table.set(time, [entry]);
    else list.push(entry);
  };
  for (const screened of observations) {
    const { time, longitude, latitude } = screened.observation;
    const nominal = timeWeights(time, interpolation);
    const atStart = nominal.weightAfter === 0 && nominal.before <= start;
    const weights = atStart ? { ...nominal, weightBefore: 0, weightAfter: 1 } : nominal;
    const entry: Entry = { screened, weights, position: unitVector(longitude, latitude) };
    if (weights.weightAfter === 0) insert(byLater, weights.before, entry);
    else {
      insert(byLater, weights.after, entry);
      if (weights.weightBefore > 0) insert(byEarlier, weights.before, entry);
    }
  }
  return { byEarlier, byLater };
}

/** @returns variance of each retrieval that may be assimilated or validate [(mol mol-1)^2] */
function displacementsOf(
  entries: readonly Entry[],
  displacement: number | undefined,
  state: Ensemble,
  operatorOf: (column: Retrieval) => LinearOperator,
): ReadonlyMap<Retrieval, number> {
  if (displacement === undefined) return new Map();
  const columns = entries.flatMap(({ screened: { fate, observation } }) =>
    observation.kind === "column" && (fate === "assimilated" || fate === "validation") ? [observation] : [],
  );
  const variances = displacementVariances(columns, displacement, operatorOf, state);
  return new Map(columns.map((column, c) => [column, variances[c]]));
}

/** How an observation sees the model, and the truth's lane where there is one. */
interface Operators {
  readonly ofModel: LinearOperator;
  readonly ofTruth?: LinearOperator;
}

/** @returns of each observation, [lane] */
function simulateAll(operators: readonly Operators[], state: Ensemble): Float64Array[] {
  const { lanes, truth } = state.layout;
  const rows = operators.flatMap(({ ofModel, ofTruth }) => [...ofModel.rows, ...(ofTruth?.rows ?? [])]);
  const seen = atRows(state, Int32Array.from(new Set(rows)));
  return operators.map(({ ofModel, ofTruth }) => {
    const values = new Float64Array(lanes);
    simulateObservation(ofModel, seen, values);
    if (truth !== undefined && ofTruth !== undefined) {
      const ofLanes = new Float64Array(lanes);
      simulateObservation(ofTruth, seen, ofLanes);
      values[truth] = ofLanes[truth];
    }
    return values;
  });
}

/** @param surfacePressure [row][column], [Pa] @returns [Pa] */
function groundDifference(
  { pressure, longitude, latitude }: Retrieval,
  grid: Grid,
  surfacePressure: Float64Array,
): number {
  const weights = bilinearWeights(grid, longitude, latitude);
  const ofModel = weights.reduce((sum, { cell, weight }) => sum + weight * surfacePressure[cell], 0);
  return pressure[pressure.length - 1] - ofModel;
}
