/**
 * Coordinates of time and height as CF-1.11 writes them: section 4.4 (time), 7.1 (bounds) and Appendix D
 * (atmosphere_hybrid_sigma_pressure_coordinate, p = ap + b ps).
 */
import type { VerticalCoordinate } from "../grids/verticalCoordinate.js";
import type { Time } from "../time.js";
import {
  isCoordinate,
  type NumberVariable,
  type OutputAttributes,
  type OutputPart,
  type OutputVariable,
} from "./outputDataset.js";

/** Dimension of the two ends of an interval. */
const ENDS = "bounds";
/** Pressure that makes the level number dimensionless [Pa]. */
const REFERENCE_PRESSURE = 1e5;

/**
 * @param times of instants, or the starts of intervals
 * @param interval length of the intervals [s], or the ends of each; without it the times are instants
 * @returns dimension and variable `time`, and `time_bounds` for intervals
 */
export function timeCoordinate(times: readonly Time[], interval?: number | readonly Time[]): OutputPart {
  const time: NumberVariable = {
    name: "time",
    type: "f8",
    dimensions: ["time"],
    attributes: {
      standard_name: "time",
      long_name: interval === undefined ? "time (UTC)" : "start of the interval (UTC)",
      units: "seconds since 1970-01-01 00:00:00",
      calendar: "standard",
      axis: "T",
      ...(interval !== undefined && { bounds: "time_bounds" }),
    },
    data: times,
  };
  if (interval === undefined) return { dimensions: { time: times.length }, variables: [time] };
  const endOf = (i: number): Time => (typeof interval === "number" ? times[i] + interval : interval[i]);
  const ends = times.flatMap((start, i) => [start, endOf(i)]);
  const bounds: NumberVariable = {
    name: "time_bounds",
    type: "f8",
    dimensions: ["time", ENDS],
    attributes: {},
    data: ends,
  };
  return { dimensions: { time: times.length, [ENDS]: 2 }, variables: [time, bounds] };
}

/**
 * @returns the attribute `coordinates` of a file, with which xarray takes what is constant in time as coordinates: where
 *   files are put one after the other these get no time axis
 */
export function timeless(variables: readonly OutputVariable[]): OutputAttributes {
  const constants = variables.filter((one) => !one.dimensions.includes("time") && !isCoordinate(one));
  return { coordinates: constants.map(({ name }) => name).join(" ") };
}

/**
 * Levels, lowest first. The file must also hold `surface_pressure` [Pa], to which the formula refers.
 * @returns dimension and variable `level`, `hybrid_a` [Pa] and `hybrid_b` [1] of the level middles, and the interfaces
 *   of each level as their bounds (`level_bounds`, `hybrid_a_bounds`, `hybrid_b_bounds`, [level][lower, upper])
 */
export function verticalVariables(vertical: VerticalCoordinate): OutputPart {
  const levels = Array.from({ length: vertical.levels }, (_, k) => k);
  const ends = (values: Float64Array): number[] => levels.flatMap((k) => [values[k], values[k + 1]]);
  const middles = (values: Float64Array): number[] => levels.map((k) => (values[k] + values[k + 1]) / 2);
  const nominal = vertical.a.map((a, k) => a / REFERENCE_PRESSURE + vertical.b[k]);
  const standard_name = "atmosphere_hybrid_sigma_pressure_coordinate";
  const onLevels = (name: string, long_name: string, units: string, bounds: string, data: number[]): NumberVariable => {
    return { name, type: "f8", dimensions: ["level"], attributes: { long_name, units, bounds }, data };
  };
  const onEnds = (name: string, attributes: Record<string, string>, data: number[]): NumberVariable => {
    return { name, type: "f8", dimensions: ["level", ENDS], attributes, data };
  };
  const level = onLevels("level", "hybrid level, nominal p / 1000 hPa", "1", "level_bounds", middles(nominal));
  const formula = "ap: hybrid_a b: hybrid_b ps: surface_pressure";
  const formulaOfBounds = "ap: hybrid_a_bounds b: hybrid_b_bounds ps: surface_pressure";
  return {
    dimensions: { level: vertical.levels, [ENDS]: 2 },
    variables: [
      {
        ...level,
        attributes: { standard_name, ...level.attributes, positive: "down", axis: "Z", formula_terms: formula },
      },
      onEnds("level_bounds", { standard_name, units: "1", formula_terms: formulaOfBounds }, ends(nominal)),
      onLevels("hybrid_a", "pressure part of p = a + b ps", "Pa", "hybrid_a_bounds", middles(vertical.a)),
      onEnds("hybrid_a_bounds", { units: "Pa" }, ends(vertical.a)),
      onLevels("hybrid_b", "surface pressure part of p = a + b ps", "1", "hybrid_b_bounds", middles(vertical.b)),
      onEnds("hybrid_b_bounds", { units: "1" }, ends(vertical.b)),
    ],
  };
}
