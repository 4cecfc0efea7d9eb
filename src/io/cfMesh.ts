/**
 * A variable on a mesh of four-cornered cells: that of a projection, with coordinates of one dimension in its plane and a
 * CF grid mapping, or one whose longitudes and latitudes have two dimensions. The corners are those of the projection
 * where it is understood, and must then agree with the longitudes and latitudes beside it; else they lie half-way between
 * the middles.
 */
import { InputError } from "../errors.js";
import { createProjection } from "../grids/projection.js";
import type { MeshOfCells } from "../grids/regridCells.js";
import { unitVector } from "../grids/sphere.js";
import { type Axis, boundsOf } from "./cfAxes.js";
import { isTime } from "./cfTime.js";
import { mappingProjection } from "./mappingProjection.js";
import type { NetcdfFile, NetcdfVariable } from "./netcdf.js";

export interface CfMesh extends MeshOfCells {
  readonly time: Axis | undefined;
  readonly y: Axis;
  readonly x: Axis;
  /** Middles of the cells, [row][column] [degrees]. */
  readonly longitude: Float64Array;
  readonly latitude: Float64Array;
  /** How the corners were found, in words, where the file does not tell them. */
  readonly remark: string | undefined;
}

const PLACES = [
  ["lat", "lon"],
  ["latitude", "longitude"],
  ["XLAT", "XLONG"],
  ["nav_lat", "nav_lon"],
] as const;
/** Factors to the projection's own unit, that of a rotated pole degrees. */
const LENGTHS: Readonly<Record<string, number>> = {
  m: 1,
  meter: 1,
  metre: 1,
  meters: 1,
  metres: 1,
  km: 1000,
  degrees: 1,
};
/** How far a middle may lie from where the projection puts it [share of a cell]. */
const TOLERANCE = 0.05;

/** @returns undefined where the variable lies on no mesh @throws InputError where the mesh cannot be used */
export function findMesh(file: NetcdfFile, variable: NetcdfVariable): CfMesh | undefined {
  const { dimensions, shape } = variable;
  const axisOf = (name: string): Axis | undefined => {
    const position = dimensions.indexOf(name);
    return position < 0 ? undefined : { name, position, size: shape[position] };
  };
  const places = PLACES.map((names) => names.map((name) => (file.has(name) ? file.variable(name) : undefined)));
  const found = places.find(([latitude, longitude]) => isMesh(latitude, variable) && isMesh(longitude, variable));
  const [latitude, longitude] = found ?? [];
  const flat = (standard: string): string | undefined =>
    dimensions.find((name) => file.has(name) && file.variable(name).attributes.standard_name === standard);
  const [yName, xName] = latitude?.dimensions.slice(-2) ?? [
    flat("projection_y_coordinate"),
    flat("projection_x_coordinate"),
  ];
  const [y, x] = [yName, xName].map((name) => (name === undefined ? undefined : axisOf(name)));
  if (y === undefined || x === undefined) return undefined;
  const where = `${file.path}: variable "${variable.name}"`;
  const time = dimensions.filter((name) => name !== y.name && name !== x.name && isTimeAxis(file, name)).map(axisOf)[0];
  const other = dimensions.find((name, i) => ![y.name, x.name, time?.name].includes(name) && shape[i] !== 1);
  if (other !== undefined) {
    throw new InputError({ where, found: `dimensions (${dimensions.join(", ")})`, expected: `no "${other}"` });
  }
  const axes = { time, y, x };
  const middles = [longitude, latitude].map((coordinate) => coordinate?.read());
  const projected = onProjection(file, variable, axes);
  if (projected !== undefined) {
    checkMiddles(projected, middles, where);
    return { ...axes, ...projected, remark: undefined };
  }
  if (middles[0] === undefined || middles[1] === undefined) {
    const mapping = String(variable.attributes.grid_mapping ?? "");
    throw new InputError({
      where,
      found: mapping === "" ? "a projected grid without a grid mapping" : `a grid mapping "${mapping}"`,
      expected: "a projection of CF that is understood, or longitude and latitude of two dimensions",
      remedy: "regrid it, for example with `cdo remapcon`",
    });
  }
  return { ...axes, ...halfWay(middles[0], middles[1], y.size, x.size, where) };
}

