/**
 * The soundings of a run on their way through the model: each is simulated at the model hours that stand for its time
 * (observations/timeWeights.ts), first the earlier hour, then the later one, where it is compared and analysed.
 * A column is y = w_before H(before) x(before) + w_after H(after) x(after), for every lane.
 */
import type { Background } from "../fields/background.js";
import type { Ensemble } from "../fields/ensemble.js";
import type { Grid } from "../grids/grid.js";
import { unitVector } from "../grids/sphere.js";
import type { VerticalCoordinate } from "../grids/verticalCoordinate.js";
import { columnOperator, simulateColumn } from "../observations/columnOperator.js";
import type { ScreenedSounding } from "../observations/quality.js";
import { type TimeInterpolation, type TimeWeights, timeWeights } from "../observations/timeWeights.js";
import type { Time } from "../time.js";

/** A sounding that the model has reached. */
export interface SimulatedSounding {
  readonly sounding: ScreenedSounding;
  readonly position: readonly [number, number, number];
  /** Column of every lane, [lane], [mol mol-1]. */
  readonly column: Float64Array;
}

export interface SoundingSchedule {
  /** Takes the earlier part of the soundings that follow `time`, from the state at `time`. */
  before(time: Time, state: Ensemble, surfacePressure: Float64Array): void;
  /** The soundings to be compared at `time`, with their columns in the state at `time`; may be asked again. */
  at(time: Time, state: Ensemble, surfacePressure: Float64Array): SimulatedSounding[];
}

interface Entry {
  readonly sounding: ScreenedSounding;
  readonly weights: TimeWeights;
  readonly position: readonly [number, number, number];
  early?: Float64Array;
}

/**
 * @param soundings those that take part: in the domain and period, of good quality
 * @param start     of the run; what belongs to that very instant waits for the first forecast, an hour later
 * @param background gives the air above the model top, where it knows it
 */
export function scheduleSoundings(
  soundings: readonly ScreenedSounding[],
  grid: Grid,
  vertical: VerticalCoordinate,
  interpolation: TimeInterpolation,
  start: Time,
  background?: Pick<Background, "above">,
): SoundingSchedule {
  const byEarlier = new Map<Time, Entry[]>();
  const byLater = new Map<Time, Entry[]>();
  const insert = (table: Map<Time, Entry[]>, time: Time, entry: Entry): void => {
    const list = table.get(time);
    if (list === undefined) table.set(time, [entry]);
    else list.push(entry);
  };
  for (const sounding of soundings) {
    const { time, longitude, latitude } = sounding.retrieval;
    const nominal = timeWeights(time, interpolation);
    const atStart = nominal.weightAfter === 0 && nominal.before <= start;
    const weights = atStart ? { ...nominal, weightBefore: 0, weightAfter: 1 } : nominal;
    const entry: Entry = { sounding, weights, position: unitVector(longitude, latitude) };
    if (weights.weightAfter === 0) insert(byLater, weights.before, entry);
    else {
      insert(byLater, weights.after, entry);
      if (weights.weightBefore > 0) insert(byEarlier, weights.before, entry);
    }
  }
  const columnsAt = (entry: Entry, time: Time, state: Ensemble, surfacePressure: Float64Array): Float64Array => {
    const column = new Float64Array(state.layout.lanes);
    const above = background?.above;
    const airAbove = above && ((cell: number, pressure: number) => above(cell, pressure, time));
    simulateColumn(columnOperator(entry.sounding.retrieval, grid, vertical, surfacePressure, airAbove), state, column);
    return column;
  };
  const at: SoundingSchedule["at"] = (time, state, surfacePressure) =>
    (byLater.get(time) ?? []).map((entry) => {
      const { early, weights, sounding, position } = entry;
      const column = columnsAt(entry, time, state, surfacePressure);
      if (early !== undefined) {
        for (let lane = 0; lane < column.length; lane++) {
          column[lane] = weights.weightBefore * early[lane] + weights.weightAfter * column[lane];
        }
      }
      return { sounding, position, column };
    });
  return {
    before(time, state, surfacePressure) {
      for (const entry of byEarlier.get(time) ?? []) entry.early = columnsAt(entry, time, state, surfacePressure);
    },
    at,
  };
}
