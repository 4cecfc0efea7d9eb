/** The parts of a scored period that numbers are told for: all of it, years, months, seasons. */
import { formatDay, type Time } from "../time.js";

const SEASONS = ["DJF", "MAM", "JJA", "SON"] as const;
export type SeasonName = (typeof SEASONS)[number];

/** `2009-09` */
export function monthOf(time: Time): string {
  return formatDay(time).slice(0, 7);
}

/** @param month `2009-09` @returns three letters of its months */
export function seasonOf(month: string): SeasonName {
  return SEASONS[Math.floor((Number(month.slice(5)) % 12) / 3)];
}

/**
 * @param times in order or not
 * @returns "whole", then years and months where there are several of them: a time is of a period that its month begins with
 */
export function periodsOf(times: readonly Time[]): string[] {
  const months = [...new Set(times.map(monthOf))].sort();
  const years = [...new Set(months.map((month) => month.slice(0, 4)))];
  return ["whole", ...(years.length > 1 ? years : []), ...(months.length > 1 ? months : [])];
}

export function isIn(period: string, time: Time): boolean {
  return period === "whole" || monthOf(time).startsWith(period);
}
