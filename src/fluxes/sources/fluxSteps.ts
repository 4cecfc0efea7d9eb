/**
 * The interval that each time step of a flux file stands for, over which its flux is constant: from the file's time
 * bounds where it has them, else from the spacing of its time stamps; months are calendar months (UTC).
 */
import { SECONDS_PER_DAY, SECONDS_PER_HOUR } from "../../constants.js";
import { InputError } from "../../errors.js";
import { boundsOf } from "../../io/cfAxes.js";
import { readTimeBounds, readTimes } from "../../io/cfTime.js";
import type { NetcdfFile, NetcdfVariable } from "../../io/netcdf.js";
import { formatTime, type Time } from "../../time.js";

export const stepLengths = ["hourly", "3-hourly", "daily", "monthly"] as const;
export type StepLength = (typeof stepLengths)[number];

/** What part of its interval a time stamp names. */
export type TimeStamp = "start" | "middle" | "end";

export interface Interval {
  readonly start: Time;
  readonly end: Time;
}

const SECONDS: Readonly<Record<Exclude<StepLength, "monthly">, number>> = {
  hourly: SECONDS_PER_HOUR,
  "3-hourly": 3 * SECONDS_PER_HOUR,
  daily: SECONDS_PER_DAY,
};

/**
 * @param length told by the configuration; found from the spacing where it is not
 * @throws InputError where the steps do not increase or their length cannot be told
 */
export function stepIntervals(
  file: NetcdfFile,
  time: NetcdfVariable,
  length: StepLength | undefined,
  stamp: TimeStamp | undefined,
): Interval[] {
  const place = `${file.path}: variable "${time.name}"`;
  const bounds = boundsOf(file, time);
  if (bounds !== undefined) {
    const edges = readTimeBounds(bounds, time, file.path).map(wholeMinutes);
    const intervals = edges.flatMap((start, i) => (i % 2 === 0 ? [{ start, end: edges[i + 1] }] : []));
    if (!intervals.every(({ start, end }) => end > start)) {
      throw new InputError({ where: `${file.path}: variable "${bounds.name}"`, found: "bounds that do not increase" });
    }
    checkAgainstBounds(readTimes(time, file.path).map(wholeMinutes), intervals, length, stamp, place);
    return intervals;
  }
  const times = readTimes(time, file.path).map(wholeMinutes);
  for (let i = 1; i < times.length; i++) {
    if (times[i] <= times[i - 1]) {
      throw new InputError({
        where: place,
        found: `${formatTime(times[i])} after ${formatTime(times[i - 1])}`,
        expected: "times that increase",
      });
    }
  }
  const step = length === undefined ? spacing(times, place) : length === "monthly" ? length : SECONDS[length];
  if (step === "monthly") return times.map((stamped) => calendarMonth(stamp === "end" ? stamped - 1 : stamped));
  checkStamp(times, step, stamp, place);
  const offset = { start: 0, middle: step / 2, end: step }[stamp ?? "start"];
  return times.map((stamped) => ({ start: stamped - offset, end: stamped - offset + step }));
}

/** Files that write days with three decimals or more mean these. */
function wholeMinutes(time: Time): Time {
  return 60 * Math.round(time / 60);
}

/** The least spacing, of which all others (gaps) must be multiples; some 28 to 31 days are months. */
function spacing(times: readonly Time[], place: string): number | "monthly" {
  const gaps = times.slice(1).map((time, i) => time - times[i]);
  const least = Math.min(...gaps);
  if (gaps.length > 0 && least >= 28 * SECONDS_PER_DAY && least <= 31 * SECONDS_PER_DAY) return "monthly";
  const even = gaps.every((gap) => Math.abs(gap / least - Math.round(gap / least)) < 1e-3);
  if (gaps.length > 0 && even) return least;
  throw new InputError({
    where: place,
    found: gaps.length === 0 ? "one time and no bounds" : "times that are not evenly spaced",
    expected: `time bounds, or times spaced ${stepLengths.join(", ")}`,
    remedy: 'name the length of a time step in the configuration ("steps")',
  });
}

/** The calendar month that holds a time. */
export function calendarMonth(time: Time): Interval {
  const date = new Date(time * 1000);
  const start = (month: number): Time => Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + month, 1) / 1000;
  return { start: start(0), end: start(1) };
}

/** Times half-way between whole steps of the day name the middle of a step; whole days do not. */
function checkStamp(times: readonly Time[], step: number, stamp: TimeStamp | undefined, place: string): void {
  const past = (time: Time): number => (((time % step) + step) % step) / step;
  const all = (share: number): boolean => times.every((time) => Math.abs(past(time) - share) < 0.01);
  const fault = (found: string, remedy: string): InputError =>
    new InputError({ where: place, found, expected: "times that fit their stamp", remedy });
  const of = `such as ${formatTime(times[0])}, of steps of ${step / SECONDS_PER_HOUR} h`;
  if (SECONDS_PER_DAY % step === 0 && all(0.5) && stamp !== "middle") {
    const said = stamp === undefined ? "no stamp is told" : `the stamp is told to be the ${stamp}`;
    throw fault(`times half-way, ${of}, while ${said}`, 'say "stamp: middle", or give the file time bounds');
  }
  if (step === SECONDS_PER_DAY && stamp === "middle" && times.every((time) => past(time) === 0)) {
    throw fault(`times at midnight, ${of}, while the stamp is told to be the middle`, 'say "stamp: start" or "end"');
  }
}

/** What the configuration says of the steps must be what the bounds say. */
function checkAgainstBounds(
  times: readonly Time[],
  intervals: readonly Interval[],
  length: StepLength | undefined,
  stamp: TimeStamp | undefined,
  place: string,
): void {
  const fault = (key: string, told: string, found: string): InputError =>
    new InputError({
      where: place,
      found: `time bounds that say ${found}, while "${key}" says ${told}`,
      expected: "one and the same",
      remedy: `leave out "${key}": the bounds win`,
    });
  intervals.forEach(({ start, end }, i) => {
    const seconds = end - start;
    const fits =
      length === undefined ||
      (length === "monthly"
        ? seconds >= 28 * SECONDS_PER_DAY && seconds <= 31 * SECONDS_PER_DAY
        : Math.abs(seconds - SECONDS[length]) < 1);
    if (!fits) throw fault("steps", length, `steps of ${seconds / SECONDS_PER_HOUR} h`);
    const share = { start: 0, middle: 0.5, end: 1 }[stamp ?? "start"];
    if (stamp !== undefined && Math.abs((times[i] - start) / seconds - share) > 0.02) {
      throw fault("stamp", stamp, `from ${formatTime(start)} to ${formatTime(end)} for ${formatTime(times[i])}`);
    }
  });
}
