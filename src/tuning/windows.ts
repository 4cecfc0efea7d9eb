/** Short windows of whole days, spread evenly over a period: the first at its start, the last at its end. */
import { SECONDS_PER_DAY } from "../constants.js";
import type { Time } from "../time.js";

export interface Window {
  readonly start: Time;
  readonly end: Time;
}

/**
 * @param most number of windows @param days length of each
 * @returns as many as fit beside each other; one of the whole period where that is shorter
 */
export function spreadWindows({ start, end }: Window, most: number, days: number): Window[] {
  const length = days * SECONDS_PER_DAY;
  if (end - start <= length) return [{ start, end }];
  const count = Math.min(most, Math.floor((end - start) / length));
  const room = (end - start - length) / SECONDS_PER_DAY;
  return Array.from({ length: count }, (_, i) => {
    const first = start + Math.floor(count === 1 ? 0 : (room * i) / (count - 1)) * SECONDS_PER_DAY;
    return { start: first, end: first + length };
  });
}
