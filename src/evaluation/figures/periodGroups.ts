/** Groups of days for bars and series: months, or single days where a run has fewer than three months. */
import { SECONDS_PER_DAY } from "../../constants.js";
import type { Axis } from "../../drawing/plot.js";
import { dayAxis, monthAxis } from "../../drawing/timeAxis.js";
import { formatDay, type Time } from "../../time.js";
import type { FigureInput } from "./runFigure.js";

/** Months from which on a series is one of months. */
export const FEWEST_MONTHS = 3;

export interface PeriodGroups {
  readonly by: "month" | "day";
  /** `2016-07` or `2016-07-03`, all of the scored period in order. */
  readonly names: readonly string[];
  /** Place on the axis of what is of a day. @param day ISO date */
  readonly placeOf: (day: string) => number;
  /** @param width of the panel [px] */
  readonly axis: (width: number) => Axis;
}

export function periodGroups({ description: { scoredFrom, end } }: FigureInput): PeriodGroups {
  const days: Time[] = [];
  for (let day = scoredFrom; day < end; day += SECONDS_PER_DAY) days.push(day);
  const months = [...new Set(days.map((day) => formatDay(day).slice(0, 7)))];
  if (months.length >= FEWEST_MONTHS) {
    return {
      by: "month",
      names: months,
      placeOf: (day) => months.indexOf(day.slice(0, 7)),
      axis: (width) => monthAxis(months, width),
    };
  }
  const names = days.map(formatDay);
  return { by: "day", names, placeOf: (day) => names.indexOf(day), axis: (width) => dayAxis(days, width) };
}
