/** The grid of a rank (transport/dealtGrid.ts): columns become rows by one exchange of all with all for every level. */
import type { Grid } from "../../grids/grid.js";
import type { Communicator } from "../../parallel/communicator.js";
import type { CellValues, DealtGrid, Share } from "../../transport/dealtGrid.js";
import { copyPieces, copyValues, deal } from "./cellShares.js";

export function turnedGrid(communicator: Communicator, grid: Pick<Grid, "columns" | "rows">): DealtGrid {
  const { rank, size } = communicator;
  const [columns, rows] = [deal(grid.columns, size), deal(grid.rows, size)];
  const [ownColumns, ownRows] = [columns[rank], rows[rank]];
  const shapeOfRows = { columns: grid.columns, rows: ownRows.count };
  /** Of a level, what a rank has to do with each: its columns of their rows, its rows of their columns. */
  const ofColumns = (width: number): number[] => rows.map(({ count }) => ownColumns.count * count * width);
  const ofRows = (width: number): number[] => columns.map(({ count }) => ownRows.count * count * width);
  const packedFor = rooms();
  /** The arrays of each level. @param each hears of them, and of room for the pieces of the rows */
  const levelByLevel = <Values extends CellValues>(
    inColumns: Values,
    inRows: Values,
    levels: number,
    each: (columnLevel: Values, rowLevel: Values, packed: Values) => void,
  ): void => {
    const [inColumn, inRow] = [inColumns.length / levels, inRows.length / levels];
    const packed = packedFor(inRows, inRow);
    for (let level = 0; level < levels; level++) {
      const columnLevel = inColumns.subarray(level * inColumn, (level + 1) * inColumn) as Values;
      each(columnLevel, inRows.subarray(level * inRow, (level + 1) * inRow) as Values, packed);
    }
  };
  return {
    columns: ownColumns,
    rows: ownRows,
    toRows(inColumns, inRows, levels, width) {
      const [sent, received] = [ofColumns(width), ofRows(width)];
      levelByLevel(inColumns, inRows, levels, (columnLevel, rowLevel, packed) => {
        communicator.allToAll(columnLevel, sent, packed, received);
        copyPieces(shapeOfRows, columns, width, (to, from, length) => copyValues(packed, from, rowLevel, to, length));
      });
    },
    toColumns(inColumns, inRows, levels, width) {
      const [sent, received] = [ofRows(width), ofColumns(width)];
      levelByLevel(inColumns, inRows, levels, (columnLevel, rowLevel, packed) => {
        copyPieces(shapeOfRows, columns, width, (from, to, length) => copyValues(rowLevel, from, packed, to, length));
        communicator.allToAll(packed, sent, columnLevel, received);
      });
    },
    sumColumns: (lines, width) => sumLines(communicator, lines, columns, width),
    sumRows: (lines, width) => sumLines(communicator, lines, rows, width),
    greatest: (value) => communicator.allReduce(Float64Array.of(Number.isNaN(value) ? Infinity : value), "max")[0],
  };
}

/** @returns gives room of the kind and length of values, the same again */
function rooms(): <Values extends CellValues>(like: Values, length: number) => Values {
  let single = new Float32Array(0);
  let double = new Float64Array(0);
  return (like, length) => {
    if (like instanceof Float32Array) {
      if (single.length < length) single = new Float32Array(length);
      return single.subarray(0, length) as typeof like;
    }
    if (double.length < length) double = new Float64Array(length);
    return double.subarray(0, length) as typeof like;
  };
}

/** @param lines [level][own line][width] @returns on rank 0 their sums over levels and lines, [width]; zeros elsewhere */
function sumLines(
  communicator: Communicator,
  lines: Float64Array,
  shares: readonly Share[],
  width: number,
): Float64Array {
  const { rank } = communicator;
  const levels = lines.length / (shares[rank].count * width);
  const counts = shares.map(({ count }) => levels * count * width);
  const all = new Float64Array(rank === 0 ? counts.reduce((length, count) => length + count) : 0);
  communicator.gather(lines, counts, all, 0);
  const sums = new Float64Array(width);
  if (rank !== 0) return sums;
  for (let level = 0; level < levels; level++) {
    for (const { first, count } of shares) {
      const start = (levels * first + level * count) * width;
      for (let i = start; i < start + count * width; i += width) {
        for (let w = 0; w < width; w++) sums[w] += all[i + w];
      }
    }
  }
  return sums;
}
