/**
 * Times of a netCDF file by the CF conventions (cfconventions.org, section 4.4): "<unit> since <date>", as seconds since
 * 1970-01-01T00:00Z, rounded to the millisecond. The calendar `standard` (also called gregorian, and meant where none is
 * named) is the Julian one before 15 October 1582, and has no year 0; `proleptic_gregorian` is the Gregorian one always; in
 * `noleap` (`365_day`) no year has a 29 February, and a date stands for the same date of the Gregorian calendar. Numbers of
 * 32 bits stand for the roundest time that they can mean.
 */
import { SECONDS_PER_DAY, SECONDS_PER_HOUR } from "../constants.js";
import { InputError } from "../errors.js";
import type { Time } from "../time.js";
import type { NetcdfAttribute, NetcdfVariable } from "./netcdf.js";

const WITHOUT_LEAP_DAYS: readonly string[] = ["noleap", "365_day"];
const CALENDARS: readonly string[] = ["standard", "gregorian", "proleptic_gregorian", ...WITHOUT_LEAP_DAYS];
const UNITS: readonly (readonly [RegExp, number])[] = [
  [/^(ms|msecs?|milliseconds?)$/, 1e-3],
  [/^(s|secs?|seconds?)$/, 1],
  [/^(min|mins|minutes?)$/, 60],
  [/^(h|hrs?|hours?)$/, SECONDS_PER_HOUR],
  [/^(d|days?)$/, SECONDS_PER_DAY],
];

const SINCE =
  /^\s*(\w+)\s+since\s+(\d{1,4})-(\d{1,2})-(\d{1,2})(?:[T ]+(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:\.\d*)?)?)?\s*(?:Z|UTC|GMT|\+?00:?00)?\s*$/i;

/** Seconds from 1970 to the year 10000, beyond which no date is meant. */
const MOST = 2.5e11;

/** Julian day number of 1970-01-01, and that of the first Gregorian day, 1582-10-15. */
const JULIAN_DAY_OF_1970 = 2440588;
const FIRST_GREGORIAN_DAY = 2299161;

/** Seconds in a unit of time; undefined where it is none. */
export function secondsOf(unit: NetcdfAttribute | undefined): number | undefined {
  return UNITS.find(([pattern]) =>
    pattern.test(
      String(unit ?? "")
        .trim()
        .toLowerCase(),
    ),
  )?.[1];
}

/** Whether a variable counts time since a date. */
export function isTime(variable: NetcdfVariable): boolean {
  const { units } = variable.attributes;
  return typeof units === "string" && /\bsince\b/i.test(units);
}

/**
 * @param variable numbers of any shape; the unit may be given by another variable's attributes (bounds have none)
 * @param where    the file, for the error
 * @throws InputError where the unit or the calendar is not one of the above, or a number is missing
 */
export function readTimes(
  variable: NetcdfVariable,
  where: string,
  attributes: NetcdfVariable["attributes"] = variable.attributes,
): Time[] {
  const place = `${where}: variable "${variable.name}"`;
  const { units, calendar } = attributes;
  const match = typeof units === "string" ? SINCE.exec(units) : null;
  const unit = secondsOf(match?.[1]);
  if (match === null || unit === undefined) {
    throw new InputError({
      where: place,
      found: units === undefined ? "no units" : `units "${String(units)}"`,
      expected: 'seconds, minutes, hours or days since a date in UTC, such as "hours since 2010-01-01 00:00:00"',
      remedy: /%Y/i.test(String(units))
        ? "write relative times, with `cdo -r copy`"
        : "mend the attribute, for example with `ncatted`",
    });
  }
  if (calendar !== undefined && !CALENDARS.includes(String(calendar).toLowerCase())) {
    throw new InputError({
      where: place,
      found: `calendar "${String(calendar)}"`,
      expected: `one of ${CALENDARS.join(", ")}`,
      remedy: "convert the file's times to the Gregorian calendar",
    });
  }
  const [year, month, day, hour, minute, second] = match.slice(2, 8).map((part) => Number(part ?? 0));
  const named = String(calendar).toLowerCase();
  const noLeapDays = WITHOUT_LEAP_DAYS.includes(named);
  if (year === 0 && !noLeapDays && named !== "proleptic_gregorian") {
    throw new InputError({
      where: place,
      found: `units "${String(units)}" in the calendar "standard", which has no year 0: programs that count from it are two days apart`,
      expected: "a date from the year 1 on",
      remedy: 'name the calendar that was meant, such as "proleptic_gregorian", with `ncatted`',
    });
  }
  const days = noLeapDays ? daysWithoutLeap : named === "proleptic_gregorian" ? gregorianDays : standardDays;
  const origin = days(year, month, day) * SECONDS_PER_DAY + hour * SECONDS_PER_HOUR + minute * 60 + second;
  const values = variable.read();
  const doubts = doubtsOf(values);
  return Array.from(values, (value, index) => {
    if (!Number.isFinite(value)) {
      throw new InputError({ where: place, found: `no number at position ${index}`, expected: "a time" });
    }
    const told = Math.round(roundest(origin + value * unit, doubts[index] * unit) * 1000) / 1000;
    const time = noLeapDays ? withLeapDays(told) : told;
    if (Math.abs(time) > MOST) {
      const found = `${value} ${String(units)} at position ${index}`;
      throw new InputError({ where: place, found, expected: "a date before the year 10000" });
    }
    return time;
  });
}

