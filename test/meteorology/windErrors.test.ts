import { describe, expect, it } from "vitest";
import { createGrid, longitudeLatitudeGrid } from "../../src/grids/grid.js";
import { windErrors } from "../../src/meteorology/windErrors.js";
import { randomField } from "../../src/random.js";

const grid = createGrid(longitudeLatitudeGrid("small", 90, 20, 1.5, 1.5, 24, 20));
const { columns, rows } = grid;
const LEVELS = 4;
const calm = {
  xWind: new Float64Array(LEVELS * (columns + 1) * rows),
  yWind: new Float64Array(LEVELS * columns * (rows + 1)),
};
const START = Date.UTC(2016, 6, 1) / 1000;
const errorsOf = (seed: number, speed = 2) =>
  windErrors(grid, speed, (field, node) => randomField(seed, "test", field === "low" ? 0 : 1, node));

describe("windErrors", () => {
  it("have no divergence in any cell and level", () => {
    const { xWind, yWind } = errorsOf(1)(calm, 1, START);
    for (let level = 0; level < LEVELS; level++) {
      for (let row = 0; row < rows; row++) {
        for (let column = 0; column < columns; column++) {
          const x = row * (columns + 1) + column;
          const y = row * columns + column;
          const flux =
            xWind[level * (columns + 1) * rows + x + 1] * grid.xFaces.length[x + 1] -
            xWind[level * (columns + 1) * rows + x] * grid.xFaces.length[x] +
            yWind[level * columns * (rows + 1) + y + columns] * grid.yFaces.length[y + columns] -
            yWind[level * columns * (rows + 1) + y] * grid.yFaces.length[y];
          expect(Math.abs(flux)).toBeLessThan(1e-6);
        }
      }
    }
  });

  it("have the stated size at every level, each component", () => {
    const sums = Array.from({ length: LEVELS }, () => [0, 0]);
    const draws = 60;
    const [xFace, yFace] = [10 * (columns + 1) + 12, 10 * columns + 12];
    for (let seed = 0; seed < draws; seed++) {
      const errors = errorsOf(seed);
      for (const day of [0, 10, 20, 30, 40]) {
        const { xWind, yWind } = errors(calm, 1, START + 86400 * day);
        sums.forEach((sum, level) => {
          sum[0] += xWind[level * (columns + 1) * rows + xFace] ** 2;
          sum[1] += yWind[level * columns * (rows + 1) + yFace] ** 2;
        });
      }
    }
    for (const [x, y] of sums) {
      expect(Math.abs(Math.sqrt(x / (5 * draws)) / 2 - 1)).toBeLessThan(0.17);
      expect(Math.abs(Math.sqrt(y / (5 * draws)) / 2 - 1)).toBeLessThan(0.17);
    }
  });

  it("are other errors after days, and at the top than at the ground", () => {
    const errors = errorsOf(3);
    const correlation = (a: Float64Array, b: Float64Array): number => {
      const dot = (p: Float64Array, q: Float64Array): number => p.reduce((sum, value, i) => sum + value * q[i], 0);
      return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
    };
    const now = errors(calm, 1, START).xWind;
    expect(correlation(now, errors(calm, 1, START + 3600).xWind)).toBeGreaterThan(0.99);
    expect(Math.abs(correlation(now, errors(calm, 1, START + 30 * 86400).xWind))).toBeLessThan(0.6);
    const faces = (columns + 1) * rows;
    expect(Math.abs(correlation(now.slice(0, faces), now.slice(3 * faces)))).toBeLessThan(0.6);
    expect(correlation(now.slice(0, faces), now.slice(faces, 2 * faces))).toBeGreaterThan(0.7);
  });

  it("come on top of a factor, and leave the winds that they are added to alone", () => {
    const winds = { xWind: calm.xWind.map(() => 5), yWind: calm.yWind.map(() => -3) };
    const wrong = errorsOf(1)(winds, 1.1, START);
    const errors = errorsOf(1)(calm, 1, START);
    for (const [i, error] of errors.xWind.entries())
      expect(wrong.xWind[i]).toBeCloseTo(1.1 * winds.xWind[i] + error, 12);
    expect(winds.xWind.every((value) => value === 5)).toBe(true);
    expect(errorsOf(1, 0)(winds, 1.1, START).yWind).toEqual(winds.yWind.map((value) => 1.1 * value));
  });
});
