/** Months and years of the calendar (UTC) as intervals, how they are called, and a year that stands for another. */
import { formatDay, type Time } from "../../time.js";
import type { Interval } from "../sources/fluxSteps.js";

/** @param month 1 to 12; 13 is January of the next year */
function firstOf(year: number, month: number): Time {
  return Date.UTC(year, month - 1, 1) / 1000;
}

export function monthOf(year: number, month: number): Interval {
  return { start: firstOf(year, month), end: firstOf(year, month + 1) };
}

export function yearOf(year: number): Interval {
  return { start: firstOf(year, 1), end: firstOf(year + 1, 1) };
}

/** @returns "2016", "2016-07", or the first and last day */
export function nameOf({ start, end }: Interval): string {
  const day = formatDay(start);
  const year = Number(day.slice(0, 4));
  if (start === firstOf(year, 1) && end === firstOf(year + 1, 1)) return day.slice(0, 4);
  const month = Number(day.slice(5, 7));
  if (start === firstOf(year, month) && end === firstOf(year, month + 1)) return day.slice(0, 7);
  return `${day} to ${formatDay(end - 1)}`;
}

/** Gives what files say of one time as that of another. */
export interface Shift {
  readonly shiftFrom: Time;
  readonly shiftTo: Time;
}

/** How the dates of an inventory are used; `every-year`: one year stands for each. */
export type InventoryDates =
  | { readonly kind: "as-is" }
  | { readonly kind: "every-year" }
  | ({ readonly kind: "shift" } & Shift);

/** @returns of the run, what an interval of the files stands for @param period of the run */
export function standingFor(dates: InventoryDates, period: Interval): (interval: Interval) => readonly Interval[] {
  switch (dates.kind) {
    case "as-is":
      return (interval) => [interval];
    case "shift": {
      const toRun = shifted(dates);
      return ({ start, end }) => [{ start: toRun(start), end: toRun(end) }];
    }
    case "every-year": {
      const [first, last] = [period.start, period.end - 1].map(yearAt);
      const years = Array.from({ length: last - first + 1 }, (_, i) => first + i);
      return (interval) => {
        const [start, end] = [interval.start, interval.end].map((time) => new Date(time * 1000));
        return years.map((year) => {
          const by = year - start.getUTCFullYear();
          return { start: inYears(start, by), end: inYears(end, by) };
        });
      };
    }
  }
}

export function yearAt(time: Time): number {
  return new Date(time * 1000).getUTCFullYear();
}

/**
 * From the time of the files to that of the run. Where both dates differ by whole years, months stay months of the
 * calendar, and a leap day is one of the month that it ends.
 */
export function shifted({ shiftFrom, shiftTo }: Shift): (time: Time) => Time {
  const [from, to] = [new Date(shiftFrom * 1000), new Date(shiftTo * 1000)];
  const years = to.getUTCFullYear() - from.getUTCFullYear();
  if (inYears(from, years) !== shiftTo) return (time) => time - shiftFrom + shiftTo;
  return (time) => inYears(new Date(time * 1000), years);
}

/** The same day and hour in a year; 29 February where there is one, else 1 March. */
export function inYear(time: Time, year: number): Time {
  return inYears(new Date(time * 1000), year - yearAt(time));
}

function inYears(date: Date, years: number): Time {
  return new Date(date.getTime()).setUTCFullYear(date.getUTCFullYear() + years) / 1000;
}
