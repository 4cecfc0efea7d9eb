/** How many observations each day of a period is to assimilate. */
import { SECONDS_PER_DAY, SECONDS_PER_HOUR } from "../constants.js";
import type { Inputs } from "../experiments/setup/inputs.js";
import { screenedObservations } from "../experiments/setup/observations.js";
import type { Time } from "../time.js";

/** @returns [day], before the gross check; zeros of a run that assimilates nothing */
export function countDays(inputs: Inputs): number[] {
  const { start, end } = inputs.plan.period;
  const counts = Array.from({ length: (end - start) / SECONDS_PER_DAY }, () => 0);
  for (const time of timesToAssimilate(inputs)) counts[Math.floor((time - start) / SECONDS_PER_DAY)]++;
  return counts;
}

/** @returns most of them in one hour */
export function mostAtOnce(inputs: Inputs): number {
  const hours = new Map<number, number>();
  for (const time of timesToAssimilate(inputs)) {
    const hour = Math.floor(time / SECONDS_PER_HOUR);
    hours.set(hour, (hours.get(hour) ?? 0) + 1);
  }
  return Math.max(0, ...hours.values());
}

function timesToAssimilate(inputs: Inputs): Time[] {
  return screenedObservations(inputs)
    .filter(({ fate }) => fate === "assimilated")
    .map(({ observation }) => observation.time);
}
