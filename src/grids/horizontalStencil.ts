/**
 * Bilinear interpolation to points from a longitude-latitude grid (latitudes from the south, longitudes from any
 * meridian and around the globe) or in the plane of another lattice. Only the window that the points need is kept.
 */
import { CoverageError } from "../errors.js";
import type { SourcePlane } from "./sourcePlane.js";

/** A block of rows and columns of the source grid. */
export interface Window {
  readonly row: number;
  readonly rows: number;
  readonly column: number;
  readonly columns: number;
}

export interface Points {
  readonly longitude: Float64Array;
  readonly latitude: Float64Array;
}

/** Four neighbours of each point in a window, and their weights. */
export interface Stencil {
  readonly points: number;
  readonly index: Int32Array;
  readonly weight: Float64Array;
}

/** Lines of a source grid [degrees]. */
export interface SourceLines {
  readonly longitude: { readonly values: Float64Array };
  /** From the south; `reversed` where the file runs from the north: the weights are rounded as from its first row. */
  readonly latitude: { readonly values: Float64Array; readonly reversed: boolean };
}

/**
 * @param sets points of several kinds (cells, faces) that share one window
 * @returns rows of the window counted from the south
 * @throws CoverageError where a point lies outside the source grid
 */
export function createStencils(
  source: SourceLines | SourcePlane,
  sets: readonly Points[],
  where: string,
): { window: Window; stencils: Stencil[] } {
  if ("locate" in source) return stencilsInPlane(source, sets, where);
  const { longitude, latitude } = source;
  if (!latitude.reversed) return stencilsInOrder(longitude.values, latitude.values, sets, where);
  const { window, stencils } = stencilsInOrder(longitude.values, latitude.values.slice().reverse(), sets, where);
  const { rows, columns } = window;
  for (const { index } of stencils) {
    for (let n = 0; n < index.length; n++) {
      const column = index[n] % columns;
      index[n] = (rows - 1 - (index[n] - column) / columns) * columns + column;
    }
  }
  return { window: { ...window, row: latitude.values.length - window.row - rows }, stencils };
}

/** @param latitudes in either order, by which the rows are counted */
function stencilsInOrder(
  longitudes: Float64Array,
  latitudes: Float64Array,
  sets: readonly Points[],
  where: string,
): { window: Window; stencils: Stencil[] } {
  const east = longitudeAxis(longitudes, where);
  const sign = latitudes[latitudes.length - 1] >= latitudes[0] ? 1 : -1;
  const north = latitudes.map((value) => sign * value);
  const positions = sets.map(({ longitude, latitude }) => {
    const x = longitude.map((lambda) => east.position(lambda));
    const y = latitude.map((phi) => position(north, sign * phi));
    const out = x.findIndex((value, p) => Number.isNaN(value) || Number.isNaN(y[p]));
    if (out >= 0) throw outside(longitudes, latitudes, longitude[out], latitude[out], where);
    return { x, y };
  });
  return windowed(positions, latitudes.length, longitudes.length);
}

function stencilsInPlane(
  plane: SourcePlane,
  sets: readonly Points[],
  where: string,
): { window: Window; stencils: Stencil[] } {
  const positions = sets.map(({ longitude, latitude }) => {
    const [x, y] = [new Float64Array(longitude.length), new Float64Array(longitude.length)];
    for (let p = 0; p < x.length; p++) {
      [x[p], y[p]] = plane.locate(longitude[p], latitude[p]);
      if (Number.isNaN(x[p]) || Number.isNaN(y[p])) throw beyond(plane, longitude[p], latitude[p], where);
    }
    return { x, y };
  });
  return windowed(positions, plane.rows, plane.columns);
}

/** Fractional column and row of the points of a set. */
interface Positions {
  readonly x: Float64Array;
  readonly y: Float64Array;
}

function windowed(
  positions: readonly Positions[],
  rows: number,
  columns: number,
): { window: Window; stencils: Stencil[] } {
  let [row0, row1, column0, column1] = [rows, 0, columns, 0];
  for (const { x, y } of positions) {
    for (let p = 0; p < x.length; p++) {
      row0 = Math.min(row0, Math.floor(y[p]));
      row1 = Math.max(row1, Math.floor(y[p]) + 1);
      column0 = Math.min(column0, Math.floor(x[p]));
      column1 = Math.max(column1, Math.floor(x[p]) + 1);
    }
  }
  // A window across the seam of a global grid takes all columns.
  if (column1 >= columns) [column0, column1] = [0, columns - 1];
  row1 = Math.min(row1, rows - 1);
  const window = { row: row0, rows: row1 - row0 + 1, column: column0, columns: column1 - column0 + 1 };
  return { window, stencils: positions.map(({ x, y }) => stencil(x, y, window)) };
}

