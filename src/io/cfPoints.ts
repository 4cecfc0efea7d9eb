/**
 * A variable at the points of any lattice of rows and columns: lines of longitude and latitude (cfLattice.ts), points in the plane of the
 * projection that its grid mapping names, or points known by longitudes and latitudes of two dimensions. Where a file
 * tells both a projection and the places of the points, they must agree.
 */
import { InputError } from "../errors.js";
import { curvilinearPlane } from "../grids/curvilinearPlane.js";
import type { SourceLines } from "../grids/horizontalStencil.js";
import { createProjection } from "../grids/projection.js";
import { projectedPlane, type SourcePlane } from "../grids/sourcePlane.js";
import { chord, unitVector, type Vector } from "../grids/sphere.js";
import {
  type Axis,
  COORDINATE_TOLERANCE,
  linesInWords,
  findPlaneAxes,
  planeCoordinates,
  type PlaneCoordinates,
  sameCoordinates,
} from "./cfAxes.js";
import { isSequence, type Line, openLattice, openSteps, type Steps } from "./cfLattice.js";
import { mappingProjection } from "./mappingProjection.js";
import type { NetcdfFile, NetcdfVariable } from "./netcdf.js";

export interface PointField extends Steps {
  readonly axes: { readonly time: Axis | undefined; readonly level: Axis | undefined };
  readonly places: SourceLines | SourcePlane;
}

/** Share of a spacing by which a point may lie elsewhere than its projection says. */
const TOLERANCE = 0.1;

/** @throws InputError where the file does not tell where the points of the variable are */
export function openPoints(file: NetcdfFile, name: string): PointField {
  const variable = file.variable(name);
  const coordinates = planeCoordinates(file, variable);
  const axes = findPlaneAxes(file, variable, coordinates);
  const { x, y } = axes;
  if (x === undefined || y === undefined) {
    const lattice = openLattice(file, name);
    return { ...lattice, places: lattice.axes };
  }
  const where = `${file.path}: variable "${name}"`;
  const definition = mappingProjection(file, variable);
  const onSequences = isSequence(file, x) && isSequence(file, y);
  if (definition !== undefined && onSequences) {
    const [along, up] = [growing(file, x), growing(file, y)];
    const plane = projectedPlane(createProjection(definition), along.values, up.values);
    const sameOrder = coordinates?.latitude.dimensions.join() === [y.name, x.name].join();
    if (coordinates !== undefined && sameOrder)
      checkPlaces(plane, coordinates, up.line.reversed, along.line.reversed, where);
    return { ...openSteps(file, variable, axes, up.line, along.line), axes, places: plane };
  }
  if (coordinates === undefined) {
    throw new InputError({
      where,
      found: `rows and columns "${y.name}" and "${x.name}" whose places the file does not tell`,
      expected: "a grid mapping that names their projection, or longitudes and latitudes of two dimensions",
      remedy: "add them, or regrid the file, for example with `cdo remapbil`",
    });
  }
  const line = ({ position, size }: Axis): Line => ({ position, count: size, reversed: false });
  const [longitude, latitude] = [coordinates.longitude.read(), coordinates.latitude.read()];
  if (![...longitude, ...latitude].every(Number.isFinite)) {
    throw new InputError({
      where: `${file.path}: variables "${coordinates.longitude.name}" and "${coordinates.latitude.name}"`,
      found: "points without a place",
      expected: "longitude and latitude of every point",
    });
  }
  const plane = curvilinearPlane(longitude, latitude, y.size, x.size);
  return { ...openSteps(file, variable, axes, line(y), line(x)), axes, places: plane };
}

