import { describe, expect, it } from "vitest";
import { centredGrid, createGrid, gridPreset, longitudeLatitudeGrid } from "../../src/grids/grid.js";
import { finerGrid, interpolatedField, nestedFlux } from "../../src/grids/nestedGrid.js";
import { createProjection, obliqueStereographic } from "../../src/grids/projection.js";

const projected = centredGrid("test", createProjection(obliqueStereographic(110, 35)), 12, 9, 200e3, [110, 35]);
const regular = longitudeLatitudeGrid("test", 100, 20, 2.5, 2, 12, 9);

describe.each([
  ["a projected grid", projected],
  ["a longitude-latitude grid", regular],
])("cells cut of %s", (_, definition) => {
  const coarse = createGrid(definition);

  it.each([1, 2, 3])("cover those of the grid and no others, %i along each side", (refine) => {
    const finer = createGrid(finerGrid(definition, refine));
    expect([finer.columns, finer.rows]).toEqual([12 * refine, 9 * refine]);
    for (let cell = 0; cell < finer.cells; cell++) {
      const [column, row] = [cell % finer.columns, Math.floor(cell / finer.columns)];
      const parent = Math.floor(row / refine) * 12 + Math.floor(column / refine);
      expect(coarse.cellAt(finer.longitude[cell], finer.latitude[cell])).toBe(parent);
    }
    for (const [row, column] of [
      [0, 0],
      [9, 12],
      [4, 7],
    ]) {
      const [own, cut] = [row * 13 + column, refine * row * (12 * refine + 1) + refine * column];
      expect(finer.cornerLongitude[cut]).toBeCloseTo(coarse.cornerLongitude[own], 10);
      expect(finer.cornerLatitude[cut]).toBeCloseTo(coarse.cornerLatitude[own], 10);
    }
  });

  it("keep the total of each cell of a flux", () => {
    const finer = createGrid(finerGrid(definition, 3));
    const flux = Float64Array.from({ length: coarse.cells }, (_value, cell) => (Math.sin(cell) + 1.5) * 1e-6);
    const totals = new Float64Array(coarse.cells);
    nestedFlux(
      coarse,
      finer,
    )(flux).forEach((value, cell) => {
      const parent = coarse.cellAt(finer.longitude[cell], finer.latitude[cell]);
      totals[parent] += value * finer.area[cell];
      expect(value / flux[parent]).toBeCloseTo(1, 3);
    });
    totals.forEach((total, cell) => expect(total / (flux[cell] * coarse.area[cell])).toBeCloseTo(1, 12));
  });

  it("take a field that is even in space as it is, but for the outermost half cells", () => {
    const finer = createGrid(finerGrid(definition, 2));
    const even = (column: number, row: number): number => 3 * column - 2 * row + 1;
    const field = Float64Array.from({ length: coarse.cells }, (_value, cell) => even(cell % 12, Math.floor(cell / 12)));
    const found = interpolatedField(coarse, finer)(field);
    for (let row = 1; row < finer.rows - 1; row++) {
      for (let column = 1; column < finer.columns - 1; column++) {
        const expected = even((column + 0.5) / 2 - 0.5, (row + 0.5) / 2 - 0.5);
        expect(found[row * finer.columns + column]).toBeCloseTo(expected, 9);
      }
    }
  });
});

it("a grid of the literature can be cut", () => {
  const { columns, rows, dx } = finerGrid(gridPreset("china-64km"), 2);
  expect([columns, rows, dx]).toEqual([210, 172, 32e3]);
});
