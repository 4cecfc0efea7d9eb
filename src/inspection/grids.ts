/** The horizontal grids of a file: of which kind, from where to where, how fine, and in which order their rows stand. */
import { createProjection } from "../grids/projection.js";
import { type Axis, isLatitude, isLongitude, meaningOf } from "../io/cfAxes.js";
import { type HorizontalAxis, latitudeAxis, longitudeAxis } from "../io/cfHorizontal.js";
import { mappingProjection } from "../io/mappingProjection.js";
import type { NetcdfFile, NetcdfVariable } from "../io/netcdf.js";
import { isGmtGrid, readGmtGrid } from "../io/raster.js";
import type { Extent, GridFacts } from "./inspection.js";
import { orFault } from "./orFault.js";

/** Distances that differ by less are the same [1]. */
const SAME = 1e-2;

export function gridsOf(file: NetcdfFile, data: readonly NetcdfVariable[], suspicions: string[]): GridFacts[] {
  if (isGmtGrid(file)) {
    const raster = orFault(suspicions, () => readGmtGrid(file));
    return raster === undefined
      ? []
      : [ofEdges(["xysize"], raster.longitudeEdges, raster.latitudeEdges, "north first")];
  }
  const found = new Map<string, GridFacts>();
  for (const variable of data) {
    const grid = orFault(suspicions, () => gridOf(file, variable, suspicions));
    if (grid !== undefined && !found.has(grid.dimensions.join())) found.set(grid.dimensions.join(), grid);
  }
  return found.size > 0 ? [...found.values()] : linesAlone(file, suspicions);
}

/** Of a file whose variables have longitude or latitude alone, such as those of the sides of a box. */
function linesAlone(file: NetcdfFile, suspicions: string[]): GridFacts[] {
  const sizes = Object.entries(file.dimensions);
  const axisOf = (meaning: string): Axis | undefined => {
    const [name, size] = sizes.find(([one, n]) => file.has(one) && meaningOf(file, one, n) === meaning) ?? [];
    return name === undefined || size === undefined ? undefined : { name, position: 0, size };
  };
  const [y, x] = [axisOf("latitude"), axisOf("longitude")];
  if (y === undefined || x === undefined) return [];
  const grid = orFault(suspicions, () => onLines(latitudeAxis(file, y), longitudeAxis(file, x), suspicions));
  return grid === undefined ? [] : [grid];
}

/** @returns undefined where the file does not tell where the values are */
export function gridOf(file: NetcdfFile, variable: NetcdfVariable, suspicions: string[]): GridFacts | undefined {
  const { dimensions, shape } = variable;
  const axisOf = (meaning: string): Axis | undefined => {
    const position = dimensions.findIndex((name, i) => meaningOf(file, name, shape[i]) === meaning);
    return position < 0 ? undefined : { name: dimensions[position], position, size: shape[position] };
  };
  const [y, x] = [axisOf("latitude"), axisOf("longitude")];
  if (y !== undefined && x !== undefined && [y, x].every(({ name }) => file.has(name))) {
    return onLines(latitudeAxis(file, y), longitudeAxis(file, x), suspicions);
  }
  return onMesh(file, variable) ?? atPoints(file, variable, suspicions);
}

function onLines(latitude: HorizontalAxis, longitude: HorizontalAxis, suspicions: string[]): GridFacts {
  const edges = ({ values, ...axis }: HorizontalAxis): Float64Array =>
    values.length > 1 ? axis.edges() : (orFault([], () => axis.edges()) ?? Float64Array.of(values[0], values[0]));
  const { name, values } = latitude;
  if (values.some((value) => Math.abs(value) > 90)) {
    suspicions.push(`variable "${name}": latitudes from ${values[0]} to ${values[values.length - 1]} degrees`);
  }
  const order = latitude.reversed ? "north first" : "south first";
  return ofEdges([name, longitude.name], edges(longitude), edges(latitude), order);
}

