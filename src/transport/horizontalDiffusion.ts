/**
 * Multiscale horizontal diffusion of US EPA CMAQ v5.5 (doi:10.5281/zenodo.13883210), as exchange of dry air through faces,
 *     g = K l mean(m / A) / d [kg s-1],   d = mean(A) / l,
 *     K = K_N K_D / (K_N + K_D),   K_D = max(200 m2 s-1, (0.28 s)^2 D),   K_N = 2000 m2 s-1 (4 km / s)^2,
 * l the length of the face, s^2 = A the area of a cell, K the mean of the two cells. D is the deformation of the wind in
 * orthogonal coordinates of scales h (Smagorinsky 1963, doi:10.1175/1520-0493(1963)091<0099:GCEWTP>2.3.CO;2),
 *     D^2 = (h_y/h_x d(u/h_y) - h_x/h_y d(v/h_x))^2 + (h_y/h_x d(v/h_y) + h_x/h_y d(u/h_x))^2, d by x, y, x, y,
 * zero in any turn of the sphere. CMAQ takes widths of the map for those of the sphere, and D of a cell at its south-west
 * corner. Nothing crosses the sides of the domain.
 */
import type { CellPlaces } from "../grids/cellInWords.js";
import type { Grid } from "../grids/grid.js";
import type { VerticalCoordinate } from "../grids/verticalCoordinate.js";
import { dryBurden } from "../meteorology/dryAir.js";
import type { Meteorology } from "../meteorology/meteorology.js";
import type { SubgridTransport } from "./subgridTransport.js";

const BASE_SPACING = 4000;
const BASE_DIFFUSIVITY = 2000;
const LEAST_DIFFUSIVITY = 200;
const ALPHA = 0.28;

type DiffusionGrid = Pick<Grid, "columns" | "rows" | "cells" | "area"> & {
  readonly xFaces: Pick<Grid["xFaces"], "length">;
  readonly yFaces: Pick<Grid["yFaces"], "length">;
};

/** @returns exchange of a weather; the next call overwrites its arrays */
export function createHorizontalDiffusion(
  grid: DiffusionGrid & CellPlaces,
  vertical: VerticalCoordinate,
): (weather: Meteorology) => Required<Pick<SubgridTransport, "xDiffusion" | "yDiffusion">> {
  const { columns, rows, cells, area } = grid;
  const { levels } = vertical;
  const xLength = grid.xFaces.length;
  const yLength = grid.yFaces.length;
  const xDiffusion = new Float64Array(levels * rows * (columns + 1));
  const yDiffusion = new Float64Array(levels * (rows + 1) * columns);
  const burden = new Float64Array(levels * cells);
  const diffusivity = new Float64Array(cells);
  return (weather) => {
    dryBurden(vertical, grid, weather, burden);
    for (let k = 0; k < levels; k++) {
      const u = weather.xWind.subarray(k * xLength.length, (k + 1) * xLength.length);
      const v = weather.yWind.subarray(k * yLength.length, (k + 1) * yLength.length);
      cellDiffusivity(grid, u, v, diffusivity);
      const level = k * cells;
      const exchange = (low: number, high: number, length: number): number =>
        ((diffusivity[low] + diffusivity[high]) * (burden[level + low] + burden[level + high]) * length * length) /
        (2 * (area[low] + area[high]));
      for (let row = 0; row < rows; row++) {
        for (let column = 1; column < columns; column++) {
          const face = row * (columns + 1) + column;
          const cell = row * columns + column;
          xDiffusion[k * xLength.length + face] = exchange(cell - 1, cell, xLength[face]);
        }
      }
      for (let cell = columns; cell < cells; cell++) {
        yDiffusion[k * yLength.length + cell] = exchange(cell - columns, cell, yLength[cell]);
      }
    }
    return { xDiffusion, yDiffusion };
  };
}

/** K of each cell of a level [m2 s-1]. @param u [row][column + 1], v [row + 1][column] [m s-1] */
export function cellDiffusivity(grid: DiffusionGrid, u: Float64Array, v: Float64Array, out: Float64Array): void {
  const { columns, rows, area } = grid;
  const x = grid.xFaces.length;
  const y = grid.yFaces.length;
  const [across, along] = [columns + 1, columns];
  for (let row = 0; row < rows; row++) {
    const south = Math.max(0, row - 1);
    const north = Math.min(rows - 1, row + 1);
    for (let column = 0; column < columns; column++) {
      const west = Math.max(0, column - 1);
      const east = Math.min(columns - 1, column + 1);
      const face = row * across + column;
      const cell = row * along + column;
      // u / h_x of a cell in column `column`, v / h_y of one in row `row`: means of two faces over means of two lengths
      const uOver = (r: number): number =>
        (u[r * across + column] + u[r * across + column + 1]) / (y[r * along + column] + y[(r + 1) * along + column]);
      const vOver = (c: number): number =>
        (v[row * along + c] + v[(row + 1) * along + c]) / (x[row * across + c] + x[row * across + c + 1]);
      const ratio = (x[face] + x[face + 1]) / (y[cell] + y[cell + along]);
      const stretching =
        ratio * (u[face + 1] / x[face + 1] - u[face] / x[face]) -
        (v[cell + along] / y[cell + along] - v[cell] / y[cell]) / ratio;
      const dv = east > west ? (vOver(east) - vOver(west)) / (east - west) : 0;
      const du = north > south ? (uOver(north) - uOver(south)) / (north - south) : 0;
      const shearing = ratio * dv + du / ratio;
      const numerical = (BASE_DIFFUSIVITY * BASE_SPACING * BASE_SPACING) / area[cell];
      const physical = Math.max(LEAST_DIFFUSIVITY, ALPHA * ALPHA * area[cell] * Math.hypot(stretching, shearing));
      out[cell] = (numerical * physical) / (numerical + physical);
    }
  }
}
