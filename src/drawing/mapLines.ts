/**
 * Lines on a map in the grid's own projection: coasts and borders, the graticule, and where it meets the frame.
 * Positions are [column, row] as `grid.locate` gives them, the frame being [-0.5, columns - 0.5] x [-0.5, rows - 0.5].
 */
import type { Grid } from "../grids/grid.js";
import type { PolygonGeometry } from "../grids/polygons.js";
import { chord, unitVector, type Vector } from "../grids/sphere.js";

export type Position = readonly [column: number, row: number];

/** Cells beyond the frame up to which lines are kept. */
const MARGIN = 2;

/**
 * Outlines of polygons near the domain, as open lines. Points on the far side of the Earth are left out before they
 * are projected, where many projections fold over; so are the cuts that some files make along the date line.
 */
export function outlines(grid: Grid, geometry: PolygonGeometry): Position[][] {
  const near = nearDomain(grid);
  const polygons = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
  const lines: Position[][] = [];
  for (const ring of polygons.flat()) {
    let line: Position[] = [];
    const end = (): void => {
      if (line.length > 1) lines.push(line);
      line = [];
    };
    let previous: readonly number[] | undefined;
    for (const point of ring) {
      const cut = previous !== undefined && Math.abs(previous[0]) > 179.99 && Math.abs(point[0]) > 179.99;
      const position = near(point[0], point[1]) ? locate(grid, point[0], point[1]) : undefined;
      if (position === undefined || !withinFrame(grid, position, MARGIN)) {
        if (position !== undefined && line.length > 0 && !jumps(grid, line[line.length - 1], position))
          line.push(position);
        end();
      } else {
        if (cut || (line.length > 0 && jumps(grid, line[line.length - 1], position))) end();
        line.push(position);
      }
      previous = point;
    }
    end();
  }
  return lines;
}

export interface Graticule {
  readonly meridians: readonly Position[][];
  readonly parallels: readonly Position[][];
  /** Where meridians meet the southern and parallels the western side of the frame. */
  readonly south: readonly { readonly column: number; readonly longitude: number }[];
  readonly west: readonly { readonly row: number; readonly latitude: number }[];
}

/** Meridians and parallels at round degrees, 4 to 8 of them across the domain. */
export function graticule(grid: Grid): Graticule {
  const bottom = edge(grid, (share) => [-0.5 + share * grid.columns, -0.5]);
  const left = edge(grid, (share) => [-0.5, -0.5 + share * grid.rows]);
  const longitudes = continuous(bottom.map(({ longitude }) => longitude));
  const latitudes = left.map(({ latitude }) => latitude);
  const stepLongitude = roundStep(longitudes[longitudes.length - 1] - longitudes[0]);
  const stepLatitude = roundStep(latitudes[latitudes.length - 1] - latitudes[0]);
  const [south, north] = extent(grid.cornerLatitude);
  const [west, east] = extent(continuous(grid.cornerLongitude, grid.columns + 1));
  const along = (from: number, to: number, at: (value: number) => [number, number]): Position[][] => {
    const lines: Position[][] = [[]];
    for (let i = 0; i <= 300; i++) {
      const position = locate(grid, ...at(from + ((to - from) * i) / 300));
      const line = lines[lines.length - 1];
      const broken = line.length > 0 && jumps(grid, line[line.length - 1], position);
      if (!withinFrame(grid, position, MARGIN) || broken) lines.push([]);
      if (withinFrame(grid, position, MARGIN)) lines[lines.length - 1].push(position);
    }
    return lines.filter((line) => line.length > 1);
  };
  return {
    meridians: multiples(stepLongitude, west, Math.min(east, west + 360 - 1e-6)).flatMap((longitude) =>
      along(south, north, (latitude) => [longitude, latitude]),
    ),
    parallels: multiples(stepLatitude, south, north).flatMap((latitude) =>
      along(west, east, (longitude) => [longitude, latitude]),
    ),
    south: crossings(longitudes, stepLongitude).map(({ share, value }) => ({
      column: -0.5 + share * grid.columns,
      longitude: value - 360 * Math.round(value / 360),
    })),
    west: crossings(latitudes, stepLatitude).map(({ share, value }) => ({
      row: -0.5 + share * grid.rows,
      latitude: value,
    })),
  };
}

