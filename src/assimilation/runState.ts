/**
 * All that an analysis needs to go on from a 00:00 UTC: written, read back and resumed, it gives the same numbers as the
 * run that was never interrupted. Everything else follows from the configuration, the seed and the time.
 */
import type { Time } from "../time.js";
import type { ParameterState } from "./estimatedParameters.js";
import type { FluxEnsembleState } from "./fluxEnsembles/fluxEnsemble.js";
import type { WatchState } from "./guards/watch.js";

/** What a forward run needs. */
export interface ModelState {
  /** The instant that the state stands for. */
  readonly time: Time;
  /** Anomalies of the mole fraction of every lane, [level][row][column][lane], [mol mol-1]. */
  readonly moleFraction: Float32Array;
  /** Dry air, [level][row][column], [kg]. */
  readonly airMass: Float64Array;
}

/** Mean and spread of every reported parameter at the end of a day, [mol mol-1]. */
export interface DayEstimates {
  readonly mean: Float64Array;
  readonly spread: Float64Array;
}

export interface RunState extends ModelState {
  readonly fluxes: FluxEnsembleState;
  /** Boundary offsets and retrieval biases by name, and what was recorded of them; empty where none is estimated. */
  readonly parameters: ReadonlyMap<string, ParameterState>;
  readonly estimates: ReadonlyMap<Time, DayEstimates>;
  /** Background fluxes of days whose posterior is not final: day, field name, [hour][cell], [mol m-2 s-1]. */
  readonly backgroundFluxes: ReadonlyMap<Time, ReadonlyMap<string, Float32Array>>;
  /** What the guards remember of the last observations. */
  readonly watch: WatchState;
  /** Observations assimilated so far, and squares of their last departures [ppm2]. */
  readonly assimilated: number;
  readonly departures: readonly number[];
}
