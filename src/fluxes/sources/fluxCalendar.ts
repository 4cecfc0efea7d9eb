/**
 * Which steps of a series of flux fields stand for an hour, and how much of it each: the one there is, the ones of its own
 * dates or of dates that are shifted, or the month of any year.
 */
import { SECONDS_PER_DAY, SECONDS_PER_HOUR } from "../../constants.js";
import { CoverageError, type Fault, InputError } from "../../errors.js";
import { formatDay, formatTime, type Time } from "../../time.js";
import { type Shift, shifted } from "../inventories/calendar.js";
import type { Interval } from "./fluxSteps.js";

export interface FluxStep extends Interval {
  /** Which of the files, and which of its steps. */
  readonly file: number;
  readonly index: number;
}

/** How the dates of the files are used; `shift`: what they say of t is given as of t + seconds. */
export type FluxDates =
  | { readonly kind: "as-is" }
  | { readonly kind: "held-steady" }
  | { readonly kind: "every-year" }
  | ({ readonly kind: "shift"; readonly seconds: number } & Shift);

export interface FluxCalendar {
  /** Steps that hold part of the hour from `time`. @throws CoverageError where some of it is in none */
  at(time: Time): readonly { readonly step: number; readonly share: number }[];
  /** @throws CoverageError with every hole of the period */
  check(start: Time, end: Time): void;
  /** What is said of the dates. */
  readonly remarks: readonly string[];
}

const NAMES = "January February March April May June July August September October November December".split(" ");

/** @param steps in order of time, none over another @param where for messages @throws InputError where months are wrong */
export function fluxCalendar(steps: readonly FluxStep[], dates: FluxDates, where: string): FluxCalendar {
  const always = steps.length === 1 && steps[0].end === Infinity;
  if (always || dates.kind === "held-steady") {
    const held = always ? [] : [`${where}: the step of ${formatTime(steps[0].start)} is held steady`];
    return { at: () => [{ step: 0, share: 1 }], check() {}, remarks: held };
  }
  switch (dates.kind) {
    case "every-year":
      return everyYear(steps, where);
    case "as-is":
      return dated(steps, where, []);
    case "shift": {
      // By whole years months stay months of the calendar.
      const toRun = steps.every(isMonth) ? shifted(dates) : (time: Time) => time + dates.seconds;
      const moved = steps.map(({ start, end, ...step }) => ({ ...step, start: toRun(start), end: toRun(end) }));
      const days = Number(((moved[0].start - steps[0].start) / SECONDS_PER_DAY).toFixed(4));
      const [from, to] = [formatDay(steps[0].start), formatDay(moved[0].start)];
      return dated(moved, where, [
        `${where}: its dates are shifted by ${days > 0 ? "+" : ""}${days} days: ${from} stands for ${to}`,
      ]);
    }
  }
}

function dated(steps: readonly Interval[], where: string, remarks: readonly string[]): FluxCalendar {
  return {
    remarks,
    at: (time) => sharesOfHour(steps, time, where),
    check(start, end) {
      const faults: Fault[] = [];
      let reached = start;
      for (const step of steps) {
        if (step.end <= start) continue;
        if (step.start >= end) break;
        if (step.start > reached + 1) faults.push(hole(reached, step.start, steps, where));
        reached = Math.max(reached, step.end);
      }
      if (reached < end - 1) faults.push(hole(reached, end, steps, where));
      if (faults.length > 0) throw new CoverageError(faults);
    },
  };
}

function hole(from: Time, to: Time, steps: readonly Interval[], where: string): Fault {
  return {
    where,
    found: `no fluxes from ${formatTime(from)} to ${formatTime(to)}`,
    expected: "every hour of the run",
    remedy: `the files' fluxes run from ${formatTime(steps[0].start)} to ${formatTime(steps[steps.length - 1].end)}: add files, change the period or shift the dates`,
  };
}

/** Shares of the hour [time, time + 1 h) that fall in each interval. @throws CoverageError where some is in none */
export function sharesOfHour(
  intervals: readonly Interval[],
  time: Time,
  where: string,
): { readonly step: number; readonly share: number }[] {
  const shares: { step: number; share: number }[] = [];
  let sum = 0;
  for (let step = firstEndingAfter(intervals, time); step < intervals.length; step++) {
    const { start, end } = intervals[step];
    if (start >= time + SECONDS_PER_HOUR) break;
    const share = (Math.min(end, time + SECONDS_PER_HOUR) - Math.max(start, time)) / SECONDS_PER_HOUR;
    shares.push({ step, share });
    sum += share;
  }
  if (Math.abs(sum - 1) < 1e-3) return shares;
  throw new CoverageError({
    where,
    found: `fluxes for ${Math.round(100 * sum)} % of the hour from ${formatTime(time)}`,
    expected: "every hour of the run",
    remedy: `the files' fluxes run from ${formatTime(intervals[0].start)} to ${formatTime(intervals[intervals.length - 1].end)}: change the period or add files`,
  });
}

function firstEndingAfter(intervals: readonly Interval[], time: Time): number {
  let low = 0;
  let high = intervals.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (intervals[middle].end > time) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Each step a month, none twice; hours never lie in two. */
function everyYear(steps: readonly FluxStep[], where: string): FluxCalendar {
  const ofMonth = new Map<number, number>();
  steps.forEach(({ start, end }, step) => {
    const month = monthOf((start + end) / 2);
    const fault = (found: string): InputError =>
      new InputError({ where, found, expected: "months of one year, each once, for a climatology" });
    if (!isMonth({ start, end })) throw fault(`a step of ${daysOf({ start, end }).toFixed(2)} days`);
    if (ofMonth.has(month)) throw fault(`${NAMES[month]} twice`);
    ofMonth.set(month, step);
  });
  const stepOf = (time: Time): number => {
    const step = ofMonth.get(monthOf(time));
    if (step !== undefined) return step;
    throw new CoverageError({
      where,
      found: `no month ${NAMES[monthOf(time)]}, only ${[...ofMonth.keys()].map((month) => NAMES[month]).join(", ")}`,
      expected: "every month of the run",
      remedy: "add the files of that month",
    });
  };
  return {
    remarks: [`${where}: a climatology, the same in every year`],
    at: (time) => [{ step: stepOf(time), share: 1 }],
    check(start, end) {
      for (let time = start; time < end; time += SECONDS_PER_DAY) stepOf(time);
    },
  };
}

function daysOf({ start, end }: Interval): number {
  return (end - start) / SECONDS_PER_DAY;
}

function isMonth(interval: Interval): boolean {
  return daysOf(interval) > 27.5 && daysOf(interval) < 31.5;
}

function monthOf(time: Time): number {
  return new Date(time * 1000).getUTCMonth();
}
