/**
 * A few numbers a member beside mole fraction and fluxes, estimated with them: boundary offsets (boundaryOffsets.ts),
 * retrieval biases (retrievalBias.ts). Independent rows, forecast from day to day as the fluxes' parameters are,
 *     b <- rho b + sqrt(1 - rho^2) sigma z,   rho = exp(-1 day / memory),   on the first day b = sigma z,
 * z counter-based normal draws, centred over the members: without observations the mean decays to zero in `memoryDays`
 * and the variance goes to sigma^2; perturbed analyses go on as the mean does. One present value a row: what of the past still
 * matters is in the mole fraction.
 */
import { SECONDS_PER_DAY } from "../constants.js";
import type { LaneLayout } from "../fields/ensemble.js";
import { memberMean } from "../fields/members.js";
import type { Position } from "../filters/localization.js";
import { type Purpose, randomField } from "../random.js";
import { startOfDay, type Time } from "../time.js";

/** Standard deviation before any observation, in the unit of the parameters, and how long a correction lasts. */
export interface ParameterPrior {
  readonly sigma: number;
  readonly memoryDays: number;
}

/** All that a later run needs to go on. */
export interface ParameterState {
  /** Newest day that has begun; NaN before the first. */
  readonly newest: Time;
  /** [row][lane] */
  readonly values: Float64Array;
}

export interface ParameterEnsemble {
  readonly rows: number;
  /** [row][lane]; zero in lanes that are neither members nor perturbed analyses. */
  readonly values: Float64Array;
  /** Forecasts to the day of `time`, unless that has begun. @throws RangeError where a day is left out */
  beginHour(time: Time): void;
  /** A view, not a copy. */
  save(): ParameterState;
  /** Goes on where `save` was called, in an ensemble made with the same settings. */
  resume(state: ParameterState): void;
}

/** What the filter and the recorder ask of such a part of the state. Mole fractions, [mol mol-1]. */
export interface EstimatedParameters extends ParameterEnsemble {
  /** For messages: "boundary offset". */
  readonly name: string;
  /** How much of the gain an observation at a place has on a row, [0, 1]. */
  taper(position: Position, row: number): number;
  /** What the parameters say, at the places that are reported, [place][lane]. */
  reported(): Float64Array;
}

/** @param purpose of the draws */
export function createParameterEnsemble(
  { members, lanes, firstMember }: LaneLayout,
  rows: number,
  { sigma, memoryDays }: ParameterPrior,
  seed: number,
  purpose: Purpose,
): ParameterEnsemble {
  const values = new Float64Array(rows * lanes);
  let newest: Time = Number.NaN;
  const forecast = (day: Time, rho: number): void => {
    const scale = Math.sqrt(1 - rho * rho) * sigma;
    const draws = Array.from({ length: members }, (_, member) =>
      randomField(seed, purpose, firstMember + member, day / SECONDS_PER_DAY),
    );
    for (let row = 0; row < rows; row++) {
      const noise = draws.map((draw) => draw.normal(row));
      const mean = memberMean(noise, members);
      for (let member = 0; member < members; member++) {
        const i = row * lanes + member;
        values[i] = rho * values[i] + scale * (noise[member] - mean);
      }
      for (let i = row * lanes + members; i < (row + 1) * lanes; i++) values[i] *= rho;
    }
  };
  return {
    rows,
    values,
    beginHour(time) {
      const day = startOfDay(time);
      if (day === newest) return;
      if (!Number.isNaN(newest) && day !== newest + SECONDS_PER_DAY) {
        throw new RangeError("parameters are forecast day by day, and a day was left out");
      }
      forecast(day, Number.isNaN(newest) ? 0 : Math.exp(-1 / memoryDays));
      newest = day;
    },
    save: () => ({ newest, values }),
    resume(state) {
      newest = state.newest;
      values.set(state.values);
    },
  };
}
