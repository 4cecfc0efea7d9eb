/**
 * The times at which the steps of a variable are valid, not those at which a forecast began (CF-1.11, section 4.4, with
 * the standard name forecast_reference_time): `valid_time`, else the dimension's own coordinate, else what the attribute
 * `coordinates` names, along the dimension or as a scalar.
 */
import type { Axis } from "./cfAxes.js";
import { isTime } from "./cfTime.js";
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
  return valid ?? candidates.find(({ name }) => name === own);
}

/** Along the dimension, or single where that is; other dimensions of length 1 are of no matter. */
function belongs({ dimensions, shape }: NetcdfVariable, dimension: Axis | undefined): boolean {
  const real = dimensions.filter((_, axis) => shape[axis] !== 1);
  return real.length === 0 ? (dimension?.size ?? 1) === 1 : real.join() === dimension?.name;
}

function isReference({ attributes }: NetcdfVariable): boolean {
  return attributes.standard_name === "forecast_reference_time" || attributes.standard_name === "forecast_period";
}
