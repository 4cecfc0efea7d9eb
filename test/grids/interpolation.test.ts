import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createGrid, gridPreset, longitudeLatitudeGrid } from "../../src/grids/grid.js";
import { bilinearWeights } from "../../src/grids/interpolation.js";

const grid = createGrid(gridPreset("china-64km"));
const { columns, rows, projection, x0, y0, dx, dy } = grid;
const at = (column: number, row: number): [number, number] => projection.inverse(x0 + column * dx, y0 + row * dy);
const linear = (column: number, row: number): number => 3 + 0.7 * column - 1.9 * row + 0.02 * column * row;
const interpolate = (longitude: number, latitude: number): number =>
  bilinearWeights(grid, longitude, latitude).reduce(
    (sum, { cell, weight }) => sum + weight * linear(cell % columns, Math.floor(cell / columns)),
    0,
  );

describe("bilinear weights", () => {
  it("sum to 1, are positive, and give what is bilinear in column and row exactly", () => {
    const column = fc.double({ min: 0, max: columns - 1, noNaN: true });
    const row = fc.double({ min: 0, max: rows - 1, noNaN: true });
    fc.assert(
      fc.property(column, row, (i, j) => {
        const [longitude, latitude] = at(i, j);
        const weights = bilinearWeights(grid, longitude, latitude);
        expect(weights.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 12);
        expect(weights.every(({ weight }) => weight > 0)).toBe(true);
        expect(new Set(weights.map(({ cell }) => cell)).size).toBe(weights.length);
        expect(interpolate(longitude, latitude)).toBeCloseTo(linear(i, j), 6);
      }),
      { seed: 1 },
    );
  });

  it("take the nearest centres beyond the outermost, even far outside", () => {
    const beyond = fc.double({ min: -40, max: 150, noNaN: true });
    fc.assert(
      fc.property(beyond, beyond, (i, j) => {
        const [longitude, latitude] = at(i, j);
        const inside = linear(Math.min(columns - 1, Math.max(0, i)), Math.min(rows - 1, Math.max(0, j)));
        expect(interpolate(longitude, latitude)).toBeCloseTo(inside, 6);
      }),
      { seed: 2 },
    );
  });

  it("are one cell alone at its centre", () => {
    const lattice = createGrid(longitudeLatitudeGrid("plain", 170, -10, 4, 2, 9, 10));
    expect(bilinearWeights(lattice, -174, -4)).toEqual([{ cell: 3 * 9 + 4, weight: 1 }]);
    expect(bilinearWeights(lattice, -173, -4)).toEqual([
      { cell: 31, weight: 0.75 },
      { cell: 32, weight: 0.25 },
    ]);
  });
});
