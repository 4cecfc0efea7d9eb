/**
 * First-order conservative regridding from a longitude-latitude lattice: flux_c = sum_s O_cs f_s / A_c, with O_cs the
 * area that cell c and source box s share (Jones 1999, doi:10.1175/1520-0493(1999)127<2204:FASOCR>2.0.CO;2). Areas are
 * exact in the equal-area plane (longitude, sine of latitude), where boxes are rectangles and cells are polygons whose
 * great-circle sides are followed in steps of 0.0006 radian; the sliver between a step and its arc goes to the box in which
 * the middle of the step lies, from one neighbour to the other, so that amounts and constants are both kept to round-off.
 * Weights are found once and used for all times.
 */
import { EARTH_RADIUS } from "../constants.js";
import { InputError } from "../errors.js";
import { boxOf, createCoverage } from "./coverage.js";
import type { Grid } from "./grid.js";
import { createWeightedMean, type Overlap, type OverlapTable, overlapTable, type Regridder } from "./regridder.js";
import { boundingBox, continuousRing, signedArea, type Ring } from "./ring.js";
import { chord, unitVector, type Vector } from "./sphere.js";

const DEGREES = 180 / Math.PI;
/** Longest step along the side of a cell [radians], and most steps of a side. */
const STEP = 0.0006;
const MOST_STEPS = 256;

/** Boxes of a longitude-latitude lattice by their sides [degrees], increasing; at most one turn of the Earth. */
export interface LongitudeLatitudeBoxes {
  readonly longitudeEdges: ArrayLike<number>;
  readonly latitudeEdges: ArrayLike<number>;
}

/**
 * @throws InputError where the sides do not increase or leave the sphere
 * @example
 * import { createGrid, createRegridder, longitudeLatitudeGrid } from "openjdas";
 *
 * const grid = createGrid(longitudeLatitudeGrid("coarse", 101, 31, 2, 2, 1, 1));
 * const regridder = createRegridder({ longitudeEdges: [100, 101, 102], latitudeEdges: [30, 32] }, grid);
 * regridder.apply([1, 3]).map((flux) => Math.round(flux)); // => [2]
 * regridder.covered.map((share) => Math.round(share)); // => [1]
 */
export function createRegridder(source: LongitudeLatitudeBoxes, grid: Grid): Regridder {
  return createWeightedMean(grid, boxOverlaps(source, grid));
}

/** @throws InputError where the sides do not increase or leave the sphere */
export function boxOverlaps(source: LongitudeLatitudeBoxes, grid: Grid): OverlapTable {
  checkEdges("longitude", source.longitudeEdges, -720, 720);
  checkEdges("latitude", source.latitudeEdges, -90, 90);
  const columns = source.longitudeEdges.length - 1;
  const rows = source.latitudeEdges.length - 1;
  const sines = Float64Array.from(source.latitudeEdges, (latitude) => Math.sin(latitude / DEGREES));
  return overlapTable(grid, columns * rows, (cell) => overlaps(cellRing(grid, cell), source.longitudeEdges, sines));
}

/** @returns area on the sphere of each box, [latitude][longitude] [m2] */
export function boxAreas({ longitudeEdges, latitudeEdges }: LongitudeLatitudeBoxes): Float64Array {
  const columns = longitudeEdges.length - 1;
  const sines = Float64Array.from(latitudeEdges, (latitude) => Math.sin(latitude / DEGREES));
  const areas = new Float64Array(columns * (sines.length - 1));
  for (let box = 0; box < areas.length; box++) {
    const [row, column] = [Math.floor(box / columns), box % columns];
    const width = (longitudeEdges[column + 1] - longitudeEdges[column]) / DEGREES;
    areas[box] = EARTH_RADIUS ** 2 * width * (sines[row + 1] - sines[row]);
  }
  return areas;
}

function checkEdges(axis: "longitude" | "latitude", edges: ArrayLike<number>, least: number, most: number): void {
  const fault = (found: string): never => {
    throw new InputError({
      where: `${axis} sides of a source grid`,
      found,
      expected: `at least two, increasing, within [${least}, ${most}] degrees${axis === "longitude" ? ", at most 360 degrees in all" : ""}`,
    });
  };
  if (edges.length < 2) fault(`${edges.length} of them`);
  for (let i = 0; i < edges.length; i++) {
    if (!(edges[i] >= least && edges[i] <= most)) fault(`${edges[i]} at position ${i}`);
    if (i > 0 && !(edges[i] > edges[i - 1])) fault(`${edges[i]} after ${edges[i - 1]}`);
  }
  const span = edges[edges.length - 1] - edges[0];
  if (axis === "longitude" && span > 360 + 1e-6) fault(`a span of ${span} degrees`);
}

