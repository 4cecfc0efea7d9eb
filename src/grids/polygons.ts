/**
 * The share of each grid cell that polygons cover: exact clipping in the plane of the grid's projection.
 * Polygons follow GeoJSON (RFC 7946): longitude and latitude [degrees], straight sides in longitude and latitude, the
 * first ring outside and the others holes, whatever way they turn; rings may cross the date line or go around a pole.
 * Error: sides are followed in steps of 0.1 degree (a few metres off); the map factor is taken constant in a cell.
 */
import { createCoverage, type Coverage } from "./coverage.js";
import type { Grid } from "./grid.js";
import { boundingBox, clipRing, continuousRing, signedArea, type Box, type Ring } from "./ring.js";

type Positions = readonly (readonly number[])[];

/** The two polygon geometries of GeoJSON. */
export type PolygonGeometry =
  | { readonly type: "Polygon"; readonly coordinates: readonly Positions[] }
  | { readonly type: "MultiPolygon"; readonly coordinates: readonly (readonly Positions[])[] };

/** Longest step along a side [degrees]. */
const STEP = 0.1;

/**
 * @returns share of each cell that the geometry covers, [row][column], 0 to 1 up to round-off
 * @example
 * import { createGrid, longitudeLatitudeGrid, polygonFractions } from "openjdas";
 *
 * const grid = createGrid(longitudeLatitudeGrid("two cells", 100.5, 30.5, 1, 1, 2, 1));
 * const square = [[[100, 30], [101.5, 30], [101.5, 31], [100, 31], [100, 30]]];
 * polygonFractions(grid, { type: "Polygon", coordinates: square }).map((share) => Math.round(100 * share)); // => [100, 50]
 */
export function polygonFractions(grid: Grid, geometry: PolygonGeometry): Float64Array {
  const coverage = createCoverage(count(grid.columns), count(grid.rows));
  const reach = reachOf(grid);
  const polygons = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
  for (const rings of polygons) {
    rings.forEach((positions, index) => {
      const ring = continuousRing(
        positions.map((position) => position[0]),
        positions.map((position) => position[1]),
      );
      const turn = signedArea(ring) < 0 ? -1 : 1;
      addRing(coverage, grid, reach, ring, index === 0 ? turn : -turn);
    });
  }
  return coverage.areas();
}

/** @returns 0, 1, ..., n */
function count(n: number): Float64Array {
  return Float64Array.from({ length: n + 1 }, (_, i) => i);
}

/** A box of longitude and latitude that holds the grid, with a margin; far sides of the Earth are never projected. */
function reachOf(grid: Grid): Box {
  if (isLongitudeLatitude(grid)) {
    const west = grid.x0 - grid.dx / 2;
    const south = grid.y0 - grid.dy / 2;
    return { west, east: west + grid.columns * grid.dx, south, north: south + grid.rows * grid.dy };
  }
  const stride = grid.columns + 1;
  const corners: number[] = [];
  for (let column = 0; column < grid.columns; column++) corners.push(column);
  for (let row = 0; row < grid.rows; row++) corners.push(row * stride + grid.columns);
  for (let column = grid.columns; column > 0; column--) corners.push(grid.rows * stride + column);
  for (let row = grid.rows; row > 0; row--) corners.push(row * stride);
  const border = continuousRing(
    corners.map((corner) => grid.cornerLongitude[corner]),
    corners.map((corner) => grid.cornerLatitude[corner]),
  );
  let [marginX, marginY] = [STEP, STEP];
  for (let i = 1; i < corners.length; i++) {
    marginX = Math.max(marginX, Math.abs(border.x[i] - border.x[i - 1]));
    marginY = Math.max(marginY, Math.abs(border.y[i] - border.y[i - 1]));
  }
  const { west, east, south, north } = boundingBox(border);
  const aroundPole = east - west > 359.999;
  return {
    west: aroundPole ? west : west - marginX,
    east: aroundPole ? west + 360 : Math.min(east + marginX, west - marginX + 360),
    south: Math.max(-90, south - marginY),
    north: Math.min(90, north + marginY),
  };
}

function isLongitudeLatitude(grid: Grid): boolean {
  return grid.projection.definition === "longlat";
}

/** Adds every copy of a ring, shifted by whole turns of the Earth, that meets the grid's reach. */
function addRing(coverage: Coverage, grid: Grid, reach: Box, ring: Ring, weight: number): void {
  const bounds = boundingBox(ring);
  if (bounds.north < reach.south || bounds.south > reach.north) return;
  const first = Math.ceil((reach.west - bounds.east) / 360);
  const last = Math.floor((reach.east - bounds.west) / 360);
  for (let turn = first; turn <= last; turn++) {
    const shifted = turn === 0 ? ring : { x: ring.x.map((x) => x + 360 * turn), y: ring.y };
    const clipped = clipRing(shifted, reach);
    if (clipped.x.length < 3) continue;
    const { x, y } = latticeRing(grid, clipped);
    coverage.add(x, y, weight);
  }
}

/** The ring in units of cells from the grid's south-west corner, its long sides broken into steps. */
function latticeRing(grid: Grid, ring: Ring): Ring {
  const x: number[] = [];
  const y: number[] = [];
  const plane = isLongitudeLatitude(grid);
  const push = (longitude: number, latitude: number): void => {
    if (plane) {
      x.push((longitude - grid.x0) / grid.dx + 0.5);
      y.push((latitude - grid.y0) / grid.dy + 0.5);
      return;
    }
    const place = grid.locate(longitude, latitude);
    x.push(place.column + 0.5);
    y.push(place.row + 0.5);
  };
  for (let i = 0; i < ring.x.length; i++) {
    const next = i + 1 < ring.x.length ? i + 1 : 0;
    const dx = ring.x[next] - ring.x[i];
    const dy = ring.y[next] - ring.y[i];
    const steps = plane ? 1 : Math.max(1, Math.ceil(Math.max(Math.abs(dx), Math.abs(dy)) / STEP));
    for (let step = 0; step < steps; step++) {
      push(ring.x[i] + (dx * step) / steps, ring.y[i] + (dy * step) / steps);
    }
  }
  return { x, y };
}
