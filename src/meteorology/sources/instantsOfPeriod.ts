/** Which instants of weather files a period needs; a hole among them, told by the steps beside it, is none of their own spacing. */
import { CoverageError } from "../../errors.js";
import { formatTime, type Time } from "../../time.js";

/** A step that is longer than this many of those before and after it is a hole. */
const HOLE = 1.5;

/**
 * @param times of the files, ascending @param shift that is added to them [s]
 * @param start,end within the shifted times
 * @returns those of `times` from the last at or before the start to the first at or after the end
 * @throws CoverageError where one is missing in between
 */
export function instantsOfPeriod(
  times: readonly Time[],
  shift: number,
  start: Time,
  end: Time,
  paths: readonly string[],
): readonly Time[] {
  const first = times.findLastIndex((time) => time + shift <= start);
  const last = times.findIndex((time) => time + shift >= end);
  const step = (i: number): number => times[i + 1] - times[i];
  for (let i = first; i < last; i++) {
    const beside = [i - 1, i + 1].filter((other) => other >= 0 && other < times.length - 1).map(step);
    if (beside.length === 0 || step(i) <= HOLE * Math.max(...beside)) continue;
    throw new CoverageError({
      where: paths.join(", "),
      found: `no weather between ${formatTime(times[i] + shift)} and ${formatTime(times[i + 1] + shift)}`,
      expected: `an instant every ${Number((Math.max(...beside) / 3600).toFixed(2))} hours, as beside it`,
      remedy: "add the files that are missing",
    });
  }
  return times.slice(first, last + 1);
}
