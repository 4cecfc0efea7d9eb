/**
 * Times given as year, month, day, hour, minute and second (UTC), as CarbonTracker writes them beside or in the place of
 * a time that counts from a date: `time_components`, formerly `date_components`.
 */
import { InputError } from "../errors.js";
import { formatTime, type Time } from "../time.js";
import { isTime, readTimes } from "./cfTime.js";
import type { NetcdfFile, NetcdfVariable } from "./netcdf.js";
import { numberVariable, overlayNetcdf } from "./overlayNetcdf.js";

const COMPONENTS = ["time_components", "date_components"];
const TIMES = ["time", "date"];
/** The two may differ by this much [s]: those who write them round. */
const TOLERANCE = 60;

/**
 * @returns the file, with a time made of the components where it has no other
 * @throws InputError where the two say different times
 */
export function withComponentTimes(file: NetcdfFile): NetcdfFile {
  const name = COMPONENTS.find((one) => file.has(one));
  if (name === undefined) return file;
  const components = file.variable(name);
  const [steps, parts] = components.shape;
  if (components.shape.length !== 2 || parts !== 6) return file;
  const times = timesOf(components.read(), `${file.path}: variable "${name}"`);
  const counted = TIMES.find((one) => file.has(one) && isTime(file.variable(one)));
  if (counted !== undefined) {
    checkSame(times, file.variable(counted), file.path, name);
    return file;
  }
  const [dimension] = components.dimensions;
  return overlayNetcdf(file, [
    numberVariable(dimension, [dimension], [steps], Float64Array.from(times), {
      units: "seconds since 1970-01-01 00:00:00",
      standard_name: "time",
    }),
  ]);
}

function timesOf(numbers: Float64Array, where: string): Time[] {
  return Array.from({ length: numbers.length / 6 }, (_, step) => {
    const [year, month, day, hour, minute, second] = numbers.subarray(6 * step, 6 * step + 6);
    const time = Date.UTC(year, month - 1, day, hour, minute, second) / 1000;
    if (Number.isFinite(time) && month >= 1 && month <= 12 && day >= 1 && day <= 31) return time;
    const found = [year, month, day, hour, minute, second].join(" ");
    throw new InputError({ where, found, expected: "year, month, day, hour, minute and second" });
  });
}

function checkSame(times: readonly Time[], counted: NetcdfVariable, path: string, name: string): void {
  readTimes(counted, path).forEach((time, step) => {
    if (Math.abs(time - times[step]) <= TOLERANCE) return;
    throw new InputError({
      where: `${path}: step ${step}`,
      found: `${formatTime(time)} in "${counted.name}" and ${formatTime(times[step])} in "${name}"`,
      expected: "the same time",
      remedy: "check the calendar and the date that the time counts from",
    });
  });
}
