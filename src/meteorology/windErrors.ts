/**
 * Errors of the wind that vary in space and time: k x grad(psi) of a drawn streamfunction, so without divergence. psi is
 * Gaussian with a correlation exp(-r^2 / 2 L^2), L = 800 km, and of 2 days in time, and turns with height from one field at
 * the ground to an independent one at the top,
 *     psi(level) = speed L (cos(a) psi_low + sin(a) psi_high),   a = pi/2 level / (levels - 1),
 * so that each component of the wind errs by `speed` (standard deviation) at every level.
 */
import { SECONDS_PER_DAY } from "../constants.js";
import { createCorrelation } from "../fields/correlatedNoise.js";
import { createEvolvingField } from "../fields/evolvingField.js";
import type { Grid } from "../grids/grid.js";
import type { RandomField } from "../random.js";
import type { Time } from "../time.js";

const LENGTH = 800e3;
const DURATION = 2 * SECONDS_PER_DAY;

/** Wind through x faces [level][row][column + 1] and y faces [level][row + 1][column], [m s-1]. */
export interface FaceWinds {
  readonly xWind: Float64Array;
  readonly yWind: Float64Array;
}

/**
 * @param speed standard deviation of each component [m s-1]
 * @param draw  of a node in time, for the lower and the upper field
 * @returns what gives winds times a factor, with the errors of a time added; the winds given stay as they are
 */
export function windErrors(
  grid: Grid,
  speed: number,
  draw: (field: "low" | "high", node: number) => RandomField,
): (winds: FaceWinds, factor: number, time: Time) => FaceWinds {
  if (speed === 0) {
    return ({ xWind, yWind }, factor) => ({ xWind: times(factor, xWind), yWind: times(factor, yWind) });
  }
  const correlation = createCorrelation(grid, LENGTH);
  const evolving = (field: "low" | "high") =>
    createEvolvingField(grid.cells, DURATION, (node) => correlation.sample(draw(field, node)));
  const [low, high] = [evolving("low"), evolving("high")];
  return (winds, factor, time) => {
    const [lower, upper] = [low, high].map((field) => throughFaces(grid, field(time), speed * LENGTH));
    return {
      xWind: withErrors(winds.xWind, factor, lower.xWind, upper.xWind),
      yWind: withErrors(winds.yWind, factor, lower.yWind, upper.yWind),
    };
  };
}

function times(factor: number, values: Float64Array): Float64Array {
  const result = new Float64Array(values.length);
  for (let i = 0; i < values.length; i++) result[i] = factor * values[i];
  return result;
}

/** @param wind [level][face] @param lower,upper errors of the lowest and of the highest level, [face] */
function withErrors(wind: Float64Array, factor: number, lower: Float64Array, upper: Float64Array): Float64Array {
  const result = new Float64Array(wind.length);
  const levels = wind.length / lower.length;
  for (let level = 0, i = 0; level < levels; level++) {
    const angle = ((Math.PI / 2) * level) / Math.max(1, levels - 1);
    const [ofLower, ofUpper] = [Math.cos(angle), Math.sin(angle)];
    for (let face = 0; face < lower.length; face++, i++) {
      result[i] = factor * wind[i] + ofLower * lower[face] + ofUpper * upper[face];
    }
  }
  return result;
}

/** The wind of one level: differences of psi between the corners of each face over its length. @param psi in the cells [1] */
function throughFaces(grid: Grid, psi: Float64Array, scale: number): FaceWinds {
  const { columns, rows, xFaces, yFaces } = grid;
  const corner = cornersOf(grid, psi);
  const xWind = new Float64Array((columns + 1) * rows);
  const yWind = new Float64Array(columns * (rows + 1));
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column <= columns; column++) {
      const face = row * (columns + 1) + column;
      xWind[face] = (scale * (corner[face] - corner[face + columns + 1])) / xFaces.length[face];
    }
  }
  for (let row = 0; row <= rows; row++) {
    for (let column = 0; column < columns; column++) {
      const south = row * (columns + 1) + column;
      const face = row * columns + column;
      yWind[face] = (scale * (corner[south + 1] - corner[south])) / yFaces.length[face];
    }
  }
  return { xWind, yWind };
}

/** Means of the cells around each corner, linear beyond the outermost centres. @returns [row + 1][column + 1] */
function cornersOf({ columns, rows }: Grid, values: Float64Array): Float64Array {
  const corner = new Float64Array((columns + 1) * (rows + 1));
  const at = (row: number, column: number): number => values[row * columns + column];
  const between = (position: number, count: number): [number, number] => {
    const first = Math.min(count - 2, Math.max(0, position - 1));
    return [first, position - 0.5 - first];
  };
  for (let row = 0; row <= rows; row++) {
    const [j, y] = between(row, rows);
    for (let column = 0; column <= columns; column++) {
      const [i, x] = between(column, columns);
      corner[row * (columns + 1) + column] =
        (1 - y) * ((1 - x) * at(j, i) + x * at(j, i + 1)) + y * ((1 - x) * at(j + 1, i) + x * at(j + 1, i + 1));
    }
  }
  return corner;
}
