/**
 * Mass fluxes through the x or the y faces of a grid: F = u l m, with u the wind through the face [m s-1], l its length
 * [m] and m the mean burden of the cells at its sides [kg m-2]; at the edge of the domain m is that of the cell inside.
 * [level][face], [kg s-1].
 */
import type { Grid } from "../grids/grid.js";

/** Faces of one direction. */
export interface FaceFluxes {
  /** [level][face], [kg s-1] */
  readonly flux: Float64Array;
  /** Sums over the levels, [face]: of the flux [kg s-1], and of m [kg m-2] */
  readonly column: Float64Array;
  readonly columnBurden: Float64Array;
  /** What is to be added to the sum of the flux, [face], [kg s-1] */
  readonly correction: Float64Array;
  readonly length: Float64Array;
  /** Runs of faces whose cells at the low and at the high side follow each other: first face, number, first cells. */
  readonly runs: readonly FaceRun[];
}

interface FaceRun {
  readonly face: number;
  readonly count: number;
  readonly low: number;
  readonly high: number;
}

type FaceGrid = Pick<Grid, "columns" | "rows" | "xFaces" | "yFaces">;

export function xFaceFluxes({ columns, rows, xFaces }: FaceGrid, levels: number): FaceFluxes {
  const runs = Array.from({ length: rows }, (_, row): FaceRun[] => {
    const face = row * (columns + 1);
    const west = row * columns;
    const east = west + columns - 1;
    return [
      { face, count: 1, low: west, high: west },
      { face: face + 1, count: columns - 1, low: west, high: west + 1 },
      { face: face + columns, count: 1, low: east, high: east },
    ];
  });
  return createFaceFluxes(xFaces.length, levels, runs.flat());
}

export function yFaceFluxes({ columns, rows, yFaces }: FaceGrid, levels: number): FaceFluxes {
  const runs = Array.from({ length: rows + 1 }, (_, row) => ({
    face: row * columns,
    count: columns,
    low: Math.max(0, row - 1) * columns,
    high: Math.min(rows - 1, row) * columns,
  }));
  return createFaceFluxes(yFaces.length, levels, runs);
}

function createFaceFluxes(length: Float64Array, levels: number, runs: readonly FaceRun[]): FaceFluxes {
  const faces = length.length;
  return {
    flux: new Float64Array(levels * faces),
    column: new Float64Array(faces),
    columnBurden: new Float64Array(faces),
    correction: new Float64Array(faces),
    length,
    runs,
  };
}

/** Sets the fluxes and their sums. @param wind [level][face] @param burden [level][cell], [kg m-2] */
export function windToFlux(faces: FaceFluxes, wind: Float64Array, burden: Float64Array, cells: number): void {
  const { length, flux, column, columnBurden, runs } = faces;
  const levels = burden.length / cells;
  column.fill(0);
  columnBurden.fill(0);
  for (let k = 0; k < levels; k++) {
    for (const { face, count, low, high } of runs) {
      const at = k * length.length + face;
      const lowAt = k * cells + low;
      const highAt = k * cells + high;
      for (let i = 0; i < count; i++) {
        const mass = 0.5 * (burden[lowAt + i] + burden[highAt + i]);
        const value = wind[at + i] * length[face + i] * mass;
        flux[at + i] = value;
        column[face + i] += value;
        columnBurden[face + i] += mass;
      }
    }
  }
}

/**
 * Spreads `correction` over the levels by mass; it holds afterwards what was added per burden.
 * @returns the sum over faces of the squared wind that was added [m2 s-2]
 */
export function addCorrection(faces: FaceFluxes, burden: Float64Array, cells: number): number {
  const { length, flux, columnBurden, correction, runs } = faces;
  const levels = burden.length / cells;
  let squares = 0;
  for (let f = 0; f < length.length; f++) {
    correction[f] /= columnBurden[f];
    squares += (correction[f] / length[f]) ** 2;
  }
  for (let k = 0; k < levels; k++) {
    for (const { face, count, low, high } of runs) {
      const at = k * length.length + face;
      const lowAt = k * cells + low;
      const highAt = k * cells + high;
      for (let i = 0; i < count; i++) {
        flux[at + i] += correction[face + i] * 0.5 * (burden[lowAt + i] + burden[highAt + i]);
      }
    }
  }
  return squares;
}