function ofEdges(
  dimensions: readonly string[],
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  rowOrder: GridFacts["rowOrder"] & string,
): GridFacts {
  const spacing = [evenSpacing(x), evenSpacing(y)];
  const [columns, rows] = [x.length - 1, y.length - 1];
  return {
    kind: "longitude-latitude",
    dimensions,
    columns,
    rows,
    west: x[0],
    east: x[columns],
    south: y[0],
    north: y[rows],
    ...(spacing[0] !== undefined && spacing[1] !== undefined && { spacing: [spacing[0], spacing[1]] as const }),
    rowOrder,
  };
}

/** The outermost boxes may be cut at the poles. */
function evenSpacing(edges: ArrayLike<number>): number | undefined {
  const steps = Array.from({ length: edges.length - 1 }, (_, i) => edges[i + 1] - edges[i]);
  const inner = steps.length > 2 ? steps.slice(1, -1) : steps;
  const mean = inner.reduce((sum, step) => sum + step, 0) / inner.length;
  return inner.every((step) => Math.abs(step - mean) <= SAME * Math.abs(mean))
    ? Number(mean.toPrecision(5))
    : undefined;
}

/** Coordinates in the plane of a projection [m], of a rotated pole [degrees]. */
export function inPlane(coordinate: NetcdfVariable): Float64Array {
  const values = coordinate.read();
  return coordinate.attributes.units === "km" ? values.map((value) => 1000 * value) : values;
}

/** Rows and columns of a projection, or of no lines. */
function onMesh(file: NetcdfFile, variable: NetcdfVariable): GridFacts | undefined {
  const places = placesOfMesh(file, variable);
  const projection = mappingProjection(file, variable);
  const flat = (standard: string): string | undefined =>
    variable.dimensions.find((name) => file.has(name) && file.variable(name).attributes.standard_name === standard);
  const [yName, xName] = places?.dimensions ?? [flat("projection_y_coordinate"), flat("projection_x_coordinate")];
  if (yName === undefined || xName === undefined) return undefined;
  const size = (name: string): number => variable.shape[variable.dimensions.indexOf(name)];
  const line = (name: string): Float64Array | undefined => (file.has(name) ? inPlane(file.variable(name)) : undefined);
  const [y, x] = [line(yName), line(xName)];
  const spacing = [x, y].map((values) => (values === undefined || values.length < 2 ? undefined : evenSpacing(values)));
  const [dx, dy] = spacing;
  return {
    kind: projection === undefined ? "mesh" : "projection",
    dimensions: [yName, xName],
    columns: size(xName),
    rows: size(yName),
    ...(places === undefined ? sidesOf(projection, y, x) : extentOf(places.longitude, places.latitude)),
    ...(dx !== undefined && dy !== undefined && { spacing: [Math.abs(dx), Math.abs(dy)] as const }),
    ...(places !== undefined && { rowOrder: rowOrderOf(places.latitude, size(xName)) }),
    ...(places === undefined &&
      y !== undefined && { rowOrder: y[0] > y[y.length - 1] ? "north first" : "south first" }),
    ...(projection !== undefined && { projection }),
  };
}

/** Of the lattice of a projection, by the places of its rim. */
function sidesOf(projection: string | undefined, y: Float64Array | undefined, x: Float64Array | undefined): Extent {
  const plane = projection === undefined ? undefined : orFault([], () => createProjection(projection));
  if (plane === undefined || y === undefined || x === undefined) return nowhere;
  const inverse = (east: number, north: number) => plane.inverse(east, north);
  const rim = [
    ...Array.from(x).flatMap((east) => [inverse(east, y[0]), inverse(east, y[y.length - 1])]),
    ...Array.from(y).flatMap((north) => [inverse(x[0], north), inverse(x[x.length - 1], north)]),
  ];
  return extentOf(
    rim.map(([longitude]) => longitude),
    rim.map(([, latitude]) => latitude),
  );
}

