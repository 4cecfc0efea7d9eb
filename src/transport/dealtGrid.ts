/**
 * The cells of a grid as one process of a job has them. Between hours and for sweeps along y and z it has whole columns, for sweeps
 * along x whole rows: lines are never cut, so that every number is that of a process alone, and the state is turned
 * from one to the other twice for two steps. A process alone has all columns and all rows, and nothing to turn.
 */
import type { Grid } from "../grids/grid.js";

/** Rows or columns that follow each other. */
export interface Share {
  readonly first: number;
  readonly count: number;
}

export type CellValues = Float32Array | Float64Array;

/** Moves what the cells have, of all processes: none may leave it out. */
export type Turn = <Values extends CellValues>(
  inColumns: Values,
  inRows: Values,
  levels: number,
  width: number,
) => void;

export interface DealtGrid {
  /** Of this process. */
  readonly columns: Share;
  readonly rows: Share;
  /**
   * Fills the rows of this process with what the columns of all have. One and the same array where a process is alone.
   * @param inColumns [level][row][own column][value] @param inRows [level][own row][column][value] @param width values of a cell
   */
  readonly toRows: Turn;
  /** The way back. */
  readonly toColumns: Turn;
  /**
   * Sums over the columns of all processes, level by level, in their order, which is that of a process alone.
   * @param lines [level][own column][width] @returns [width], on the first process; zeros on the others
   */
  sumColumns(lines: Float64Array, width: number): Float64Array;
  /** The same over rows. @param lines [level][own row][width] */
  sumRows(lines: Float64Array, width: number): Float64Array;
  /** Of all processes; what is no number counts as infinite where there are several. */
  readonly greatest: (value: number) => number;
}

/** All of a grid in one process. */
export function undealtGrid({ columns, rows }: Pick<Grid, "columns" | "rows">): DealtGrid {
  return {
    columns: { first: 0, count: columns },
    rows: { first: 0, count: rows },
    toRows() {},
    toColumns() {},
    sumColumns: sumLines,
    sumRows: sumLines,
    greatest: (value) => value,
  };
}

/** Sums [line][width] over lines, in their order. */
function sumLines(lines: Float64Array, width: number): Float64Array {
  const sums = new Float64Array(width);
  for (let i = 0; i < lines.length; i += width) for (let w = 0; w < width; w++) sums[w] += lines[i + w];
  return sums;
}

/**
 * Copies some rows of every level. @param whole [level][row][length] @param rows of `whole` @param target [level][own row][length]
 * @throws RangeError where the sizes do not fit
 */
export function copyRows(
  name: string,
  whole: CellValues,
  { rows, length }: { readonly rows: number; readonly length: number },
  { first, count }: Share,
  target: CellValues,
): void {
  const levels = whole.length / (rows * length);
  checkSize(name, target.length, levels * count * length);
  for (let level = 0; level < levels; level++) {
    const start = (level * rows + first) * length;
    target.set(whole.subarray(start, start + count * length), level * count * length);
  }
}

/** Copies some columns of every line. @param whole [line][column] @param target [line][own column] @throws RangeError likewise */
export function copyColumns(
  name: string,
  whole: CellValues,
  columns: number,
  { first, count }: Share,
  target: CellValues,
): void {
  const lines = whole.length / columns;
  checkSize(name, target.length, lines * count);
  if (count === columns) target.set(whole);
  else {
    for (let line = 0; line < lines; line++) {
      const start = line * columns + first;
      for (let c = 0; c < count; c++) target[line * count + c] = whole[start + c];
    }
  }
}

function checkSize(name: string, held: number, given: number): void {
  if (held !== given) throw new RangeError(`${name} has ${given} values; expected ${held}`);
}

/** Sums of the rows of each column, level after level. @param values [level][row][column] @returns [column] */
export function sumsOfColumns(values: Float64Array, columns: number): Float64Array {
  const sums = new Float64Array(columns);
  for (let start = 0; start < values.length; start += columns) {
    for (let column = 0; column < columns; column++) sums[column] += values[start + column];
  }
  return sums;
}