/** A coordinate in the plane, from its least value; [m], or [degrees] on a rotated sphere. */
function growing(file: NetcdfFile, axis: Axis): { readonly values: Float64Array; readonly line: Line } {
  const coordinate = file.variable(axis.name);
  const scale = isKilometres(coordinate) ? 1000 : 1;
  const values = coordinate.read().map((value) => value * scale);
  const reversed = values[0] > values[values.length - 1];
  if (reversed) values.reverse();
  const bad = values.findIndex((value, i) => !Number.isFinite(value) || (i > 0 && !(value > values[i - 1])));
  if (bad < 0 && values.length > 1) return { values, line: { position: axis.position, count: axis.size, reversed } };
  throw new InputError({
    where: `${file.path}: variable "${axis.name}"`,
    found: bad < 0 ? "one value" : `${values[bad]} at position ${reversed ? values.length - 1 - bad : bad}`,
    expected: "two or more numbers that increase or decrease all along",
  });
}

function isKilometres({ attributes }: NetcdfVariable): boolean {
  return /^(km|kilomet(er|re)s?)$/i.test(String(attributes.units ?? "").trim());
}

/** @throws InputError where a corner lies elsewhere than the projection says */
function checkPlaces(
  plane: SourcePlane,
  { longitude, latitude }: PlaneCoordinates,
  fromNorth: boolean,
  fromEast: boolean,
  where: string,
): void {
  const { rows, columns } = plane;
  const [lambda, phi] = [longitude.read(), latitude.read()];
  const placed = (column: number, row: number): Vector => unitVector(...plane.placeOf(column, row));
  for (const [column, row] of corners(plane)) {
    const at = (fromNorth ? rows - 1 - row : row) * columns + (fromEast ? columns - 1 - column : column);
    const spacing = chord(placed(column, row), placed(column === 0 ? 1 : column - 1, row));
    if (chord(placed(column, row), unitVector(lambda[at], phi[at])) < TOLERANCE * spacing) continue;
    throw new InputError({
      where,
      found: `a point at ${phi[at].toFixed(3)} N ${lambda[at].toFixed(3)} E that its grid mapping puts elsewhere`,
      expected: `places of "${longitude.name}" and "${latitude.name}" that agree with the grid mapping`,
      remedy: "mend the grid mapping, or take it out: the places alone will do",
    });
  }
}

function corners({ columns, rows }: SourcePlane): readonly (readonly [column: number, row: number])[] {
  return [
    [0, 0],
    [columns - 1, 0],
    [0, rows - 1],
    [columns - 1, rows - 1],
  ];
}

/** Whether two variables lie at the same places but for rounding. */
export function samePoints({ places: a }: PointField, { places: b }: PointField): boolean {
  if ("locate" in a) return "locate" in b && samePlane(a, b);
  if ("locate" in b) return false;
  return (
    sameCoordinates(a.latitude.values, b.latitude.values) && sameCoordinates(a.longitude.values, b.longitude.values)
  );
}

function samePlane(a: SourcePlane, b: SourcePlane): boolean {
  if (a.columns !== b.columns || a.rows !== b.rows) return false;
  const middle = [a.columns >> 1, a.rows >> 1] as const;
  return [...corners(a), middle].every(([column, row]) =>
    a.placeOf(column, row).every((angle, n) => Math.abs(angle - b.placeOf(column, row)[n]) < COORDINATE_TOLERANCE),
  );
}

/** Columns and rows. */
export function sizeOf({ places }: PointField): readonly [columns: number, rows: number] {
  return "locate" in places
    ? [places.columns, places.rows]
    : [places.longitude.values.length, places.latitude.values.length];
}

/** How many, and where they are. */
export function pointsInWords(field: PointField): string {
  const { places } = field;
  if (!("locate" in places)) return linesInWords(places.longitude.values, places.latitude.values);
  const [longitude, latitude] = places.placeOf(0, 0);
  return `${sizeOf(field).join(" x ")} points from ${latitude.toFixed(3)} N ${longitude.toFixed(3)} E`;
}

/** [longitude, latitude] of a point [degrees] */
export function pointOf(places: SourceLines | SourcePlane, column: number, row: number): readonly [number, number] {
  return "locate" in places
    ? places.placeOf(column, row)
    : [places.longitude.values[column], places.latitude.values[row]];
}
