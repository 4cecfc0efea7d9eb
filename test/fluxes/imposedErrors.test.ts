import { describe, expect, it } from "vitest";
import { imposedErrors } from "../../src/fluxes/imposedErrors.js";
import { createGrid, longitudeLatitudeGrid } from "../../src/grids/grid.js";

const grid = createGrid(longitudeLatitudeGrid("coarse", 80, 15, 2, 2, 35, 20));
const settings = { seed: 1, national: 0.05, provincial: 0.25, ocean: 0.3 };
const mean = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const deviation = (values: Float64Array, about: number): number =>
  Math.sqrt(values.reduce((sum, value) => sum + (value - about) ** 2, 0) / values.length);

describe("errors of what no ensemble estimates", () => {
  it("are of the stated size: fossil as a whole, by province, and over the sea", () => {
    const draws = Array.from({ length: 60 }, (_, seed) => imposedErrors(grid, { ...settings, seed }));
    const nation = Array.from({ length: 60 }, (_, seed) =>
      mean(imposedErrors(grid, { ...settings, seed, provincial: 0 }).fossil),
    );
    expect(Math.abs(deviation(Float64Array.from(nation), 1) / 0.05 - 1)).toBeLessThan(0.4);
    const within = draws.map(({ fossil }) => deviation(fossil, mean(fossil)));
    expect(Math.abs(mean(Float64Array.from(within)) / 0.25 - 1)).toBeLessThan(0.15);
    const sea = draws.map(({ ocean }) => ocean[200]);
    expect(Math.abs(deviation(Float64Array.from(sea), 1) / 0.3 - 1)).toBeLessThan(0.4);
  });

  it("are the same in all of a patch, follow from the seed, and leave no flux of the other sign", () => {
    const { fossil } = imposedErrors(grid, settings);
    const patches = new Set(fossil).size;
    expect(patches).toBeGreaterThan(40);
    expect(patches).toBeLessThan(grid.cells / 3);
    expect(imposedErrors(grid, settings).fossil).toEqual(fossil);
    expect(imposedErrors(grid, { ...settings, seed: 2 }).fossil).not.toEqual(fossil);
    const large = imposedErrors(grid, { ...settings, provincial: 3, ocean: 3 });
    expect(Math.min(...large.fossil, ...large.ocean)).toBe(0.1);
    const none = imposedErrors(grid, { ...settings, national: 0, provincial: 0, ocean: 0 });
    expect([...none.fossil, ...none.ocean].every((value) => value === 1)).toBe(true);
  });
});
