/** Of which time files are: by their times, else by the years and months in their names. */
import { SECONDS_PER_DAY } from "../constants.js";
import { startOfDay, type Time } from "../time.js";

export interface Period {
  readonly start: Time;
  readonly end: Time;
}

/** More than a year says no more. */
const LONGEST = 366 * SECONDS_PER_DAY;

/**
 * @param times of all files @param names of the files, without folders
 * @returns whole days; those that hold all of what the files can mean first, then what they surely have
 */
export function likelyPeriods(times: readonly Time[], names: readonly string[]): Period[] {
  return (times.length > 0 ? byTimes(times) : names.flatMap(byName)).map(({ start, end }) => ({
    start,
    end: Math.min(end, start + LONGEST),
  }));
}

function byTimes(times: readonly Time[]): Period[] {
  const sorted = [...new Set(times)].toSorted((a, b) => a - b);
  const [first, last] = [sorted[0], sorted[sorted.length - 1]];
  const steps = sorted.slice(1).map((time, i) => time - sorted[i]);
  const step = steps.toSorted((a, b) => a - b)[Math.floor(steps.length / 2)] ?? 0;
  const days = step / SECONDS_PER_DAY;
  const month = { start: monthOf(first, 0), end: monthOf(last, 1) };
  const year = { start: yearOf(first, 0), end: yearOf(last, 1) };
  // Steps may be named by their start, their middle or their end.
  const [outer, ...others] = [step, step / 2, 0].map((rest) => {
    return { start: startOfDay(first), end: startOfDay(last + rest - 1) + SECONDS_PER_DAY };
  });
  const inner = { start: startOfDay(first + SECONDS_PER_DAY - 1), end: startOfDay(last) };
  const one = { start: outer.start, end: outer.start + SECONDS_PER_DAY };
  const longer = days >= 360 ? [year, month] : days >= 28 || sorted.length === 1 ? [month] : [];
  return [...(sorted.length === 1 ? [one, month, year] : [...longer, outer, ...others]), inner, one].filter(
    ({ start, end }) => end > start,
  );
}

function byName(name: string): Period[] {
  const months = [...name.matchAll(/(?<!\d)((?:19|20)\d\d)[-_]?(0[1-9]|1[0-2])(?!\d)/g)].map(([, year, month]) => {
    const start = Date.UTC(Number(year), Number(month) - 1, 1) / 1000;
    return { start, end: monthOf(start, 1) };
  });
  const short = [...name.matchAll(/_(\d\d)(0[1-9]|1[0-2])(?!\d)/g)].map(([, year, month]) => {
    const start = Date.UTC(2000 + Number(year), Number(month) - 1, 1) / 1000;
    return { start, end: monthOf(start, 1) };
  });
  const years = [...name.matchAll(/(?<!\d)(?:19|20)\d\d(?!\d)/g)].toReversed().map(([year]) => {
    const start = Date.UTC(Number(year), 0, 1) / 1000;
    return { start, end: yearOf(start, 1) };
  });
  return [...months, ...short, ...years];
}

/** Its start, or that of a later one. */
function monthOf(time: Time, later: number): Time {
  const date = new Date(time * 1000);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + later, 1) / 1000;
}

function yearOf(time: Time, later: number): Time {
  return Date.UTC(new Date(time * 1000).getUTCFullYear() + later, 0, 1) / 1000;
}
