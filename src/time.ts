/**
 * Time is UTC, in seconds since 1970-01-01T00:00Z, without leap seconds; an interval is named by its start.
 */
import { SECONDS_PER_DAY, SECONDS_PER_HOUR } from "./constants.js";

/** Seconds since 1970-01-01T00:00Z. */
export type Time = number;

const ISO = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2})(?::(\d{2})(?::(\d{2})(?:\.\d+)?)?)?Z?)?$/;

/**
 * Reads `2009-09-01`, `2009-09-01T06`, `2009-09-01T06:30` or `...:30:15Z` as UTC.
 * @returns undefined where the text is no such date
 * @example
 * import { parseTime } from "openjdas";
 *
 * parseTime("2009-09-01T06"); // => 1251784800
 * parseTime("2009-02-30"); // => undefined
 */
export function parseTime(text: string): Time | undefined {
  const match = ISO.exec(text.trim());
  if (match === null) return undefined;
  const [year, month, day, hour, minute, second] = match.slice(1).map((part) => Number(part ?? 0)) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const time = Date.UTC(year, month - 1, day, hour, minute, second) / 1000;
  const date = new Date(time * 1000);
  const real = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return real && hour < 24 && minute < 60 && second < 60 ? time : undefined;
}

/**
 * @returns `2009-09-01T06:30Z`, to the minute
 * @example
 * import { formatTime } from "openjdas";
 *
 * formatTime(1251784800); // => "2009-09-01T06:00Z"
 */
export function formatTime(time: Time): string {
  return `${new Date(Math.round(time) * 1000).toISOString().slice(0, 16)}Z`;
}

/**
 * @returns `2009-09-01`
 * @example
 * import { formatDay } from "openjdas";
 *
 * formatDay(1251784800); // => "2009-09-01"
 */
export function formatDay(time: Time): string {
  return new Date(Math.floor(time) * 1000).toISOString().slice(0, 10);
}

/**
 * @returns the start of the UTC hour that holds `time`
 * @example
 * import { formatTime, startOfHour } from "openjdas";
 *
 * formatTime(startOfHour(1251787500)); // => "2009-09-01T06:00Z"
 */
export function startOfHour(time: Time): Time {
  return Math.floor(time / SECONDS_PER_HOUR) * SECONDS_PER_HOUR;
}

/**
 * @returns the start of the UTC day that holds `time`
 * @example
 * import { formatTime, startOfDay } from "openjdas";
 *
 * formatTime(startOfDay(1251787500)); // => "2009-09-01T00:00Z"
 */
export function startOfDay(time: Time): Time {
  return Math.floor(time / SECONDS_PER_DAY) * SECONDS_PER_DAY;
}

/** @returns the starts of the hours of a UTC day */
export function hoursOfDay(day: Time): Time[] {
  return Array.from({ length: SECONDS_PER_DAY / SECONDS_PER_HOUR }, (_, hour) => day + hour * SECONDS_PER_HOUR);
}

/** @returns days since 1 January 00Z of the same year, with fraction [0, 366) */
export function dayOfYear(time: Time): number {
  const january = Date.UTC(new Date(time * 1000).getUTCFullYear(), 0, 1) / 1000;
  return (time - january) / SECONDS_PER_DAY;
}

/** Mean solar time at a longitude. @param longitude [degrees east] @returns hours in [0, 24) */
export function localSolarHour(time: Time, longitude: number): number {
  const hours = time / SECONDS_PER_HOUR + longitude / 15;
  return ((hours % 24) + 24) % 24;
}
