/**
 * The axes of a variable on a longitude-latitude grid, told by names and CF attributes.
 */
import { CoverageError, InputError } from "../../errors.js";
import { readTimes } from "../../io/cfTime.js";
import type { NetcdfFile, NetcdfVariable } from "../../io/netcdf.js";
import type { Time } from "../../time.js";
import { type LayerInterfaces, readLayerInterfaces } from "./layerInterfaces.js";
import { type LevelAxis, readLevelAxis } from "./levelAxis.js";

/** Positions of the axes among the dimensions of a variable; -1 where there is none. */
export interface VariableAxes {
  readonly time: number;
  readonly level: number;
  readonly latitude: number;
  readonly longitude: number;
  readonly latitudes: Float64Array;
  readonly longitudes: Float64Array;
  readonly levels: LevelAxis | undefined;
  readonly interfaces: LayerInterfaces;
  /** Empty where the variable has no time at all. */
  readonly times: readonly Time[];
}

type Role = "time" | "level" | "latitude" | "longitude" | "projected" | "single";

const NAMES: Readonly<Record<string, Role>> = {
  time: "time",
  valid_time: "time",
  level: "level",
  lev: "level",
  plev: "level",
  pressure_level: "level",
  isobaric: "level",
  isobaricInhPa: "level",
  model_level: "level",
  hybrid: "level",
  lat: "latitude",
  latitude: "latitude",
  lon: "longitude",
  longitude: "longitude",
};

/** @throws InputError, CoverageError where the axes are not understood */
export function readAxes(file: NetcdfFile, variable: NetcdfVariable): VariableAxes {
  const where = `${file.path}: variable "${variable.name}"`;
  const place: Record<Role, number> = { time: -1, level: -1, latitude: -1, longitude: -1, projected: -1, single: -1 };
  variable.dimensions.forEach((name, position) => {
    const role = roleOf(file, name, variable.shape[position]);
    if (role === undefined) {
      throw new InputError({
        where,
        found: `a dimension "${name}" of ${variable.shape[position]} that is no time, level, latitude or longitude`,
        expected: "a longitude-latitude grid with CF names or attributes",
      });
    }
    place[role] = position;
  });
  if (place.projected >= 0) {
    throw new CoverageError({
      where,
      found: "a projected grid (projection_x_coordinate)",
      expected: "a longitude-latitude grid",
      remedy: "regrid it, for example with `cdo remapbil`",
    });
  }
  const order = [place.time, place.level, place.latitude, place.longitude].filter((position) => position >= 0);
  const ascending = order.every((position, i) => i === 0 || position > order[i - 1]);
  if (place.latitude < 0 || place.longitude < 0 || !ascending) {
    throw new InputError({
      where,
      found: `the dimensions (${variable.dimensions.join(", ")})`,
      expected: "(time, level, latitude, longitude) in this order, time and level where there are any",
    });
  }
  const coordinate = (position: number): NetcdfVariable => file.variable(variable.dimensions[position]);
  const level = place.level < 0 ? undefined : coordinate(place.level);
  const levels = level && readLevelAxis(file, level);
  return {
    ...place,
    latitudes: coordinate(place.latitude).read(),
    longitudes: coordinate(place.longitude).read(),
    levels,
    interfaces: level && levels ? readLayerInterfaces(file, level, levels) : { kind: "none", found: "no levels" },
    times: timesOf(file, place.time < 0 ? undefined : variable.dimensions[place.time]),
  };
}

function roleOf(file: NetcdfFile, dimension: string, size: number): Role | undefined {
  if (!file.has(dimension)) return size === 1 ? "single" : NAMES[dimension];
  const { attributes } = file.variable(dimension);
  switch (attributes.standard_name) {
    case "time":
      return "time";
    case "latitude":
      return "latitude";
    case "longitude":
      return "longitude";
    case "projection_x_coordinate":
    case "projection_y_coordinate":
      return "projected";
  }
  const named = NAMES[dimension];
  if (named !== undefined) return named;
  if (attributes.axis === "Z") return "level";
  if (attributes.axis === "T") return "time";
  return size === 1 ? "single" : undefined;
}

/** The times of a dimension, else of a scalar variable `time` or `valid_time`. */
function timesOf(file: NetcdfFile, dimension: string | undefined): readonly Time[] {
  if (dimension !== undefined) return readTimes(file.variable(dimension), file.path);
  const scalar = ["time", "valid_time"].find(
    (name) => file.has(name) && file.variable(name).shape.every((n) => n === 1),
  );
  return scalar === undefined ? [] : readTimes(file.variable(scalar), file.path);
}
