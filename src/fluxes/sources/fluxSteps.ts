/**
 * The interval that each time step of a flux file stands for, over which its flux is constant: from the file's time
 * bounds where it has them, else from the spacing of its time stamps; months are calendar months (UTC).
 */
import { SECONDS_PER_DAY, SECONDS_PER_HOUR } from "../../constants.js";
import { CoverageError, InputError } from "../../errors.js";
import { boundsOf } from "../../io/cfAxes.js";
import { readTimes } from "../../io/cfTime.js";
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
  stamp: TimeStamp,
): Interval[] {
  const place = `${file.path}: variable "${time.name}"`;
  const bounds = boundsOf(file, time);
  if (bounds !== undefined) {
    const edges = readTimes(bounds, file.path, time.attributes);
    const intervals = edges.flatMap((start, i) => (i % 2 === 0 ? [{ start, end: edges[i + 1] }] : []));
    if (intervals.every(({ start, end }) => end > start)) return intervals;
    throw new InputError({ where: `${file.path}: variable "${bounds.name}"`, found: "bounds that do not increase" });
  }
  const times = readTimes(time, file.path);
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
  if (step === "monthly") return times.map((stamped) => monthOfStamp(stamped, stamp));
  const offset = { start: 0, middle: step / 2, end: step }[stamp];
  return times.map((stamped) => ({ start: stamped - offset, end: stamped - offset + step }));
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
    remedy: `the file's fluxes run from ${formatTime(intervals[0].start)} to ${formatTime(intervals[intervals.length - 1].end)}: change the period or add files`,
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

function monthOfStamp(time: Time, stamp: TimeStamp): Interval {
  const date = new Date((stamp === "end" ? time - 1 : time) * 1000);
  const start = (month: number): Time => Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + month, 1) / 1000;
  return { start: start(0), end: start(1) };
}
