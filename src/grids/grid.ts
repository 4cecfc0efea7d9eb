/**
 * The horizontal grid: a regular lattice of cells in the plane of a projection, measured on the sphere.
 * Arrays are [row][column], row 0 the southernmost, column 0 the westernmost. x faces stand between columns
 * ([row][column + 1] entries, face `i` is west of column `i`), y faces between rows ([row + 1][column]).
 */
import { ConfigError } from "../errors.js";
import { createProjection, longitudeLatitude, obliqueStereographic, type Projection } from "./projection.js";
import { directionAt, greatCircleDistance, quadrilateralArea, unitVector, type Vector } from "./sphere.js";

export interface GridDefinition {
  readonly name: string;
  readonly projection: Projection;
  readonly columns: number;
  readonly rows: number;
  /** Coordinate of the centre of column 0 and row 0, and the spacing: [m], or [degrees] for longlat. */
  readonly x0: number;
  readonly y0: number;
  readonly dx: number;
  readonly dy: number;
}

/** Faces of one direction. */
export interface Faces {
  /** Length of each face [m]. */
  readonly length: Float64Array;
  /** Eastward and northward components of the unit normal that points to growing column (x) or row (y). */
  readonly normalEast: Float64Array;
  readonly normalNorth: Float64Array;
  /** Middle of each face [degrees]. */
  readonly longitude: Float64Array;
  readonly latitude: Float64Array;
}

export interface Grid extends GridDefinition {
  /** columns * rows */
  readonly cells: number;
  /** Centre of each cell [degrees], and as a unit vector [cell][3]. */
  readonly longitude: Float64Array;
  readonly latitude: Float64Array;
  readonly unitVectors: Float64Array;
  /** Area of each cell on the sphere [m2]. */
  readonly area: Float64Array;
  readonly xFaces: Faces;
  readonly yFaces: Faces;
  /** Corners, [row + 1][column + 1], [degrees]. */
  readonly cornerLongitude: Float64Array;
  readonly cornerLatitude: Float64Array;
  /**
   * Fractional position of a point: (0, 0) is the centre of the south-west cell, a point is in the domain when
   * -0.5 <= column < columns - 0.5 and likewise for the row.
   */
  locate(longitude: number, latitude: number): { column: number; row: number };
  /** Index of the cell that holds a point, or -1 outside the domain. */
  cellAt(longitude: number, latitude: number): number;
}

export const gridPresets = ["china-64km"] as const;
export type GridPreset = (typeof gridPresets)[number];

/**
 * Grids of the literature by name. `china-64km`: 105 x 86 cells of 64 km centred 35 N 116 E (Kou et al. 2023).
 * @example
 * import { gridPreset } from "openjdas";
 *
 * const { columns, rows, dx } = gridPreset("china-64km");
 * [columns, rows, dx]; // => [105, 86, 64000]
 */
export function gridPreset(name: GridPreset): GridDefinition {
  switch (name) {
    case "china-64km":
      return centredGrid(name, createProjection(obliqueStereographic(116, 35)), 105, 86, 64e3, [116, 35]);
  }
}

/**
 * A lattice of square cells whose middle is a given point. @param spacing [m]
 * @example
 * import { centredGrid, createProjection } from "openjdas";
 *
 * const projection = createProjection("+proj=lcc +lat_1=30 +lat_2=60 +lat_0=35 +lon_0=110 +R=6370000");
 * const definition = centredGrid("east", projection, 20, 10, 100e3, [110, 35]);
 * [definition.x0, definition.y0].map(Math.round); // => [-950000, -450000]
 */
export function centredGrid(
  name: string,
  projection: Projection,
  columns: number,
  rows: number,
  spacing: number,
  centre: readonly [number, number],
): GridDefinition {
  const [x, y] = projection.forward(centre[0], centre[1]);
  return {
    name,
    projection,
    columns,
    rows,
    x0: x - ((columns - 1) / 2) * spacing,
    y0: y - ((rows - 1) / 2) * spacing,
    dx: spacing,
    dy: spacing,
  };
}

/**
 * A longitude-latitude lattice from its south-west cell centre and spacing [degrees].
 * @example
 * import { longitudeLatitudeGrid } from "openjdas";
 *
 * const definition = longitudeLatitudeGrid("world", -178, -89, 4, 2, 90, 90);
 * [definition.columns * definition.dx, definition.rows * definition.dy]; // => [360, 180]
 */
export function longitudeLatitudeGrid(
  name: string,
  west: number,
  south: number,
  dx: number,
  dy: number,
  columns: number,
  rows: number,
): GridDefinition {
  return {
    name,
    projection: longitudeLatitude(west + ((columns - 1) / 2) * dx),
    columns,
    rows,
    x0: west,
    y0: south,
    dx,
    dy,
  };
}

/**
 * @throws ConfigError where the projection does not cover the lattice, or covers a place twice
 * @example
 * import { createGrid, gridPreset } from "openjdas";
 *
 * const grid = createGrid(gridPreset("china-64km"));
 * grid.cells; // => 9030
 * const cell = grid.cellAt(116.4, 39.9);
 * grid.area[cell] / 1e6 > 4000; // => true
 */