const nowhere: Extent = { west: Number.NaN, east: Number.NaN, south: Number.NaN, north: Number.NaN };

function rowOrderOf(latitude: Float64Array, columns: number): "south first" | "north first" {
  return latitude[0] > latitude[latitude.length - columns] ? "north first" : "south first";
}

export interface Places {
  /** Of rows and columns. */
  readonly dimensions: readonly [string, string];
  /** [row][column] [degrees] */
  readonly longitude: Float64Array;
  readonly latitude: Float64Array;
}

/** Longitudes and latitudes that are read: 100 MB of each. */
export const MOST_PLACES = 12.5e6;

/** Longitudes and latitudes of two dimensions that a variable has, where they are not too many to be read; those of the first step where they have a time too. */
export function placesOfMesh(file: NetcdfFile, variable: NetcdfVariable): Places | undefined {
  const fits = ({ dimensions, shape }: NetcdfVariable): boolean =>
    (shape.length === 2 || shape.length === 3) &&
    dimensions.slice(-2).every((name) => variable.dimensions.includes(name));
  const found = file.variables.map((name) => file.variable(name)).filter(fits);
  const [latitude, longitude] = [found.find(isLatitude), found.find(isLongitude)];
  if (latitude === undefined || longitude?.dimensions.join() !== latitude.dimensions.join()) return undefined;
  const { dimensions, shape } = latitude;
  const [rows, columns] = shape.slice(-2);
  if (rows * columns > MOST_PLACES) return undefined;
  const first = (coordinate: NetcdfVariable): Float64Array =>
    shape.length === 2 ? coordinate.read() : coordinate.read([0, 0, 0], [1, rows, columns]);
  const [row, column] = dimensions.slice(-2);
  return { dimensions: [row, column], longitude: first(longitude), latitude: first(latitude) };
}

/** One place along a dimension, of soundings where each has a time too. */
function atPoints(file: NetcdfFile, variable: NetcdfVariable, suspicions: string[]): GridFacts | undefined {
  const along = file.variables.map((name) => file.variable(name)).filter(({ shape }) => shape.length === 1);
  for (const [i, dimension] of variable.dimensions.entries()) {
    const own = along.filter(({ name, dimensions }) => dimensions[0] === dimension && name !== dimension);
    const named = (pattern: RegExp): NetcdfVariable | undefined => own.find(({ name }) => pattern.test(name));
    const latitude = named(/^(.*\/)?lat(itude)?$/i) ?? own.find(isLatitude);
    const longitude = named(/^(.*\/)?lon(gitude)?$/i) ?? own.find(isLongitude);
    if (latitude === undefined || longitude === undefined) continue;
    const extent = extentOf(longitude.read(), latitude.read());
    if (Math.abs(extent.south) > 90 || Math.abs(extent.north) > 90) {
      suspicions.push(`variable "${latitude.name}": latitudes from ${extent.south} to ${extent.north} degrees`);
    }
    const timed = file.has("time") && file.variable("time").dimensions.includes(dimension);
    return {
      kind: timed || own.some(({ name }) => /time|sounding/i.test(name)) ? "points" : "unstructured",
      dimensions: [dimension],
      columns: variable.shape[i],
      rows: 1,
      ...extent,
    };
  }
  return undefined;
}

/** Of finite numbers. */
export function extentOf(longitude: ArrayLike<number>, latitude: ArrayLike<number>): Extent {
  const range = (values: ArrayLike<number>): [number, number] => {
    let [least, most] = [Infinity, -Infinity];
    for (let i = 0; i < values.length; i++) {
      if (!Number.isFinite(values[i])) continue;
      least = Math.min(least, values[i]);
      most = Math.max(most, values[i]);
    }
    return [least, most];
  };
  const [[west, east], [south, north]] = [range(longitude), range(latitude)];
  return { west, east, south, north };
}
