/**
 * Times of a netCDF file by the CF conventions (cfconventions.org, section 4.4): "<unit> since <date>" in the Gregorian
 * calendar, as seconds since 1970-01-01T00:00Z, rounded to the millisecond.
 */
import { SECONDS_PER_DAY, SECONDS_PER_HOUR } from "../constants.js";
import { InputError } from "../errors.js";
import type { Time } from "../time.js";
import type { NetcdfVariable } from "./netcdf.js";

const CALENDARS: readonly string[] = ["standard", "gregorian", "proleptic_gregorian"];
const UNITS: readonly (readonly [RegExp, number])[] = [
  [/^(s|secs?|seconds?)$/, 1],
  [/^(min|mins|minutes?)$/, 60],
  [/^(h|hrs?|hours?)$/, SECONDS_PER_HOUR],
  [/^(d|days?)$/, SECONDS_PER_DAY],
];

const SINCE =
  /^\s*(\w+)\s+since\s+(\d{1,4})-(\d{1,2})-(\d{1,2})(?:[T ]+(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:\.\d*)?)?)?\s*(?:Z|UTC|\+?00:?00)?\s*$/i;

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
  const unit = UNITS.find(([pattern]) => pattern.test((match?.[1] ?? "").toLowerCase()))?.[1];
  if (match === null || unit === undefined) {
    throw new InputError({
      where: place,
      found: `units "${String(units)}"`,
      expected: 'seconds, minutes, hours or days since a date in UTC, such as "hours since 2010-01-01 00:00:00"',
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
  const origin = Date.UTC(year, month - 1, day, hour, minute, second) / 1000;
  return Array.from(variable.read(), (value, index) => {
    if (!Number.isFinite(value)) {
      throw new InputError({ where: place, found: `no number at position ${index}`, expected: "a time" });
    }
    return Math.round((origin + value * unit) * 1000) / 1000;
  });
}
