/**
 * How a variable of a flux file lies on the Earth: which dimension is time, which latitude and longitude, and the boxes
 * that the coordinates are the middles of [degrees].
 */
import { InputError } from "../../errors.js";
import type { LongitudeLatitudeBoxes } from "../../grids/regrid.js";
import { isTime } from "../../io/cfTime.js";
import type { NetcdfFile, NetcdfVariable } from "../../io/netcdf.js";

export interface Layout {
  /** The time coordinate; undefined where the flux has no time. */
  readonly time: NetcdfVariable | undefined;
  readonly boxes: LongitudeLatitudeBoxes;
  readonly rows: number;
  readonly columns: number;
  /** Whether latitudes run from north to south in the file. */
  readonly northFirst: boolean;
}

type Axis = "time" | "latitude" | "longitude";

/** @throws InputError where the dimensions are not [time,] latitude, longitude, or a coordinate is not even a sequence */
export function layoutOf(file: NetcdfFile, variable: NetcdfVariable): Layout {
  const place = `${file.path}: variable "${variable.name}"`;
  const axes = variable.dimensions.map((name, i) => ({ name, length: variable.shape[i], axis: axisOf(file, name) }));
  const real = axes.filter(({ axis, length }) => axis !== undefined || length !== 1);
  const order = real.map(({ axis }) => axis ?? "?").join(", ");
  if (order !== "time, latitude, longitude" && order !== "latitude, longitude") {
    throw new InputError({
      where: place,
      found: `dimensions (${variable.dimensions.join(", ")})`,
      expected: "(time, latitude, longitude) or (latitude, longitude), each with a coordinate variable of its name",
    });
  }
  const [latitude, longitude] = real.slice(-2);
  const latitudes = file.variable(latitude.name).read();
  const northFirst = latitudes[0] > latitudes[latitudes.length - 1];
  if (northFirst) latitudes.reverse();
  const longitudeEdges = edgesOf(file.variable(longitude.name).read(), `${file.path}: variable "${longitude.name}"`);
  const latitudeEdges = edgesOf(latitudes, `${file.path}: variable "${latitude.name}"`);
  const last = longitudeEdges.length - 1;
  const span = longitudeEdges[last] - longitudeEdges[0];
  if (Math.abs(span - 360) < 0.01 * (span / last)) longitudeEdges[last] = longitudeEdges[0] + 360;
  return {
    time: real.length === 3 ? file.variable(real[0].name) : undefined,
    boxes: { longitudeEdges, latitudeEdges: latitudeEdges.map((edge) => Math.min(90, Math.max(-90, edge))) },
    rows: latitude.length,
    columns: longitude.length,
    northFirst,
  };
}

/** One field of a variable, [latitude][longitude], south to north; fill values are NaN. @param step index along time */
export function readField(variable: NetcdfVariable, layout: Layout, step: number): Float64Array {
  const { rows, columns, northFirst } = layout;
  const start = variable.shape.map((_, i) => (i === 0 && layout.time !== undefined ? step : 0));
  const count = variable.shape.map((length, i) => (i === 0 && layout.time !== undefined ? 1 : length));
  const field = variable.read(start, count);
  if (!northFirst) return field;
  const turned = new Float64Array(field.length);
  for (let row = 0; row < rows; row++) {
    turned.set(field.subarray((rows - 1 - row) * columns, (rows - row) * columns), row * columns);
  }
  return turned;
}

function axisOf(file: NetcdfFile, dimension: string): Axis | undefined {
  if (dimension === "" || !file.has(dimension)) return undefined;
  const coordinate = file.variable(dimension);
  if (isTime(coordinate)) return "time";
  const { units, standard_name: standardName } = coordinate.attributes;
  for (const axis of ["latitude", "longitude"] as const) {
    const pole = axis === "latitude" ? "n(orth)?" : "e(ast)?";
    if (standardName === axis || dimension.toLowerCase() === axis || dimension.toLowerCase() === axis.slice(0, 3)) {
      return axis;
    }
    if (typeof units === "string" && new RegExp(`^degrees?_?${pole}$`, "i").test(units)) return axis;
  }
  return undefined;
}

/** Sides half-way between the middles, and as far beyond the outermost ones. */
function edgesOf(middles: Float64Array, where: string): Float64Array {
  const n = middles.length;
  for (let i = 0; i < n; i++) {
    if (!Number.isFinite(middles[i]) || (i > 0 && middles[i] <= middles[i - 1])) {
      throw new InputError({
        where,
        found: `${middles[i]} at position ${i}`,
        expected: "numbers that increase (latitudes may decrease)",
      });
    }
  }
  if (n < 2)
    throw new InputError({ where, found: `${n} value`, expected: "two or more, so that the boxes have a size" });
  const edges = new Float64Array(n + 1);
  for (let i = 1; i < n; i++) edges[i] = (middles[i - 1] + middles[i]) / 2;
  edges[0] = middles[0] - (middles[1] - middles[0]) / 2;
  edges[n] = middles[n - 1] + (middles[n - 1] - middles[n - 2]) / 2;
  return edges;
}
