/**
 * The times at which the steps of a variable are valid, not those at which a forecast began (CF-1.11, section 4.4, with
 * the standard name forecast_reference_time): `valid_time`, else the dimension's own coordinate, else what the attribute
 * `coordinates` names, along the dimension or as a scalar; else the time at which the forecast began and the period since
 * (`step`, or the standard name forecast_period) together.
 */
import type { Axis } from "./cfAxes.js";
import { isTime, readTimes, secondsOf } from "./cfTime.js";
import type { NetcdfFile, NetcdfVariable } from "./netcdf.js";

/**
 * @param dimension of time; without it the file's scalar time
 * @returns undefined where the file tells no time
 */
export function validTime(
  file: NetcdfFile,
  variable: NetcdfVariable,
  dimension: Axis | undefined,
): NetcdfVariable | undefined {
  const own = dimension?.name ?? "time";
  const listed = String(variable.attributes.coordinates ?? "").split(/\s+/);
  const candidates = ["valid_time", own, ...listed]
    .filter((name) => file.has(name))
    .map((name) => file.variable(name))
    .filter((candidate) => belongs(candidate, dimension));
  const valid = candidates.find((candidate) => isTime(candidate) && !isReference(candidate));
  return valid ?? sinceReference(file, dimension, listed) ?? candidates.find(({ name }) => name === own);
}

/** Reference time and forecast period, one of them along the dimension or neither, added. */
function sinceReference(
  file: NetcdfFile,
  dimension: Axis | undefined,
  listed: readonly string[],
): NetcdfVariable | undefined {
  const known = ["time", "step", dimension?.name ?? "", ...listed]
    .filter((name) => file.has(name))
    .map((name) => file.variable(name));
  const fits = (one: NetcdfVariable): boolean => single(one) || belongs(one, dimension);
  const reference = known.find((one) => isTime(one) && isReference(one) && fits(one));
  const isPeriod = ({ name, attributes }: NetcdfVariable): boolean =>
    (name === "step" || attributes.standard_name === "forecast_period") && secondsOf(attributes.units) !== undefined;
  const period = known.find((one) => isPeriod(one) && fits(one));
  if (reference === undefined || period === undefined) return undefined;
  const began = readTimes(reference, file.path);
  const seconds = secondsOf(period.attributes.units) ?? 0;
  const since = Array.from(period.read(), (value) => value * seconds);
  const length = Math.max(began.length, since.length);
  const at = (values: readonly number[], i: number): number => values[values.length === 1 ? 0 : i];
  return {
    ...(since.length > began.length ? period : reference),
    name: `${reference.name} and ${period.name}`,
    attributes: { units: "seconds since 1970-01-01 00:00:00", calendar: "proleptic_gregorian" },
    read: () => Float64Array.from({ length }, (_, i) => at(began, i) + at(since, i)),
  };
}

function single({ shape }: NetcdfVariable): boolean {
  return shape.every((size) => size === 1);
}

/** Along the dimension, or single where that is; other dimensions of length 1 are of no matter. */
function belongs({ dimensions, shape }: NetcdfVariable, dimension: Axis | undefined): boolean {
  const real = dimensions.filter((_, axis) => shape[axis] !== 1);
  return real.length === 0 ? (dimension?.size ?? 1) === 1 : real.join() === dimension?.name;
}

/** cfgrib gives the standard name of time to both, and tells them apart in words. */
function isReference({ attributes: { standard_name, long_name } }: NetcdfVariable): boolean {
  if (standard_name === "forecast_reference_time" || standard_name === "forecast_period") return true;
  return /^(initial time of forecast|forecast reference time)$/i.test(String(long_name ?? "").trim());
}