/** Longitude or latitude of two dimensions, of which both are the variable's. */
function isMesh(coordinate: NetcdfVariable | undefined, variable: NetcdfVariable): boolean {
  if (coordinate === undefined) return false;
  const real = coordinate.dimensions.filter((_, i) => coordinate.shape[i] !== 1 || i >= coordinate.shape.length - 2);
  return real.length === 2 && real.every((name) => variable.dimensions.includes(name));
}

function isTimeAxis(file: NetcdfFile, name: string): boolean {
  return /^(valid_)?time$/i.test(name) || (file.has(name) && isTime(file.variable(name)));
}

type Corners = Omit<CfMesh, "time" | "y" | "x" | "remark">;

function onProjection(
  file: NetcdfFile,
  variable: NetcdfVariable,
  { y, x }: Pick<CfMesh, "y" | "x">,
): Corners | undefined {
  const definition = mappingProjection(file, variable);
  if (definition === undefined || !file.has(y.name) || !file.has(x.name)) return undefined;
  const projection = createProjection(definition);
  const [yEdges, xEdges] = [y, x].map(({ name }) => planeEdges(file, file.variable(name)));
  const middle = (edges: Float64Array): Float64Array => edges.subarray(1).map((edge, i) => (edge + edges[i]) / 2);
  const place = (ys: Float64Array, xs: Float64Array): [Float64Array, Float64Array] => {
    const points = Array.from(ys).flatMap((north) => Array.from(xs, (east) => projection.inverse(east, north)));
    return [Float64Array.from(points, ([lambda]) => lambda), Float64Array.from(points, ([, phi]) => phi)];
  };
  const [cornerLongitude, cornerLatitude] = place(yEdges, xEdges);
  const [longitude, latitude] = place(middle(yEdges), middle(xEdges));
  return { rows: y.size, columns: x.size, cornerLongitude, cornerLatitude, longitude, latitude };
}

/** Sides in the plane of the projection [m]. @throws InputError where it has no lengths */
function planeEdges(file: NetcdfFile, coordinate: NetcdfVariable): Float64Array {
  const units = String(coordinate.attributes.units ?? "");
  const factor = LENGTHS[units.toLowerCase()];
  const where = `${file.path}: variable "${coordinate.name}"`;
  if (factor === undefined)
    throw new InputError({ where, found: `units "${units}"`, expected: "m or km, degrees of a rotated pole" });
  const bounds = boundsOf(file, coordinate)?.read();
  const values = coordinate.read();
  const n = values.length;
  if (n < 2 && bounds === undefined) {
    throw new InputError({ where, found: "one value and no bounds", expected: "bounds, or two values at least" });
  }
  const falls = n > 1 && values[1] < values[0];
  /** The side of a cell before it (0) or after it (1), whichever of the two the file names first. */
  const side = (sides: Float64Array, cell: number, after: 0 | 1): number => {
    const [one, other] = [sides[2 * cell], sides[2 * cell + 1]];
    return falls === (after === 1) ? Math.min(one, other) : Math.max(one, other);
  };
  if (bounds !== undefined) checkMeeting(n, (cell, after) => side(bounds, cell, after), where);
  const edge = (i: number): number => {
    if (bounds !== undefined) return i < n ? side(bounds, i, 0) : side(bounds, n - 1, 1);
    if (i === 0) return 1.5 * values[0] - 0.5 * values[1];
    return i === n ? 1.5 * values[n - 1] - 0.5 * values[n - 2] : (values[i - 1] + values[i]) / 2;
  };
  return Float64Array.from({ length: n + 1 }, (_, i) => factor * edge(i));
}