/** "105°E", "0°", "180°" */
export function longitudeLabel(longitude: number): string {
  const size = Math.abs(longitude);
  return `${size}°${size === 0 || size === 180 ? "" : longitude < 0 ? "W" : "E"}`;
}

/** "35°N" */
export function latitudeLabel(latitude: number): string {
  return `${Math.abs(latitude)}°${latitude === 0 ? "" : latitude < 0 ? "S" : "N"}`;
}

function locate(grid: Grid, longitude: number, latitude: number): Position {
  const { column, row } = grid.locate(longitude, latitude);
  return [column, row];
}

function withinFrame(grid: Grid, [column, row]: Position, margin: number): boolean {
  return (
    column >= -0.5 - margin &&
    column <= grid.columns - 0.5 + margin &&
    row >= -0.5 - margin &&
    row <= grid.rows - 0.5 + margin
  );
}

/** Whether two neighbouring points lie further apart than any line of the map would go in one step. */
function jumps(grid: Grid, [a, b]: Position, [c, d]: Position): boolean {
  return !(Math.hypot(a - c, b - d) < 0.5 * Math.max(grid.columns, grid.rows));
}

/** Whether a point is within 1.3 times the distance of the furthest corner from the middle of the domain. */
function nearDomain(grid: Grid): (longitude: number, latitude: number) => boolean {
  const [longitude, latitude] = grid.projection.inverse(
    grid.x0 + ((grid.columns - 1) / 2) * grid.dx,
    grid.y0 + ((grid.rows - 1) / 2) * grid.dy,
  );
  const centre: Vector = unitVector(longitude, latitude);
  let reach = 0;
  grid.cornerLongitude.forEach((lambda, i) => {
    reach = Math.max(reach, chord(centre, unitVector(lambda, grid.cornerLatitude[i])));
  });
  return (lambda, phi) => chord(centre, unitVector(lambda, phi)) <= 1.3 * reach;
}

function edge(grid: Grid, at: (share: number) => [number, number]): { longitude: number; latitude: number }[] {
  return Array.from({ length: 401 }, (_, i) => {
    const [column, row] = at(i / 400);
    const [longitude, latitude] = grid.projection.inverse(grid.x0 + column * grid.dx, grid.y0 + row * grid.dy);
    return { longitude, latitude };
  });
}

/** Longitudes without jumps of 360; with `stride`, each row goes on from the start of the one before. */
function continuous(longitudes: ArrayLike<number>, stride = longitudes.length): number[] {
  const result: number[] = [];
  for (let i = 0; i < longitudes.length; i++) {
    const reference = i === 0 ? longitudes[0] : i % stride === 0 ? result[i - stride] : result[i - 1];
    result.push(longitudes[i] - 360 * Math.round((longitudes[i] - reference) / 360));
  }
  return result;
}

function extent(values: ArrayLike<number>): [number, number] {
  const list = Array.from(values);
  return [list.reduce((a, b) => Math.min(a, b)), list.reduce((a, b) => Math.max(a, b))];
}

/** Degrees between lines, such that a span holds about 4 to 8 of them. */
function roundStep(span: number): number {
  const steps = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 30, 60];
  return steps.find((step) => Math.abs(span) / step <= 8) ?? 90;
}

function multiples(step: number, from: number, to: number): number[] {
  const list: number[] = [];
  for (let n = Math.ceil(from / step); n * step <= to; n++) list.push(Math.round(n * step * 1e6) / 1e6);
  return list;
}

/** Where a sampled function passes multiples of `step`, as a share [0, 1] of the way. */
function crossings(values: readonly number[], step: number): { share: number; value: number }[] {
  return values.slice(1).flatMap((value, i) => {
    const [low, high] = [Math.min(values[i], value), Math.max(values[i], value)];
    if (high === low) return [];
    return multiples(step, low, high)
      .filter((multiple) => multiple !== values[i] || i === 0)
      .map((multiple) => ({
        share: (i + (multiple - values[i]) / (value - values[i])) / (values.length - 1),
        value: multiple,
      }));
  });
}
