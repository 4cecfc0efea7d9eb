/**
 * Which instants of weather files a period needs. A hole among them is a step of more than a day, or one that is longer than
 * those beside it: files may change from hours to six of them, but then go on so.
 */
import { CoverageError } from "../../errors.js";
import { formatTime, type Time } from "../../time.js";

/** A step that is longer than this many of those before and after it is a hole. */
const HOLE = 1.5;
/** So many steps on one side show that a spacing is the files' own. */
const OWN = 2;
/** Between instants that are further apart weather is no line [s]. */
const LONGEST = 86400;

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
  const steps = times.slice(1).map((time, i) => time - times[i]);
  for (let i = first; i < last; i++) {
    const sides = [steps.slice(Math.max(0, i - OWN), i), steps.slice(i + 1, i + 1 + OWN)].filter(
      ({ length }) => length > 0,
    );
    const isOwn = sides.length === 0 || sides.some((side) => side.every((step) => steps[i] <= HOLE * step));
    if (isOwn && steps[i] <= LONGEST + 60) continue;
    const usual = Math.min(LONGEST, ...sides.flat());
    throw new CoverageError({
      where: paths.join(", "),
      found: `no weather between ${formatTime(times[i] + shift)} and ${formatTime(times[i + 1] + shift)}`,
      expected: `an instant every ${Number((usual / 3600).toFixed(2))} hours${sides.length > 0 && usual < LONGEST ? ", as beside it" : " at least"}`,
      remedy: "add the files that are missing",
    });
  }
  return times.slice(first, last + 1);
}
