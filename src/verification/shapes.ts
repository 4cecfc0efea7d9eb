/** What the closed flows carry, as functions of the plane [-1, 1]^2 and as means of cells. */
import { EARTH_RADIUS } from "../constants.js";
import type { Grid } from "../grids/grid.js";

export interface Shape {
  readonly name: "Gaussian" | "slotted cylinder";
  readonly at: (x: number, y: number) => number;
}

/** A Gaussian of standard deviation 0.15, and a cylinder of radius 0.4 with a slot (Zalesak 1979). */
export const shapes: readonly Shape[] = [
  { name: "Gaussian", at: (x, y) => Math.exp(-((x - 0.4) ** 2 + y * y) / (2 * 0.15 ** 2)) },
  {
    name: "slotted cylinder",
    at: (x, y) => (Math.hypot(x, y - 0.45) < 0.4 && !(Math.abs(x) < 0.07 && y < 0.6) ? 1 : 0),
  },
];

/** Points of a cell in each direction. */
const POINTS = 8;

/**
 * Mean of a shape over each cell of a stereographic grid [row][column], by area on the sphere: a piece of the plane at
 * the distance r from the point of tangency counts with (1 + r^2 / 4R^2)^-2, the map factor squared.
 */
export function cellMeans({ columns, rows, dx, dy, x0, y0 }: Grid, shape: Shape): Float64Array {
  return Float64Array.from({ length: columns * rows }, (_, cell) => {
    let [sum, weights] = [0, 0];
    for (let j = 0; j < POINTS; j++) {
      const row = Math.floor(cell / columns) + (j + 0.5) / POINTS;
      const y = y0 + (row - 0.5) * dy;
      for (let i = 0; i < POINTS; i++) {
        const column = (cell % columns) + (i + 0.5) / POINTS;
        const x = x0 + (column - 0.5) * dx;
        const weight = (1 + (x * x + y * y) / (4 * EARTH_RADIUS ** 2)) ** -2;
        sum += weight * shape.at((2 * column) / columns - 1, (2 * row) / rows - 1);
        weights += weight;
      }
    }
    return sum / weights;
  });
}