export function createGrid(definition: GridDefinition): Grid {
  const { columns, rows, projection, x0, y0, dx, dy } = definition;
  const cells = columns * rows;
  if (!Number.isFinite(x0 + y0)) throw unfit(definition, "its middle lies outside the reach of the projection");
  const corners = lattice(projection, columns + 1, rows + 1, x0 - dx / 2, y0 - dy / 2, dx, dy);
  const centres = lattice(projection, columns, rows, x0, y0, dx, dy);
  for (const angle of [...corners.latitude, ...corners.longitude]) {
    if (!Number.isFinite(angle)) throw unfit(definition, "some corners lie outside the reach of the projection");
  }
  const stride = columns + 1;
  const area = new Float64Array(cells);
  const unitVectors = new Float64Array(3 * cells);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const cell = row * columns + column;
      const southWest = row * stride + column;
      area[cell] = quadrilateralArea(
        corners.vectors[southWest],
        corners.vectors[southWest + 1],
        corners.vectors[southWest + 1 + stride],
        corners.vectors[southWest + stride],
      );
      unitVectors.set(centres.vectors[cell], 3 * cell);
    }
  }
  const xFaces = faces(stride, rows, (face) => {
    return [corners.vectors[face + stride], corners.vectors[face]];
  });
  const yFaces = faces(columns, rows + 1, (face) => {
    const west = Math.floor(face / columns) * stride + (face % columns);
    return [corners.vectors[west], corners.vectors[west + 1]];
  });
  const locate = (longitude: number, latitude: number): { column: number; row: number } => {
    const [x, y] = projection.forward(longitude, latitude);
    return { column: (x - x0) / dx, row: (y - y0) / dy };
  };
  const grid: Grid = {
    ...definition,
    cells,
    longitude: centres.longitude,
    latitude: centres.latitude,
    unitVectors,
    area,
    xFaces,
    yFaces,
    cornerLongitude: corners.longitude,
    cornerLatitude: corners.latitude,
    locate,
    cellAt(longitude, latitude) {
      const { column, row } = locate(longitude, latitude);
      const i = Math.floor(column + 0.5);
      const j = Math.floor(row + 0.5);
      return i >= 0 && i < columns && j >= 0 && j < rows ? j * columns + i : -1;
    },
  };
  checkCells(grid);
  return grid;
}

/** Every cell must have an area, and be found at its centre. */
function checkCells(grid: Grid): void {
  for (let cell = 0; cell < grid.cells; cell++) {
    const [longitude, latitude] = [grid.longitude[cell], grid.latitude[cell]];
    if (!(grid.area[cell] > 0) || grid.cellAt(longitude, latitude) !== cell) {
      const at = `row ${Math.floor(cell / grid.columns)}, column ${cell % grid.columns}`;
      throw unfit(grid, `the cell in ${at} lies beyond a pole or where another one is`);
    }
  }
}

function unfit(definition: GridDefinition, found: string): ConfigError {
  return new ConfigError({
    where: `grid "${definition.name}"`,
    found,
    expected: "a lattice that the projection maps to the sphere, each place once",
    remedy: "check the projection, centre, spacing and number of cells",
  });
}

/** Cell centre of a grid as a unit vector. */
export function cellVector(grid: Grid, cell: number): Vector {
  return [grid.unitVectors[3 * cell], grid.unitVectors[3 * cell + 1], grid.unitVectors[3 * cell + 2]];
}

interface Lattice {
  readonly longitude: Float64Array;
  readonly latitude: Float64Array;
  readonly vectors: Vector[];
}

function lattice(
  projection: Projection,
  columns: number,
  rows: number,
  x0: number,
  y0: number,
  dx: number,
  dy: number,
): Lattice {
  const longitude = new Float64Array(columns * rows);
  const latitude = new Float64Array(columns * rows);
  const vectors: Vector[] = [];
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const [lambda, phi] = projection.inverse(x0 + column * dx, y0 + row * dy);
      longitude[row * columns + column] = lambda;
      latitude[row * columns + column] = phi;
      vectors.push(unitVector(lambda, phi));
    }
  }
  return { longitude, latitude, vectors };
}

/** The normal of a face is its direction (start to end) turned left by a quarter. */
function faces(columns: number, rows: number, ends: (face: number) => [Vector, Vector]): Faces {
  const count = columns * rows;
  const result: Faces = {
    length: new Float64Array(count),
    normalEast: new Float64Array(count),
    normalNorth: new Float64Array(count),
    longitude: new Float64Array(count),
    latitude: new Float64Array(count),
  };
  for (let face = 0; face < count; face++) {
    const [start, end] = ends(face);
    const [east, north] = directionAt(start, end);
    result.length[face] = greatCircleDistance(start, end);
    result.normalEast[face] = -north;
    result.normalNorth[face] = east;
    const middle = [start[0] + end[0], start[1] + end[1], start[2] + end[2]] as const;
    result.longitude[face] = (Math.atan2(middle[1], middle[0]) * 180) / Math.PI;
    result.latitude[face] = (Math.atan2(middle[2], Math.hypot(middle[0], middle[1])) * 180) / Math.PI;
  }
  return result;
}
