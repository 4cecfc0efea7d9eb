/** The first field of a file on a grid that a map can have: its first time and the first level, in the units of the file. */
import { createGrid, type Grid, longitudeLatitudeGrid } from "../grids/grid.js";
import { createProjection } from "../grids/projection.js";
import { meaningOf } from "../io/cfAxes.js";
import { latitudeAxis, longitudeAxis } from "../io/cfHorizontal.js";
import { readRanges } from "../io/cfValues.js";
import { mappingProjection } from "../io/mappingProjection.js";
import type { NetcdfFile, NetcdfVariable } from "../io/netcdf.js";
import { extentOf, inPlane, MOST_PLACES, placesOfMesh } from "./grids.js";
import { orFault } from "./orFault.js";

export interface DrawnField {
  readonly variable: string;
  readonly units: string;
  readonly longName: string;
  readonly grid: Grid;
  /** [row][column], NaN where missing */
  readonly values: Float64Array;
}

/** More cells than a picture has pixels are thinned. */
const MOST_COLUMNS = 720;

/** @param names of its variables that are no coordinates @returns undefined where none can be drawn */
export function fieldToDraw(file: NetcdfFile, names: readonly string[]): DrawnField | undefined {
  for (const name of names) {
    const field = orFault([], () => fieldOf(file, file.variable(name)));
    if (field !== undefined && field.values.some(Number.isFinite)) return field;
  }
  return undefined;
}

function fieldOf(file: NetcdfFile, variable: NetcdfVariable): DrawnField | undefined {
  const { units, long_name: longName } = variable.attributes;
  const drawn = onLines(file, variable) ?? onProjection(file, variable) ?? onMesh(file, variable);
  if (drawn === undefined) return undefined;
  return { variable: variable.name, units: String(units ?? ""), longName: String(longName ?? ""), ...drawn };
}

type OnGrid = Pick<DrawnField, "grid" | "values">;

function axisOf(file: NetcdfFile, { dimensions, shape }: NetcdfVariable, wanted: string) {
  const position = dimensions.findIndex((name, i) => meaningOf(file, name, shape[i]) === wanted);
  return position < 0 ? undefined : { name: dimensions[position], position, size: shape[position] };
}

/** @returns [row][column] in the order of the file */
function plane(variable: NetcdfVariable, row: string, column: string): Float64Array | undefined {
  const { dimensions, shape } = variable;
  const range = (name: string) => {
    const position = dimensions.indexOf(name);
    return { position, from: 0, count: shape[position], reversed: false };
  };
  const ranges = [range(row), range(column)];
  return ranges[0].count * ranges[1].count > MOST_PLACES ? undefined : readRanges(variable, ranges);
}

/** Each cell of the picture takes the value of the box that its middle lies in. */
function onLines(file: NetcdfFile, variable: NetcdfVariable): OnGrid | undefined {
  const [y, x] = [axisOf(file, variable, "latitude"), axisOf(file, variable, "longitude")];
  if (y === undefined || x === undefined || y.size < 2 || x.size < 2) return undefined;
  const [latitude, longitude] = [latitudeAxis(file, y), longitudeAxis(file, x)];
  const [south, west] = [latitude.edges(), longitude.edges()];
  const values = plane(variable, y.name, x.name);
  if (values === undefined) return undefined;
  const [columns, rows] = [Math.min(MOST_COLUMNS, west.length - 1), Math.min(MOST_COLUMNS / 2, south.length - 1)];
  const [dx, dy] = [(west[west.length - 1] - west[0]) / columns, (south[south.length - 1] - south[0]) / rows];
  const grid = createGrid(longitudeLatitudeGrid("file", west[0] + dx / 2, south[0] + dy / 2, dx, dy, columns, rows));
  const place = (edges: Float64Array, n: number, step: number, reversed: boolean, size: number): number[] =>
    Array.from({ length: n }, (_, i) => {
      const box = edges.findLastIndex((edge) => edge <= edges[0] + (i + 0.5) * step);
      return reversed ? size - 1 - box : box;
    });
  const rowOf = place(south, rows, dy, latitude.reversed, y.size);
  const columnOf = place(west, columns, dx, longitude.reversed, x.size);
  return {
    grid,
    values: Float64Array.from({ length: grid.cells }, (_, cell) => {
      const [row, column] = [rowOf[Math.floor(cell / columns)], columnOf[cell % columns]];
      return values[row * x.size + column];
    }),
  };
}

/** In the plane of the projection. */
function onProjection(file: NetcdfFile, variable: NetcdfVariable): OnGrid | undefined {
  const definition = mappingProjection(file, variable);
  const [y, x] = [axisOf(file, variable, "y"), axisOf(file, variable, "x")];
  if (definition === undefined || y === undefined || x === undefined || y.size < 2 || x.size < 2) return undefined;
  const values = plane(variable, y.name, x.name);
  if (values === undefined) return undefined;
  const [ys, xs] = [y, x].map(({ name }) => inPlane(file.variable(name)));
  const [upward, eastward] = [ys[1] > ys[0], xs[1] > xs[0]];
  const grid = createGrid({
    name: "file",
    projection: createProjection(definition),
    columns: x.size,
    rows: y.size,
    x0: Math.min(xs[0], xs[x.size - 1]),
    y0: Math.min(ys[0], ys[y.size - 1]),
    dx: Math.abs(xs[x.size - 1] - xs[0]) / (x.size - 1),
    dy: Math.abs(ys[y.size - 1] - ys[0]) / (y.size - 1),
  });
  return {
    grid,
    values: Float64Array.from({ length: grid.cells }, (_, cell) => {
      const [row, column] = [Math.floor(cell / x.size), cell % x.size];
      return values[(upward ? row : y.size - 1 - row) * x.size + (eastward ? column : x.size - 1 - column)];
    }),
  };
}

/** Means of the places in each cell of longitudes and latitudes, as wide as the places are apart. */
function onMesh(file: NetcdfFile, variable: NetcdfVariable): OnGrid | undefined {
  const places = placesOfMesh(file, variable);
  if (places === undefined) return undefined;
  const { dimensions, longitude, latitude } = places;
  const values = plane(variable, ...dimensions);
  if (values === undefined || values.length < 4) return undefined;
  const size = variable.shape[variable.dimensions.indexOf(dimensions[1])];
  const { west, east, south, north } = extentOf(longitude, latitude);
  const columns = Math.min(MOST_COLUMNS, Math.max(2, Math.floor(0.6 * size)));
  const rows = Math.min(MOST_COLUMNS, Math.max(2, Math.floor((0.6 * values.length) / size)));
  const [dx, dy] = [(east - west) / columns, (north - south) / rows];
  const grid = createGrid(longitudeLatitudeGrid("file", west + dx / 2, south + dy / 2, dx, dy, columns, rows));
  const [sum, count] = [new Float64Array(grid.cells), new Float64Array(grid.cells)];
  values.forEach((value, i) => {
    const cell = grid.cellAt(longitude[i], latitude[i]);
    if (cell < 0 || Number.isNaN(value)) return;
    sum[cell] += value;
    count[cell]++;
  });
  return { grid, values: sum.map((total, cell) => total / count[cell]) };
}
