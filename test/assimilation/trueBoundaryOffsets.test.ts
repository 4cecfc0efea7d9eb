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
/** Low and high that make a profile of 1 at both. */
const UNIFORM = 1 / (Math.cos(Math.PI / 8) + Math.sin(Math.PI / 8));

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
  it("is low and high of what turns with height as an offset does, at every side", () => {
    expect(offsetsOf(() => 1, none)).toEqual(close(sides.flatMap(() => [1, 0])));
    expect(
      offsetsOf(
        () => 0.5,
        () => -2,
      ),
    ).toEqual(close(sides.flatMap(() => [0.5, -2])));
  });

  it("comes as near to other profiles as it can: to a constant one in two layers fully", () => {
    expect(offsetsOf(none, none, 0.35)).toEqual(close(sides.flatMap(() => [0.35 * UNIFORM, 0.35 * UNIFORM])));
  });

  it("is the mean over the hours of its day", () => {
    const hourOf: Field = (_, time) => (time - MIDNIGHT) / 3600;
    expect(offsetsOf(hourOf, none)).toEqual(close(sides.flatMap(() => [11.5, 0])));
  });

  it("is that of the cells of its side, near corners shared with the next as an estimate is", () => {
    const inTheWest: Field = (cell) => (cell % COLUMNS === 0 ? 1 : 0);
    const [west, east, south, north] = offsetsOf(inTheWest, none).filter((_, row) => row % 2 === 0);
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
