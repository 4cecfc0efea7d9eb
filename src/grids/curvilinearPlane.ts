/**
 * A lattice whose points are known by their longitudes and latitudes alone, each cell of four points a bilinear patch of the
 * plane that touches the sphere at the place looked for (the gnomonic one). The cell is found by walking: the patch of
 * one cell, continued beyond it, says where to go next. On a folded or torn lattice the walk may end nowhere.
 */
import type { Direction, SourcePlane } from "./sourcePlane.js";
import { directionAt, unitVector, type Vector } from "./sphere.js";

/** Steps of a walk, and of Newton's method within a cell. */
const WALK = 200;
const NEWTON = 20;
/** Share of a cell by which a place may lie beyond the lattice. */
const EDGE = 1e-6;
/** A walk goes at most so many cells at once. */
const STRIDE = 50;

/** @param longitude,latitude of the points, [row][column] [degrees]; at least two of each */
export function curvilinearPlane(
  longitude: Float64Array,
  latitude: Float64Array,
  rows: number,
  columns: number,
): SourcePlane {
  const points = Array.from(longitude, (lambda, i) => unitVector(lambda, latitude[i]));
  let [column, row] = [columns >> 1, rows >> 1];
  const nowhere = [Number.NaN, Number.NaN] as const;
  const locate = (lambda: number, phi: number): readonly [number, number] => {
    const frame = tangent(lambda, phi);
    for (const start of ["last", "nearest"] as const) {
      if (start === "nearest") [column, row] = nearest(points, columns, unitVector(lambda, phi));
      for (let step = 0; step < WALK; step++) {
        column = Math.min(columns - 2, Math.max(0, column));
        row = Math.min(rows - 2, Math.max(0, row));
        const corner = row * columns + column;
        const found = within(
          [points[corner], points[corner + 1], points[corner + columns], points[corner + columns + 1]],
          frame,
        );
        if (found === undefined) break;
        const [s, t] = found;
        const [right, up] = [stride(s), stride(t)];
        if (right === 0 && up === 0) return [column + clamp(s), row + clamp(t)];
        const [nextColumn, nextRow] = [column + right, row + up];
        const stays = Math.min(columns - 2, Math.max(0, nextColumn)) === column;
        if (stays && Math.min(rows - 2, Math.max(0, nextRow)) === row) break;
        [column, row] = [nextColumn, nextRow];
      }
    }
    return nowhere;
  };
  const along = (place: readonly [number, number], right: number, up: number): Direction => {
    const [i, j] = [Math.min(columns - 1 - right, Math.round(place[0])), Math.min(rows - 1 - up, Math.round(place[1]))];
    return directionAt(points[j * columns + i], points[(j + up) * columns + i + right]);
  };
  return {
    columns,
    rows,
    locate,
    placeOf: (i, j) => [longitude[j * columns + i], latitude[j * columns + i]],
    directionsAt(lambda, phi) {
      const place = locate(lambda, phi);
      return { column: along(place, 1, 0), row: along(place, 0, 1) };
    },
  };
}

/** Cells to go, 0 where the coordinate is within the cell. */
function stride(value: number): number {
  if (value >= -EDGE && value <= 1 + EDGE) return 0;
  return Math.max(-STRIDE, Math.min(STRIDE, Math.floor(value)));
}

function clamp(value: number): number {
  return Math.min(1, Math.max(0, value));
}

interface Frame {
  readonly up: Vector;
  readonly east: Vector;
  readonly north: Vector;
}

function tangent(lambda: number, phi: number): Frame {
  const up = unitVector(lambda, phi);
  const north = unitVector(lambda, phi + 90);
  const east = unitVector(lambda + 90, 0);
  return { up, east, north };
}

/** Position in the patch of four points, counted from the first; undefined beyond the horizon or in a cell without extent. */
function within(corners: readonly Vector[], { up, east, north }: Frame): readonly [number, number] | undefined {
  const dot = (a: Vector, b: Vector): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
  const height = corners.map((corner) => dot(corner, up));
  if (!height.every((value) => value > 1e-3)) return undefined;
  const [a, b, c, d] = corners.map((corner, i) => [dot(corner, east) / height[i], dot(corner, north) / height[i]]);
  let [s, t] = [0.5, 0.5];
  for (let pass = 0; pass < NEWTON; pass++) {
    const at = (n: 0 | 1): number => (1 - t) * ((1 - s) * a[n] + s * b[n]) + t * ((1 - s) * c[n] + s * d[n]);
    const ds = (n: 0 | 1): number => (1 - t) * (b[n] - a[n]) + t * (d[n] - c[n]);
    const dt = (n: 0 | 1): number => (1 - s) * (c[n] - a[n]) + s * (d[n] - b[n]);
    const determinant = ds(0) * dt(1) - ds(1) * dt(0);
    if (determinant === 0 || !Number.isFinite(determinant)) return undefined;
    const [right, upward] = [
      (at(0) * dt(1) - at(1) * dt(0)) / determinant,
      (ds(0) * at(1) - ds(1) * at(0)) / determinant,
    ];
    s -= right;
    t -= upward;
    if (Math.abs(right) + Math.abs(upward) < 1e-12) break;
    // Far outside the patch is of no shape to follow: the first step says the way.
    if (Math.abs(s) > 2 || Math.abs(t) > 2) break;
  }
  return Number.isFinite(s + t) ? [s, t] : undefined;
}

function nearest(points: readonly Vector[], columns: number, place: Vector): [number, number] {
  let [best, most] = [0, -2];
  points.forEach(([x, y, z], i) => {
    const cosine = x * place[0] + y * place[1] + z * place[2];
    if (cosine > most) [best, most] = [i, cosine];
  });
  return [best % columns, Math.floor(best / columns)];
}
