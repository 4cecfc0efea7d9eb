/**
 * Cells dealt to ranks: each has columns of the grid that follow each other, with all rows, levels and lanes, and for sweeps along
 * x rows. What rank 0 has of all cells is sent to them, and brought back, level by level.
 */
import type { Grid } from "../../grids/grid.js";
import type { Communicator } from "../../parallel/communicator.js";
import type { CellValues, Share } from "../../transport/dealtGrid.js";

/** Every line of a sweep needs two cells, and so every rank two rows and two columns. */
const LEAST = 2;
/** Values that are as fast copied one by one as by a call. */
const FEW = 64;

type Shape = Pick<Grid, "columns" | "rows">;

/** Most ranks that a grid can be dealt to. */
export function mostRanks({ columns, rows }: Shape): number {
  return Math.floor(Math.min(columns, rows) / LEAST);
}

/** Rows or columns as evenly as they go, rank 0 with no more than any other. @returns [rank] */
export function deal(count: number, ranks: number): Share[] {
  return Array.from({ length: ranks }, (_, rank) => {
    const [first, end] = [rank, rank + 1].map((r) => Math.floor((r * count) / ranks));
    return { first, count: end - first };
  });
}

/** How the cells of a job are dealt. */
export interface Dealt {
  readonly communicator: Communicator;
  readonly grid: Shape;
  /** Columns of the grid, [rank]. */
  readonly columns: readonly Share[];
}

export function dealCells(communicator: Communicator, { columns, rows }: Shape): Dealt {
  return { communicator, grid: { columns, rows }, columns: deal(columns, communicator.size) };
}

/** Numbers of the cells that some columns have, in the order of [row][own column]. */
export function cellsOf({ columns, rows }: Shape, { first, count }: Share): Int32Array {
  return Int32Array.from({ length: rows * count }, (_, i) => Math.floor(i / count) * columns + first + (i % count));
}

/**
 * Rows of cells in pieces, one for each share of their columns after the other: [share][row][its columns][width].
 * @param copy from or to whole rows, [row][column][width], from or to pieces
 */
export function copyPieces(
  { columns, rows }: Shape,
  shares: readonly Share[],
  width: number,
  copy: (inRows: number, inPieces: number, length: number) => void,
): void {
  for (const { first, count } of shares) {
    const length = count * width;
    for (let row = 0; row < rows; row++) {
      copy((row * columns + first) * width, rows * first * width + row * length, length);
    }
  }
}

export function copyValues(source: CellValues, from: number, target: CellValues, to: number, length: number): void {
  if (length > FEW) target.set(source.subarray(from, from + length), to);
  else for (let i = 0; i < length; i++) target[to + i] = source[from + i];
}

/**
 * Sends each rank its cells. @param whole [level][row][column][width], on rank 0
 * @param part [level][row][own column][width], filled
 */
export function sendCells<Values extends CellValues>(
  { communicator, grid, columns }: Dealt,
  whole: Values | undefined,
  part: Values,
  levels: number,
): void {
  const { own, width, counts, all } = sizesOf({ communicator, grid, columns }, part, levels);
  const none = counts.map(() => 0);
  const packed = whole?.slice(0, all) as Values | undefined;
  for (let level = 0; level < levels; level++) {
    const received = levelOf(part, level, own);
    if (whole === undefined || packed === undefined) {
      communicator.allToAll(received.subarray(0, 0) as Values, none, received, none.with(0, own));
      continue;
    }
    const given = levelOf(whole, level, all);
    copyPieces(grid, columns, width, (from, to, length) => copyValues(given, from, packed, to, length));
    communicator.allToAll(packed, counts, received, none.with(0, own));
  }
}

/** Brings the cells of all ranks to rank 0: the way back. @param levels to be brought @param allLevels of both arrays */
export function collectCells<Values extends CellValues>(
  { communicator, grid, columns }: Dealt,
  whole: Values | undefined,
  part: Values,
  levels: number,
  allLevels: number,
): void {
  const { own, width, counts, all } = sizesOf({ communicator, grid, columns }, part, allLevels);
  const packed = whole?.slice(0, all) as Values | undefined;
  for (let level = 0; level < levels; level++) {
    communicator.gather(levelOf(part, level, own), counts, packed, 0);
    if (whole === undefined || packed === undefined) continue;
    const target = levelOf(whole, level, all);
    copyPieces(grid, columns, width, (to, from, length) => copyValues(packed, from, target, to, length));
  }
}

/** Brings some rows of the state to rank 0. @param wanted [level x cell] @param whole [level x cell][lane], filled there */
export function collectSome(
  { communicator, grid, columns }: Dealt,
  wanted: Int32Array,
  whole: Float32Array | undefined,
  part: Float32Array,
  lanes: number,
): void {
  const { rank, size } = communicator;
  const owned = Array.from({ length: size }, (): number[] => []);
  for (const row of wanted) {
    const column = row % grid.columns;
    owned[columns.findLastIndex(({ first }) => first <= column)].push(row);
  }
  const { first, count } = columns[rank];
  const own = new Float32Array(owned[rank].length * lanes);
  owned[rank].forEach((row, i) => {
    const at = (Math.floor(row / grid.columns) * count + (row % grid.columns) - first) * lanes;
    own.set(part.subarray(at, at + lanes), i * lanes);
  });
  const counts = owned.map(({ length }) => length * lanes);
  const all = whole && new Float32Array(wanted.length * lanes);
  communicator.gather(own, counts, all, 0);
  if (whole === undefined || all === undefined) return;
  owned.flat().forEach((row, i) => whole.set(all.subarray(i * lanes, (i + 1) * lanes), row * lanes));
}

/** Values of a level: of this rank, of a cell, of each rank, of all. */
function sizesOf(
  { communicator, grid, columns }: Dealt,
  part: CellValues,
  levels: number,
): { readonly own: number; readonly width: number; readonly counts: number[]; readonly all: number } {
  const own = part.length / levels;
  const width = own / (grid.rows * columns[communicator.rank].count);
  const counts = columns.map(({ count }) => grid.rows * count * width);
  return { own, width, counts, all: grid.rows * grid.columns * width };
}

function levelOf<Values extends CellValues>(values: Values, level: number, length: number): Values {
  return values.subarray(level * length, (level + 1) * length) as Values;
}
