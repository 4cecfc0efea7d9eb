/**
 * What the cycle asks of an ensemble of natural fluxes. Hour by hour:
 *     beginHour -> naturalFlux (transport moves the members) -> the filter analyses stateBlocks -> finishedDays
 * `naturalFlux` always tells the present estimate of an hour: right after `beginHour` the background, on a finished
 * day the posterior. Only member lanes are written; control and truth are the caller's.
 * Fluxes are means over [time, time + 1 h), [mol m-2 s-1], positive to the atmosphere.
 */
import { SECONDS_PER_DAY, SECONDS_PER_HOUR } from "../../constants.js";
import type { Ensemble } from "../../fields/ensemble.js";
import type { StateBlock } from "../../filters/stateBlock.js";
import { formatTime, startOfDay, type Time } from "../../time.js";

/** The prior that an ensemble is built around, [cell]. `PriorFluxes` is one. */
export interface NaturalPrior {
  /** Net flux of biosphere and ocean. */
  natural(time: Time): Float64Array;
  /** Photosynthesis, or the daytime uptake that stands for it; zero or positive. */
  grossUptake(time: Time): Float64Array;
}

/** The model at the start of an hour. */
export interface HourContext {
  /** Forecast mole fraction, rows [level][cell], [mol mol-1]. */
  readonly moleFraction: Ensemble;
}

/** All that a later run needs to go on: plain numbers and arrays. */
export interface FluxEnsembleState {
  /** First and newest hour or day that has begun. */
  readonly first: Time;
  readonly newest: Time;
  readonly values: Float32Array;
}

export interface FluxEnsemble {
  readonly name: "persistent" | "paper" | "paper-stabilised";
  /** What a user can do where the ensemble diverges, with its settings. */
  readonly remedy: string;
  /** Starts a model hour; hours follow each other without a gap. */
  beginHour(time: Time, context: HourContext): void;
  /** Writes the present estimate of an hour that is held, every member. @param out [cell][lane], in the kernel memory */
  naturalFlux(time: Time, out: Float32Array): void;
  /** Spread of the prior's mean over some hours of one day, before any observation, [cell], [mol m-2 s-1]. */
  priorSpread(hours: readonly Time[]): Float64Array;
  /** What the filter updates in the hour that has begun, newest first. */
  stateBlocks(): StateBlock[];
  /**
   * Days (their 00:00 UTC) whose posterior is final once the hour `time` has been analysed: write them before the next
   * `beginHour`, which may take their place.
   * @param last whether `time` is the last hour of the run: then all days still held are final
   */
  finishedDays(time: Time, last: boolean): Time[];
  /** A view, not a copy. */
  save(): FluxEnsembleState;
  /** Goes on where `save` was called, in an ensemble made with the same settings. */
  resume(state: FluxEnsembleState): void;
}

/** Days whose last hour leaves a window of `lagHours` with the hour `time`; with `last`, those still in it too. */
export function daysLeaving(first: Time, time: Time, lagHours: number, last: boolean): Time[] {
  const leaving = time - lagHours * SECONDS_PER_HOUR;
  const days: Time[] = [];
  for (let day = startOfDay(first); day <= startOfDay(time); day += SECONDS_PER_DAY) {
    const end = day + SECONDS_PER_DAY - SECONDS_PER_HOUR;
    if (end === leaving || (last && end > leaving)) days.push(day);
  }
  return days;
}

/** @param fields of one size, at least one @returns their mean */
export function averageOf(fields: readonly Float64Array[]): Float64Array {
  return fields[0].map((_, i) => fields.reduce((sum, field) => sum + field[i], 0) / fields.length);
}

/** How long before `now` the middle of an interval is [h]. */
export function hoursSinceMiddle(start: Time, end: Time, now: Time): number {
  return (now - 0.5 * (start + end)) / SECONDS_PER_HOUR;
}

/** A cycle that asks for an hour that is not held, or leaves one out, is wrong: not a fault a user can mend. */
export function wrongHour(what: string, time: Time): RangeError {
  return new RangeError(`${what} ${formatTime(time)}`);
}