/** @throws InputError where a cell does not begin where the one before it ends */
function checkMeeting(cells: number, side: (cell: number, after: 0 | 1) => number, where: string): void {
  for (let cell = 1; cell < cells; cell++) {
    const [end, start] = [side(cell - 1, 1), side(cell, 0)];
    if (Math.abs(start - end) <= TOLERANCE * Math.abs(side(cell, 1) - start)) continue;
    throw new InputError({
      where,
      found: `bounds by which one cell ends at ${end} and the next begins at ${start}`,
      expected: "cells that meet",
      remedy: "mend the bounds, or take them out of the file",
    });
  }
}

/** @throws InputError where the file's own longitudes and latitudes lie elsewhere than the projection says */
function checkMiddles(
  { longitude, latitude, cornerLongitude, cornerLatitude, columns }: Corners,
  [ownLongitude, ownLatitude]: readonly (Float64Array | undefined)[],
  where: string,
): void {
  if (ownLongitude === undefined || ownLatitude === undefined) return;
  for (let cell = 0; cell < latitude.length; cell++) {
    const corner = Math.floor(cell / columns) * (columns + 1) + (cell % columns);
    const [a, b, middle, own] = [
      unitVector(cornerLongitude[corner], cornerLatitude[corner]),
      unitVector(cornerLongitude[corner + columns + 2], cornerLatitude[corner + columns + 2]),
      unitVector(longitude[cell], latitude[cell]),
      unitVector(ownLongitude[cell], ownLatitude[cell]),
    ];
    const apart = (p: readonly number[], q: readonly number[]): number =>
      Math.hypot(p[0] - q[0], p[1] - q[1], p[2] - q[2]);
    if (apart(middle, own) <= TOLERANCE * apart(a, b) + 1e-6) continue;
    const text = (phi: number, lambda: number): string => `${phi.toFixed(3)} N ${lambda.toFixed(3)} E`;
    throw new InputError({
      where,
      found: `a cell at ${text(ownLatitude[cell], ownLongitude[cell])} that its projection puts at ${text(latitude[cell], longitude[cell])}`,
      expected: "longitudes and latitudes that agree with the grid mapping",
      remedy: "mend the grid mapping, or take its attribute out of the variable",
    });
  }
}

/** Corners half-way between the middles of four cells, on the sphere, and as far beyond the outermost ones. */
function halfWay(
  longitude: Float64Array,
  latitude: Float64Array,
  rows: number,
  columns: number,
  where: string,
): Corners & Pick<CfMesh, "remark"> {
  if (rows < 2 || columns < 2) {
    throw new InputError({ where, found: `${rows} x ${columns} cells`, expected: "two at least each way" });
  }
  if (!longitude.every(Number.isFinite) || !latitude.every(Number.isFinite)) {
    throw new InputError({ where, found: "a cell without longitude or latitude", expected: "numbers in all cells" });
  }
  const vectors = Array.from(longitude, (lambda, cell) => unitVector(lambda, latitude[cell]));
  // A cell beyond the edge is as far from the last as that from the one before.
  const at = (row: number, column: number, part: number): number => {
    const [j, i] = [Math.min(rows - 1, Math.max(0, row)), Math.min(columns - 1, Math.max(0, column))];
    const [k, l] = [2 * j - row, 2 * i - column];
    const value = (r: number, c: number): number => vectors[r * columns + c][part];
    return 2 * value(j, i) - value(k, l);
  };
  const corners = Array.from({ length: (rows + 1) * (columns + 1) }, (_, corner) => {
    const [row, column] = [Math.floor(corner / (columns + 1)), corner % (columns + 1)];
    return [0, 1, 2].map(
      (part) =>
        at(row - 1, column - 1, part) + at(row - 1, column, part) + at(row, column - 1, part) + at(row, column, part),
    );
  });
  const degrees = 180 / Math.PI;
  return {
    rows,
    columns,
    longitude,
    latitude,
    cornerLongitude: Float64Array.from(corners, ([x, y]) => Math.atan2(y, x) * degrees),
    cornerLatitude: Float64Array.from(corners, ([x, y, z]) => Math.atan2(z, Math.hypot(x, y)) * degrees),
    remark: "its cells have corners half-way between the middles, for it has no projection that is understood",
  };
}