/**
 * @param bounds of `time`, in its units and calendar where they have none of their own
 * @throws InputError as `readTimes`
 */
export function readTimeBounds(bounds: NetcdfVariable, time: NetcdfVariable, where: string): Time[] {
  return readTimes(bounds, where, { ...time.attributes, ...bounds.attributes });
}

/** Half of what numbers of 32 bits cannot tell apart; 0 of others. */
function doubtsOf(values: Float64Array): Float64Array {
  if (values.some((value) => value !== Math.fround(value))) return new Float64Array(values.length);
  return values.map((value) => (value === 0 ? 0 : 2 ** (Math.floor(Math.log2(Math.abs(value))) - 24)));
}

/** Days, parts of them, hours, minutes [s]. */
const ROUND = [86400, 43200, 21600, 10800, 3600, 1800, 900, 600, 300, 60];
/** Less than so many seconds is of no matter, and more than so many leaves open what is meant. */
const DOUBTFUL = [0.5, 900] as const;

/** @param doubt how far the time may be off [s] */
function roundest(time: Time, doubt: number): Time {
  if (!(doubt > DOUBTFUL[0] && doubt < DOUBTFUL[1])) return time;
  const unit = ROUND.find((one) => Math.abs(time - one * Math.round(time / one)) <= doubt);
  return unit === undefined ? time : unit * Math.round(time / unit);
}

/** Days since 1970-01-01; years below 100 are taken literally. */
function gregorianDays(year: number, month: number, day: number): number {
  return new Date(0).setUTCFullYear(year, month - 1, day) / 1000 / SECONDS_PER_DAY;
}

/** The Julian calendar as long as it held (Meeus 1998, Astronomical Algorithms, chapter 7). */
function standardDays(year: number, month: number, day: number): number {
  const [y, m] = month > 2 ? [year, month] : [year - 1, month + 12];
  const julian = Math.floor(365.25 * (y + 4716)) + Math.floor(30.6001 * (m + 1)) + day - 1524;
  const gregorian = gregorianDays(year, month, day);
  return gregorian + JULIAN_DAY_OF_1970 >= FIRST_GREGORIAN_DAY ? gregorian : julian - JULIAN_DAY_OF_1970;
}

/** Days since 1970-01-01 in a calendar whose years have 365 days. */
function daysWithoutLeap(year: number, month: number, day: number): number {
  return 365 * (year - 1970) + gregorianDays(1970, month, day);
}

/** @param time seconds since 1970 in that calendar @returns those of the same date in the Gregorian one */
function withLeapDays(time: Time): Time {
  const year = Math.floor(time / (365 * SECONDS_PER_DAY));
  const ofYear = time - 365 * SECONDS_PER_DAY * year;
  const [from, to] = [1970, 1971].map((first) => gregorianDays(first + year, 1, 1));
  const after = to - from === 366 && ofYear >= 59 * SECONDS_PER_DAY ? 1 : 0;
  return (from + after) * SECONDS_PER_DAY + ofYear;
}
