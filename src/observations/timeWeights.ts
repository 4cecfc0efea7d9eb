/** Which model hours stand for an observation's time: both enclosing hours by linear weights, or the nearest alone. */
import { SECONDS_PER_HOUR } from "../constants.js";
import { startOfHour, type Time } from "../time.js";

export const timeInterpolations = ["linear", "nearest"] as const;
export type TimeInterpolation = (typeof timeInterpolations)[number];

/** The model's hours before (or at) and after a time; the weights sum to 1. */
export interface TimeWeights {
  readonly before: Time;
  readonly after: Time;
  readonly weightBefore: number;
  readonly weightAfter: number;
}

/** Half past counts to the later hour. */
export function timeWeights(time: Time, interpolation: TimeInterpolation): TimeWeights {
  const before = startOfHour(time);
  const fraction = (time - before) / SECONDS_PER_HOUR;
  const weightAfter = interpolation === "linear" ? fraction : Math.floor(fraction + 0.5);
  return { before, after: before + SECONDS_PER_HOUR, weightBefore: 1 - weightAfter, weightAfter };
}
