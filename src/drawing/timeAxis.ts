/** Axes of time: a tick for each day or month that there is room for, the year where it begins. */
import { formatDay, type Time } from "../time.js";
import type { Axis } from "./plot.js";

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"] as const;
/** Least room of a label [px]. */
const ROOM = 34;

/**
 * Months at 0, 1, 2 ...
 * @param months `2016-07`, in order @param width of the panel [px]
 */
export function monthAxis(months: readonly string[], width: number): Axis {
  const every = Math.max(1, Math.ceil((ROOM * months.length) / width));
  const ticks = months.flatMap((month, i) => (i % every === 0 ? [{ at: i, text: nameOf(month) }] : []));
  return { from: -0.5, to: months.length - 0.5, title: yearsOf(months), ticks };
}

/** Days at 0, 1, 2 ... @param days in order @param width of the panel [px] */
export function dayAxis(days: readonly Time[], width: number): Axis {
  const every = [1, 2, 5, 10, 15, 30, 60].find((step) => (width * step) / days.length >= 1.3 * ROOM) ?? 60;
  const ticks = days.flatMap((day, i) => {
    if (i % every !== 0) return [];
    const [, month, dayOfMonth] = formatDay(day).split("-");
    return [{ at: i, text: `${Number(dayOfMonth)} ${MONTHS[Number(month) - 1]}` }];
  });
  return { from: -0.5, to: days.length - 0.5, title: yearsOf(days.map(formatDay)), ticks };
}

function nameOf(month: string): string {
  return MONTHS[Number(month.slice(5)) - 1];
}

/** "2016", "2015 to 2016" */
function yearsOf(dates: readonly string[]): string {
  const years = [...new Set(dates.map((date) => date.slice(0, 4)))];
  return years.length > 1 ? `${years[0]} to ${years[years.length - 1]}` : (years[0] ?? "");
}
