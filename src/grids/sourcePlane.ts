/**
 * A lattice whose columns and rows are not lines of longitude and latitude: that of a map projection. Where a place lies
 * among its points, and where its columns and rows run.
 */
import type { Projection } from "./projection.js";
import { directionAt, unitVector } from "./sphere.js";

/** East and north components of a unit vector. */
export type Direction = readonly [east: number, north: number];

export interface SourcePlane {
  readonly columns: number;
  readonly rows: number;
  /** Between which points a place [degrees] lies, counted from 0; NaN beyond the outermost ones. */
  locate(longitude: number, latitude: number): readonly [column: number, row: number];
  /** [longitude, latitude] of a point [degrees] */
  placeOf(column: number, row: number): readonly [number, number];
  /** Whither columns and rows grow at a place. */
  directionsAt(longitude: number, latitude: number): { readonly column: Direction; readonly row: Direction };
}

/** Share of a spacing by which a place may lie beyond the outermost points. */
const EDGE = 1e-6;
/** Share of the spacing over which directions are taken. */
const STEP = 1e-3;

/** @param x,y of the points in the plane of the projection, growing, at least two of each */
export function projectedPlane(projection: Projection, x: Float64Array, y: Float64Array): SourcePlane {
  const [dx, dy] = [x, y].map((values) => (STEP * (values[values.length - 1] - values[0])) / (values.length - 1));
  const towards = (x0: number, y0: number, stepX: number, stepY: number): Direction => {
    const ends = [-1, 1].map((sign) => unitVector(...projection.inverse(x0 + sign * stepX, y0 + sign * stepY)));
    return directionAt(ends[0], ends[1]);
  };
  return {
    columns: x.length,
    rows: y.length,
    locate(longitude, latitude) {
      const [px, py] = projection.forward(longitude, latitude);
      return [positionIn(x, px), positionIn(y, py)];
    },
    placeOf: (column, row) => projection.inverse(x[column], y[row]),
    directionsAt(longitude, latitude) {
      const [px, py] = projection.forward(longitude, latitude);
      return { column: towards(px, py, dx, 0), row: towards(px, py, 0, dy) };
    },
  };
}

/** Fractional index in growing values; NaN outside. */
function positionIn(values: Float64Array, value: number): number {
  const last = values.length - 1;
  const slack = (EDGE * (values[last] - values[0])) / last;
  if (!(value >= values[0] - slack && value <= values[last] + slack)) return Number.NaN;
  let low = 0;
  let high = last;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (values[middle] <= value) low = middle;
    else high = middle;
  }
  return low + Math.min(1, Math.max(0, (value - values[low]) / (values[high] - values[low])));
}
