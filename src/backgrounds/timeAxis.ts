/**
 * Which two instants of a product stand for a time, and which times it covers. Values are linear between instants; the
 * first and the last hold half a step beyond, so that three-hourly means stamped in their middle cover whole days.
 */
import { CoverageError } from "../errors.js";
import { formatTime, type Time } from "../time.js";

/** How the dates of the files are used; `shift`: what they say of t is given as of t + seconds. */
export type BackgroundDates =
  | { readonly kind: "as-is" }
  | { readonly kind: "held-steady" }
  | { readonly kind: "shift"; readonly seconds: number };

interface Bracket {
  readonly before: number;
  readonly after: number;
  /** Weight of `after`. */
  readonly share: number;
}

interface TimeAxis {
  readonly start: Time;
  readonly end: Time;
  /** @throws CoverageError where the period is not covered or has a gap */
  check(start: Time, end: Time): void;
  /** @throws CoverageError outside */
  at(time: Time): Bracket;
}

/** A step longer than this many usual ones is a gap. */
const GAP = 1.5;

/** @param times ascending @param where for messages */
export function timeAxis(times: readonly Time[], dates: BackgroundDates, where: string): TimeAxis {
  if (dates.kind === "held-steady") {
    return { start: -Infinity, end: Infinity, check() {}, at: () => ({ before: 0, after: 0, share: 0 }) };
  }
  const shift = dates.kind === "shift" ? dates.seconds : 0;
  const steps = times.slice(1).map((time, i) => time - times[i]);
  const usual = [...steps].sort((a, b) => a - b)[Math.floor(steps.length / 2)] ?? 0;
  const last = times.length - 1;
  const start = times[0] - usual / 2 + shift;
  const end = times[last] + usual / 2 + shift;
  const outside = (time: Time): CoverageError =>
    new CoverageError({
      where,
      found: `no CO2 field for ${formatTime(time)}`,
      expected: `a time from ${formatTime(start)} to ${formatTime(end)}`,
      remedy: "add files, change the period, shift the dates, or hold one instant steady",
    });
  const at = (time: Time): Bracket => {
    if (!(time >= start && time <= end)) throw outside(time);
    const original = time - shift;
    if (original <= times[0]) return { before: 0, after: 0, share: 0 };
    if (original >= times[last]) return { before: last, after: last, share: 0 };
    const after = times.findIndex((other) => other >= original);
    const share = (original - times[after - 1]) / (times[after] - times[after - 1]);
    return { before: after - 1, after, share };
  };
  return {
    start,
    end,
    at,
    check(from, to) {
      const { before } = at(from);
      const { after } = at(to);
      const gaps = Array.from({ length: after - before }, (_, i) => before + i).filter((i) => steps[i] > GAP * usual);
      if (gaps.length === 0) return;
      throw new CoverageError(
        gaps.map((i) => ({
          where,
          found: `no CO2 field between ${formatTime(times[i] + shift)} and ${formatTime(times[i + 1] + shift)}`,
          expected: `one every ${usual / 3600} hours, as elsewhere in these files`,
          remedy: "add the files that are missing",
        })),
      );
    },
  };
}
