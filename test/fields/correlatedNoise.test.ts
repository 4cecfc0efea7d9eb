import { describe, expect, it } from "vitest";
import { ConfigError } from "../../src/errors.js";
import { createCorrelation } from "../../src/fields/correlatedNoise.js";
import { createGrid, gridPreset, longitudeLatitudeGrid, type Grid } from "../../src/grids/grid.js";
import { greatCircleDistance, unitVector } from "../../src/grids/sphere.js";
import { randomField } from "../../src/random.js";

const china = createGrid(gridPreset("china-64km"));
const regional = createGrid(longitudeLatitudeGrid("regional", 80, 15, 1, 1, 60, 40));
const LENGTH = 700e3;

function draw(grid: Grid, length: number, count: number): Float64Array[] {
  const correlation = createCorrelation(grid, length);
  return Array.from({ length: count }, (_, member) => correlation.sample(randomField(5, "test", member)));
}

function covariance(fields: readonly Float64Array[], a: number, b: number): number {
  return fields.reduce((sum, field) => sum + field[a] * field[b], 0) / fields.length;
}

describe("createCorrelation", () => {
  it("gives the same fields on every machine", () => {
    const grid = createGrid(longitudeLatitudeGrid("east", 104, 28, 2, 2, 8, 6));
    const field = createCorrelation(grid, 500e3).sample(randomField(1, "truthFlux"));
    const known = [0.4165921172505981, 0.26114179506162494, 1.3403971023674779];
    [0, 20, 47].forEach((cell, i) => expect(field[cell]).toBeCloseTo(known[i], 12));
  });

  const count = 1500;
  const drawn = new Map([china, regional].map((grid) => [grid, draw(grid, LENGTH, count)]));

  it.each([china, regional])("has variance 1 in the middle, at edges and in corners ($name)", (grid) => {
    const fields = drawn.get(grid)!;
    const { columns, rows, cells } = grid;
    const places = [0, columns - 1, cells - columns, cells - 1, columns >> 1, (rows >> 1) * columns, cells >> 1];
    for (const cell of places) {
      // the standard error of a sample variance is sqrt(2 / n) = 0.037
      expect(Math.abs(covariance(fields, cell, cell) - 1)).toBeLessThan(4 * Math.sqrt(2 / count));
    }
    let sum = 0;
    for (let cell = 0; cell < cells; cell += 7) sum += covariance(fields, cell, cell);
    expect(sum / Math.ceil(cells / 7)).toBeCloseTo(1, 1);
  });

  it.each([china, regional])("correlates as exp(-r^2 / 2 L^2) along rows and columns ($name)", (grid) => {
    const fields = drawn.get(grid)!;
    const { columns, rows } = grid;
    const vector = (cell: number) => unitVector(grid.longitude[cell], grid.latitude[cell]);
    for (const row of [2, rows >> 1, rows - 3]) {
      for (const column of [2, columns >> 1]) {
        for (const [east, north] of [
          [6, 0],
          [11, 0],
          [18, 0],
          [0, 6],
          [0, 11],
          [6, 6],
        ]) {
          const from = row * columns + column;
          const to = (row + (row > rows / 2 ? -north : north)) * columns + column + east;
          const expected = Math.exp(-0.5 * (greatCircleDistance(vector(from), vector(to)) / LENGTH) ** 2);
          expect(Math.abs(covariance(fields, from, to) - expected)).toBeLessThan(0.13);
        }
      }
    }
  });

  it("is 0.61 at the distance L, by the mean over many pairs", () => {
    const fields = drawn.get(china)!;
    let sum = 0;
    let pairs = 0;
    for (let row = 10; row < 80; row += 10) {
      for (let column = 5; column < 90; column += 10) {
        const cell = row * china.columns + column;
        sum += covariance(fields, cell, cell + 11);
        pairs++;
      }
    }
    // 11 cells of 64 km, a little less on the sphere
    expect(Math.abs(sum / pairs - Math.exp(-0.5))).toBeLessThan(0.03);
  });

  it("is white between cells when the length is far below a cell", () => {
    const fields = draw(regional, 1e3, 400);
    expect(Math.abs(covariance(fields, 500, 501))).toBeLessThan(0.2);
    expect(Math.abs(covariance(fields, 500, 500) - 1)).toBeLessThan(0.3);
  });

  it("depends on the key alone", () => {
    const correlation = createCorrelation(china, LENGTH);
    const first = correlation.sample(randomField(5, "test", 3, 8));
    correlation.sample(randomField(5, "test", 4, 8));
    expect(correlation.sample(randomField(5, "test", 3, 8))).toEqual(first);
    expect(correlation.sample(randomField(5, "test", 3, 9))[0]).not.toBe(first[0]);
  });

  it("refuses a length that is not positive", () => {
    for (const length of [0, -1, NaN, Infinity]) expect(() => createCorrelation(china, length)).toThrow(ConfigError);
  });
});
