/**
 * The windows of a two-step update: whole days from the start of the period on, the last one shorter where the period ends
 * within it. All fluxes of a window become final together, when it has been analysed.
 */
import { SECONDS_PER_DAY } from "../../constants.js";
import type { Time } from "../../time.js";

interface Windows {
  /** Whether a window, or the period, ends then. */
  endsAt(end: Time): boolean;
  /** Days of the window that ends then, from the first on; none where no window does. */
  daysUntil(end: Time): Time[];
}

export function windowsOf({ start, end: last }: { readonly start: Time; readonly end: Time }, days: number): Windows {
  const length = days * SECONDS_PER_DAY;
  const endsAt = (end: Time): boolean => end === last || (end - start) % length === 0;
  return {
    endsAt,
    daysUntil(end) {
      if (!endsAt(end)) return [];
      const own = ((end - start) % length || length) / SECONDS_PER_DAY;
      return Array.from({ length: own }, (_, day) => end - (own - day) * SECONDS_PER_DAY);
    },
  };
}
