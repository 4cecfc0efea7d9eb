/**
 * First-order conservative regridding from a mesh of four-cornered cells, such as those of a projected grid: as
 * `createRegridder`, with the area that a cell of the mesh and one of the grid share on the sphere, both with great-circle
 * sides (Jones 1999, doi:10.1175/1520-0493(1999)127<2204:FASOCR>2.0.CO;2).
 */
import { EARTH_RADIUS } from "../constants.js";
import type { Grid } from "./grid.js";
import { type Overlap, type OverlapTable, overlapTable } from "./regridder.js";
import { unitVector, type Vector } from "./sphere.js";
import { clipToConvex, polygonArea } from "./sphericalPolygon.js";

/** Cells by their corners, [row + 1][column + 1] [degrees]; rows and columns may run any way. */
export interface MeshOfCells {
  readonly rows: number;
  readonly columns: number;
  readonly cornerLongitude: ArrayLike<number>;
  readonly cornerLatitude: ArrayLike<number>;
}

/** Overlaps below are those of sides that only touch [sr]. */
const TOUCHING = 1e-20;

/** @returns what cells of the grid share with cells of the mesh, [row][column] */
export function cellOverlaps(mesh: MeshOfCells, grid: Grid): OverlapTable {
  const met: Overlap[][] = Array.from({ length: grid.cells }, () => []);
  const targets: (readonly Vector[] | undefined)[] = [];
  for (let box = 0; box < mesh.rows * mesh.columns; box++) {
    const places = cornersOf(box, mesh.columns).map((corner) => [
      mesh.cornerLongitude[corner],
      mesh.cornerLatitude[corner],
    ]);
    const candidates = cellsNear(grid, places);
    if (candidates.length === 0) continue;
    const corners = places.map(([longitude, latitude]) => unitVector(longitude, latitude));
    const ring = polygonArea(corners) < 0 ? corners.reverse() : corners;
    for (const cell of candidates) {
      const target = (targets[cell] ??= outlineOf(grid, cell));
      const area = polygonArea(clipToConvex(ring, target));
      if (area > TOUCHING) met[cell].push({ box, area: area * EARTH_RADIUS ** 2 });
    }
  }
  return overlapTable(grid, mesh.rows * mesh.columns, (cell) => met[cell]);
}

/** Area of each cell of a mesh on the sphere, [row][column] [m2]. */
export function cellAreas(mesh: MeshOfCells): Float64Array {
  return Float64Array.from({ length: mesh.rows * mesh.columns }, (_, box) => {
    const corners = cornersOf(box, mesh.columns).map((corner) =>
      unitVector(mesh.cornerLongitude[corner], mesh.cornerLatitude[corner]),
    );
    return Math.abs(polygonArea(corners)) * EARTH_RADIUS ** 2;
  });
}

/** Indices of the four corners of a cell in turn. */
function cornersOf(cell: number, columns: number): number[] {
  const first = Math.floor(cell / columns) * (columns + 1) + (cell % columns);
  return [first, first + 1, first + columns + 2, first + columns + 1];
}

function outlineOf(grid: Grid, cell: number): readonly Vector[] {
  return cornersOf(cell, grid.columns).map((corner) =>
    unitVector(grid.cornerLongitude[corner], grid.cornerLatitude[corner]),
  );
}

/** Cells that one with these corners can meet: those of the rectangle around it in the grid's own plane, and some more. */
function cellsNear(grid: Grid, places: readonly (readonly number[])[]): number[] {
  const found = places.map(([longitude, latitude]) => grid.locate(longitude, latitude));
  const range = (values: readonly number[], most: number): [number, number] => {
    const [least, greatest] = [Math.min(...values), Math.max(...values)];
    // The sides of a cell are no straight lines in the plane.
    const margin = 1 + 0.1 * (greatest - least);
    return [Math.max(0, Math.floor(least - margin)), Math.min(most - 1, Math.ceil(greatest + margin))];
  };
  const columns = range(
    found.map(({ column }) => column),
    grid.columns,
  );
  const rows = range(
    found.map(({ row }) => row),
    grid.rows,
  );
  const cells: number[] = [];
  // Beyond the reach of the projection there are no numbers, and no cell.
  for (let row = rows[0]; row <= rows[1]; row++) {
    for (let column = columns[0]; column <= columns[1]; column++) cells.push(row * grid.columns + column);
  }
  return cells;
}
