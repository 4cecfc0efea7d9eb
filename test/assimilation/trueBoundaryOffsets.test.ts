import { describe, expect, it } from "vitest";
import { sideWeights, sides } from "../../src/assimilation/boundaryOffsets.js";
import type { PerturbationFields } from "../../src/assimilation/moleFractionPerturbations.js";
import { trueBoundaryOffsets } from "../../src/assimilation/trueBoundaryOffsets.js";
import { centredGrid, createGrid } from "../../src/grids/grid.js";
import { createProjection, obliqueStereographic } from "../../src/grids/projection.js";
import { sigmaCoordinate } from "../../src/grids/verticalCoordinate.js";

const [COLUMNS, ROWS] = [30, 24];
const DAY = 86400;
const MIDNIGHT = 200 * DAY;
const grid = createGrid(
  centredGrid("test", createProjection(obliqueStereographic(110, 35)), COLUMNS, ROWS, 200e3, [110, 35]),
);
/** Layers of equal mass whose middles stand at 3/4 and 1/4 of the surface pressure. */
const vertical = sigmaCoordinate("two layers", [1, 0.5, 0], 0);
const SHARE = (Math.cos(Math.PI / 8) + Math.cos((3 * Math.PI) / 8)) / 2;

type Field = (cell: number, time: number) => number;

/** Offsets of a truth, in its lane 1, whose smooth fields and constant offset are given. */
function offsetsOf(low: Field, high: Field, constant = 0): number[] {
  const lanes = (own: Field, time: number): Float64Array[] => [
    new Float64Array(grid.cells).fill(99),
    Float64Array.from({ length: grid.cells }, (_, cell) => own(cell, time)),
  ];
  const perturbations = {
    boundary: (time: number): PerturbationFields => ({ low: lanes(low, time), high: lanes(high, time) }),
    offset: Float64Array.of(99, constant),
  };
  return [...trueBoundaryOffsets(grid, vertical, perturbations, 1, MIDNIGHT)];
}

const none: Field = () => 0;
const close = (values: readonly number[]): unknown[] => values.map((value) => expect.closeTo(value, 12) as unknown);

describe("the true offset of the boundary", () => {
  it("is the constant one at every side, whatever the height", () => {
    expect(offsetsOf(none, none, 0.35)).toEqual(close([0.35, 0.35, 0.35, 0.35]));
  });

  it("has the mean over the mass of the column of what turns with height", () => {
    expect(offsetsOf(() => 1, none)).toEqual(close([SHARE, SHARE, SHARE, SHARE]));
    // By symmetry of the two layers.
    expect(offsetsOf(none, () => -2, 1)).toEqual(close(sides.map(() => 1 - 2 * SHARE)));
  });

  it("is the mean over the hours of its day", () => {
    const hourOf: Field = (_, time) => (time - MIDNIGHT) / 3600;
    expect(offsetsOf(hourOf, none)).toEqual(close(sides.map(() => 11.5 * SHARE)));
  });

  it("is that of the cells of its side, near corners shared with the next as an estimate is", () => {
    const inTheWest: Field = (cell) => (cell % COLUMNS === 0 ? 1 / SHARE : 0);
    const [west, east, south, north] = offsetsOf(inTheWest, none);
    const weights = sideWeights(grid);
    const atWest = Array.from({ length: ROWS }, (_, row) => weights[4 * row]);
    const all = Array.from({ length: weights.length / 4 }, (_, position) => weights[4 * position]);
    const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
    // The cells of both corners have a second position, of the southern and the northern side, with half of the weight.
    expect(west).toBeCloseTo((sum(atWest) + 1) / sum(all), 12);
    expect(west).toBeGreaterThan(0.9);
    expect(east).toBe(0);
    expect(south).toBeCloseTo(north, 2);
    expect(south).toBeGreaterThan(0);
    expect(south).toBeLessThan(0.1);
  });
});
