/**
 * Smooth Gaussian random fields of unit variance with the correlation exp(-r^2 / 2 L^2) (at the distance L it is 0.61):
 * the sum of Gaussian bumps of width s = L / sqrt(2), each times an independent normal draw, on a lattice of nodes that
 * is spaced by s (ripple of the variance below 1e-4) and reaches 4 s beyond the grid, divided by its exact standard
 * deviation in each cell. So variance is 1 everywhere, edges included. Bumps are a product of a profile along columns
 * and one along rows, with the mean spacing of each row: exact on even grids, close on projected and regional
 * longitude-latitude grids; it does not join the ends of a grid that goes around the Earth.
 */
import { ConfigError } from "../errors.js";
import type { Grid } from "../grids/grid.js";
import type { RandomField } from "../random.js";

/** Bumps end at this many widths. */
const REACH = 4;

export interface Correlation {
  /** L [m]. */
  readonly length: number;
  /** Number of normal draws a field takes: indices 0 to draws - 1 of its random field. */
  readonly draws: number;
  /** @returns one field, [row][column], mean 0 and variance 1 over many draws */
  sample(field: RandomField): Float64Array;
}

/** Weights of the nodes at each of some places in a row, one place after the other. */
interface Profiles {
  /** First node of each place, [place] */
  readonly first: Int32Array;
  /** Where the weights of each place begin, and the last ones end, [place + 1] */
  readonly start: Int32Array;
  readonly weights: Float64Array;
}

/** What a correlation needs of a grid. */
export interface CorrelatedGrid extends Pick<Grid, "columns" | "rows" | "cells"> {
  /** [m] */
  readonly xFaces: Pick<Grid["xFaces"], "length">;
  readonly yFaces: Pick<Grid["yFaces"], "length">;
}

/**
 * @param length L [m] @throws ConfigError where it is not positive
 * @example
 * import { createCorrelation, createGrid, gridPreset, randomField } from "openjdas";
 *
 * const grid = createGrid(gridPreset("china-64km"));
 * const field = createCorrelation(grid, 800e3).sample(randomField(1, "truthFlux"));
 * field.length === grid.cells; // => true
 */
export function createCorrelation(grid: CorrelatedGrid, length: number): Correlation {
  if (!(length > 0 && Number.isFinite(length))) {
    throw new ConfigError({ where: "correlation length", found: `${length} m`, expected: "a positive length" });
  }
  const { columns, rows, cells } = grid;
  const width = length / Math.SQRT2;
  const widthInRows = width / mean(grid.xFaces.length);
  const widthInColumns = Float64Array.from({ length: rows }, (_, row) => {
    const spacing = mean(grid.yFaces.length.subarray(row * columns, (row + 2) * columns));
    return Math.min(2 * columns, width / spacing);
  });
  const rowNodes = nodesOf(rows, widthInRows, widthInRows);
  const columnNodes = nodesOf(columns, Math.min(...widthInColumns), Math.max(...widthInColumns));
  const alongRows = profiles(rows, widthInRows, rowNodes);
  const alongColumns = Array.from(widthInColumns, (rowWidth) => profiles(columns, rowWidth, columnNodes));
  const draws = rowNodes.count * columnNodes.count;
  return {
    length,
    draws,
    sample(field) {
      const noise = Float64Array.from({ length: draws }, (_, node) => field.normal(node));
      const strip = new Float64Array(columnNodes.count);
      const result = new Float64Array(cells);
      for (let row = 0; row < rows; row++) {
        strip.fill(0);
        for (let k = alongRows.start[row], node = alongRows.first[row]; k < alongRows.start[row + 1]; k++, node++) {
          const [base, weight] = [node * columnNodes.count, alongRows.weights[k]];
          for (let i = 0; i < strip.length; i++) strip[i] += weight * noise[base + i];
        }
        const { first, start, weights } = alongColumns[row];
        for (let column = 0; column < columns; column++) {
          let sum = 0;
          for (let k = start[column], node = first[column]; k < start[column + 1]; k++, node++) {
            sum += weights[k] * strip[node];
          }
          result[row * columns + column] = sum;
        }
      }
      return result;
    },
  };
}

interface Nodes {
  readonly origin: number;
  readonly spacing: number;
  readonly count: number;
}

/** Nodes for places 0 to n - 1: spaced by the least width, but on the places themselves where that is less than 1. */
function nodesOf(n: number, leastWidth: number, mostWidth: number): Nodes {
  const spacing = Math.max(1, leastWidth);
  const beyond = Math.ceil((REACH * mostWidth) / spacing);
  return {
    origin: -beyond * spacing,
    spacing,
    count: Math.ceil((n - 1) / spacing) + 2 * beyond + 1,
  };
}

/** Bumps at places 0 to n - 1, those of each place scaled to a sum of squares of 1. */
function profiles(n: number, width: number, { origin, spacing, count }: Nodes): Profiles {
  const [first, start] = [new Int32Array(n), new Int32Array(n + 1)];
  for (let place = 0; place < n; place++) {
    first[place] = Math.max(0, Math.ceil((place - REACH * width - origin) / spacing));
    const last = Math.min(count - 1, Math.floor((place + REACH * width - origin) / spacing));
    start[place + 1] = start[place] + last - first[place] + 1;
  }
  const weights = new Float64Array(start[n]);
  for (let place = 0; place < n; place++) {
    let squares = 0;
    for (let k = start[place], node = first[place]; k < start[place + 1]; k++, node++) {
      weights[k] = Math.exp(-0.5 * ((place - (origin + node * spacing)) / width) ** 2);
      squares += weights[k] ** 2;
    }
    const norm = Math.sqrt(squares);
    for (let k = start[place]; k < start[place + 1]; k++) weights[k] /= norm;
  }
  return { first, start, weights };
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