function stencil(x: Float64Array, y: Float64Array, window: Window): Stencil {
  const points = x.length;
  const index = new Int32Array(4 * points);
  const weight = new Float64Array(4 * points);
  for (let p = 0; p < points; p++) {
    const i = Math.floor(x[p]);
    const j = Math.floor(y[p]);
    const west = i - window.column;
    const east = (west + 1) % window.columns;
    const south = (j - window.row) * window.columns;
    const north = Math.min(window.rows - 1, j - window.row + 1) * window.columns;
    const fx = x[p] - i;
    const fy = y[p] - j;
    index.set([south + west, south + east, north + west, north + east], 4 * p);
    weight.set([(1 - fx) * (1 - fy), fx * (1 - fy), (1 - fx) * fy, fx * fy], 4 * p);
  }
  return { points, index, weight };
}

/** out[at + p] = interpolated field; `field` begins at `from`. */
export function interpolate(
  field: Float64Array,
  from: number,
  { points, index, weight }: Stencil,
  out: Float64Array,
  at = 0,
): void {
  for (let p = 0, n = 0; p < points; p++, n += 4) {
    out[at + p] =
      weight[n] * field[from + index[n]] +
      weight[n + 1] * field[from + index[n + 1]] +
      weight[n + 2] * field[from + index[n + 2]] +
      weight[n + 3] * field[from + index[n + 3]];
  }
}

/** Fractional index in an ascending axis; NaN outside. */
function position(axis: Float64Array, value: number): number {
  const last = axis.length - 1;
  if (value < axis[0] - 1e-6 || value > axis[last] + 1e-6) return Number.NaN;
  let low = 0;
  let high = last;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (axis[middle] <= value) low = middle;
    else high = middle;
  }
  return low + Math.min(1, Math.max(0, (value - axis[low]) / (axis[high] - axis[low])));
}

function longitudeAxis(longitudes: Float64Array, where: string): { position(longitude: number): number } {
  const count = longitudes.length;
  const relative = longitudes.map((value) => (((value - longitudes[0]) % 360) + 360) % 360);
  for (let i = 1; i < count; i++) {
    if (!(relative[i] > relative[i - 1])) {
      throw new CoverageError({
        where,
        found: `longitudes ${longitudes[i - 1]} and ${longitudes[i]} that do not run eastward`,
        expected: "longitudes that grow and cover no more than a full circle",
      });
    }
  }
  const step = relative[count - 1] / (count - 1);
  const global = 360 - relative[count - 1] < 1.5 * step;
  const axis = global ? Float64Array.from([...relative, 360]) : relative;
  return {
    position(longitude) {
      const x = (((longitude - longitudes[0]) % 360) + 360) % 360;
      const found = position(axis, x);
      return Number.isNaN(found) ? position(axis, x - 360) : found;
    },
  };
}

function outside(
  longitudes: Float64Array,
  latitudes: Float64Array,
  longitude: number,
  latitude: number,
  where: string,
): CoverageError {
  const range = (axis: Float64Array): string =>
    `${Number(Math.min(...axis).toFixed(2))} to ${Number(Math.max(...axis).toFixed(2))}`;
  return new CoverageError({
    where,
    found: `the point ${latitude.toFixed(2)} N ${longitude.toFixed(2)} E of the model grid lies outside the area of the files`,
    expected: `a model grid within ${range(latitudes)} N, ${range(longitudes)} E`,
    remedy: "take files of a larger area or a smaller grid",
  });
}

function beyond(plane: SourcePlane, longitude: number, latitude: number, where: string): CoverageError {
  const [east, north] = [plane.columns - 1, plane.rows - 1];
  const corners = [
    [0, 0],
    [east, 0],
    [east, north],
    [0, north],
  ].map(([column, row]) => plane.placeOf(column, row).map((angle) => Number(angle.toFixed(2))));
  return new CoverageError({
    where,
    found: `the point ${latitude.toFixed(2)} N ${longitude.toFixed(2)} E of the model grid lies outside the area of the files`,
    expected: `a model grid between the corners ${corners.map(([x, y]) => `${y} N ${x} E`).join(", ")}`,
    remedy: "take files of a larger area or a smaller grid",
  });
}
