/**
 * All that an analysis needs to go on from a 00:00 UTC: written, read back and resumed, it gives the same numbers as the
 * run that was never interrupted. Everything else follows from the configuration, the seed and the time.
 */
import type { Time } from "../time.js";
import type { FluxEnsembleState } from "./fluxEnsembles/fluxEnsemble.js";

/** What a forward run needs. */
export interface ModelState {
  /** The instant that the state stands for. */
  readonly time: Time;
  /** Anomalies of the mole fraction of every lane, [level][row][column][lane], [mol mol-1]. */
  readonly moleFraction: Float32Array;
  /** Dry air, [level][row][column], [kg]. */
  readonly airMass: Float64Array;
}

export interface RunState extends ModelState {
  readonly fluxes: FluxEnsembleState;
  /** Background fluxes of days whose posterior is not final: day, field name, [hour][cell], [mol m-2 s-1]. */
  readonly backgroundFluxes: ReadonlyMap<Time, ReadonlyMap<string, Float32Array>>;
  /** Soundings assimilated so far, and squares of their last departures [ppm2]. */
  readonly assimilated: number;
  readonly departures: readonly number[];
}
