/**
 * How a CO2 variable lies on the Earth: [time,] level, latitude, longitude in this order, told by names and CF
 * attributes. A longitude that stands twice, at both ends of a full circle, is left out once.
 */
import { InputError } from "../../errors.js";
import { isTime, readTimes } from "../../io/cfTime.js";
import type { NetcdfFile, NetcdfVariable } from "../../io/netcdf.js";
import type { Time } from "../../time.js";

export interface FieldAxes {
  /** Position of time among the dimensions, -1 where there is none; the level is the next, then the places. */
  readonly time: number;
  readonly levelName: string;
  readonly levels: number;
  readonly latitudes: Float64Array;
  readonly longitudes: Float64Array;
  /** Empty where the file has no time at all. */
  readonly times: readonly Time[];
}

/** @throws InputError where the dimensions are not those */
export function fieldAxes(file: NetcdfFile, variable: NetcdfVariable): FieldAxes {
  const { dimensions, shape } = variable;
  const n = dimensions.length;
  const is = (position: number, axis: "latitude" | "longitude"): boolean =>
    position >= 0 && isHorizontal(file, dimensions[position], axis);
  const timed = n === 4 && file.has(dimensions[0]) && isTime(file.variable(dimensions[0]));
  const single = n === 4 && !timed && shape[0] === 1;
  if (!(n === 3 || timed || single) || !is(n - 2, "latitude") || !is(n - 1, "longitude")) {
    throw new InputError({
      where: `${file.path}: variable "${variable.name}"`,
      found: `dimensions (${dimensions.join(", ")})`,
      expected: "(time, level, latitude, longitude) on a longitude-latitude grid",
      remedy: "regrid files on other meshes first, for example with `cdo remapbil`",
    });
  }
  const longitudes = file.variable(dimensions[n - 1]).read();
  const turn = longitudes[longitudes.length - 1] - longitudes[0];
  return {
    time: timed ? 0 : -1,
    levelName: dimensions[n - 3],
    levels: shape[n - 3],
    latitudes: file.variable(dimensions[n - 2]).read(),
    longitudes: Math.abs(turn - 360) < 1e-3 ? longitudes.slice(0, -1) : longitudes,
    times: timed ? readTimes(file.variable(dimensions[0]), file.path) : scalarTime(file),
  };
}

/** The time of a file that holds one instant without a dimension for it. */
export function scalarTime(file: NetcdfFile): Time[] {
  const name = ["time", "valid_time"].find((one) => file.has(one) && file.variable(one).shape.every((n) => n === 1));
  return name === undefined ? [] : readTimes(file.variable(name), file.path);
}

function isHorizontal(file: NetcdfFile, dimension: string, axis: "latitude" | "longitude"): boolean {
  if (!file.has(dimension)) return false;
  const { standard_name, units } = file.variable(dimension).attributes;
  if (standard_name !== undefined) return standard_name === axis;
  const name = dimension.toLowerCase();
  if (name === axis || name === axis.slice(0, 3)) return true;
  return typeof units === "string" && units.startsWith(axis === "latitude" ? "degrees_n" : "degrees_e");
}
