/**
 * How the cells and faces of [level][row][column] arrays form the lines of a sweep along x, y or z, and which positions
 * of the lateral boundary (lateralBoundary.ts) lie at the ends of each line.
 */
import type { Grid } from "../../grids/grid.js";

export interface SweepGeometry {
  readonly lines: number;
  /** Cells of a line. */
  readonly length: number;
  /** Index step from cell to cell, and from face to face, of a line. */
  readonly stride: number;
  /** First cell and first face of a line. */
  readonly firstCell: (line: number) => number;
  readonly firstFace: (line: number) => number;
  /** Index into [level][position] of the first and the last end; undefined where the ends are closed. */
  readonly ends?: (line: number) => readonly [number, number];
}

export type Axis = "x" | "y" | "z";

export function sweepGeometry(
  { columns, rows, cells }: Pick<Grid, "columns" | "rows" | "cells">,
  levels: number,
): Readonly<Record<Axis, SweepGeometry>> {
  const positions = 2 * (columns + rows);
  return {
    x: {
      lines: levels * rows,
      length: columns,
      stride: 1,
      firstCell: (line) => line * columns,
      firstFace: (line) => line * (columns + 1),
      ends(line) {
        const first = Math.floor(line / rows) * positions + (line % rows);
        return [first, first + rows];
      },
    },
    y: {
      lines: levels * columns,
      length: rows,
      stride: columns,
      firstCell: (line) => Math.floor(line / columns) * cells + (line % columns),
      firstFace: (line) => Math.floor(line / columns) * (cells + columns) + (line % columns),
      ends(line) {
        const first = Math.floor(line / columns) * positions + 2 * rows + (line % columns);
        return [first, first + columns];
      },
    },
    z: { lines: cells, length: levels, stride: cells, firstCell: (line) => line, firstFace: (line) => line },
  };
}