/** The outline of a cell in (longitude, sine of latitude). */
function cellRing(grid: Grid, cell: number): Ring {
  const stride = grid.columns + 1;
  const southWest = Math.floor(cell / grid.columns) * stride + (cell % grid.columns);
  const corners = [southWest, southWest + 1, southWest + 1 + stride, southWest + stride].map((corner) =>
    unitVector(grid.cornerLongitude[corner], grid.cornerLatitude[corner]),
  );
  const longitude: number[] = [];
  const latitude: number[] = [];
  corners.forEach((corner, side) => pushGreatCircle(corner, corners[(side + 1) % 4], longitude, latitude));
  const ring = continuousRing(longitude, latitude);
  return { x: ring.x, y: ring.y.map((phi) => Math.sin(phi / DEGREES)) };
}

/** Points from `a` (included) to `b` (not included). */
function pushGreatCircle(a: Vector, b: Vector, longitude: number[], latitude: number[]): void {
  const angle = 2 * Math.asin(Math.min(1, chord(a, b) / 2));
  const steps = Math.min(MOST_STEPS, Math.max(4, Math.ceil(angle / STEP)));
  for (let step = 0; step < steps; step++) {
    const p = Math.sin(((steps - step) / steps) * angle);
    const q = Math.sin((step / steps) * angle);
    const [x, y, z] = [p * a[0] + q * b[0], p * a[1] + q * b[1], p * a[2] + q * b[2]];
    longitude.push(Math.atan2(y, x) * DEGREES);
    latitude.push(Math.atan2(z, Math.hypot(x, y)) * DEGREES);
  }
}

/** The boxes that a cell meets; the source repeats every 360 degrees. */
function overlaps(ring: Ring, longitudeEdges: ArrayLike<number>, sines: Float64Array): Overlap[] {
  const columns = longitudeEdges.length - 1;
  const bounds = boundingBox(ring);
  const south = Math.max(0, boxOf(sines, bounds.south));
  const north = Math.min(sines.length - 2, boxOf(sines, bounds.north));
  const found: Overlap[] = [];
  if (south > north) return found;
  const turn = signedArea(ring) < 0 ? -1 : 1;
  const first = Math.ceil((longitudeEdges[0] - bounds.east) / 360);
  const last = Math.floor((longitudeEdges[columns] - bounds.west) / 360);
  for (let shift = first; shift <= last; shift++) {
    const west = Math.max(0, boxOf(longitudeEdges, bounds.west + 360 * shift));
    const east = Math.min(columns - 1, boxOf(longitudeEdges, bounds.east + 360 * shift));
    if (west > east) continue;
    const xEdges: number[] = [];
    for (let column = west; column <= east + 1; column++) xEdges.push(longitudeEdges[column] - 360 * shift);
    const coverage = createCoverage(xEdges, sines.subarray(south, north + 2));
    coverage.add(ring.x, ring.y, turn);
    const areas = coverage.areas();
    addSlivers(areas, ring, turn, xEdges, sines.subarray(south, north + 2));
    areas.forEach((area, place) => {
      if (area <= 1e-15) return;
      const row = south + Math.floor(place / (xEdges.length - 1));
      const box = row * columns + west + (place % (xEdges.length - 1));
      found.push({ box, area: (area * EARTH_RADIUS ** 2) / DEGREES });
    });
  }
  return found;
}

/**
 * Adds what lies between each step along the ring and its great circle. The area between an arc and the equator is
 * 2 atan(tan(dlambda/2) (t1 + t2) / (1 + t1 t2)), t = tan(phi/2) (Karney 2013, doi:10.1007/s00190-012-0578-z, eq. 64 on the
 * sphere). @param areas [row][column], in degrees of longitude times sine of latitude
 */
function addSlivers(
  areas: Float64Array,
  { x, y }: Ring,
  turn: number,
  xEdges: ArrayLike<number>,
  yEdges: ArrayLike<number>,
): void {
  const columns = xEdges.length - 1;
  const tangent = y.map((sine) => sine / (1 + Math.sqrt(1 - sine * sine)));
  for (let i = 0; i < x.length; i++) {
    const next = i + 1 < x.length ? i + 1 : 0;
    const dx = x[next] - x[i];
    const column = boxOf(xEdges, (x[i] + x[next]) / 2);
    const row = boxOf(yEdges, (y[i] + y[next]) / 2);
    const inside = column >= 0 && column < columns && row >= 0 && row < yEdges.length - 1;
    // Along a pole there is no arc.
    if (!inside || Math.abs(dx) > 180) continue;
    const [t, u] = [tangent[i], tangent[next]];
    const arc = 2 * DEGREES * Math.atan((Math.tan(dx / DEGREES / 2) * (t + u)) / (1 + t * u));
    areas[row * columns + column] -= turn * (arc - (dx * (y[i] + y[next])) / 2);
  }
}
