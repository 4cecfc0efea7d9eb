import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createEnsemble, laneLayout } from "../../src/fields/ensemble.js";
import { createGrid, longitudeLatitudeGrid } from "../../src/grids/grid.js";
import { bilinearWeights } from "../../src/grids/interpolation.js";
import { interfacePressure, levelPressure, verticalPreset } from "../../src/grids/verticalCoordinate.js";
import { type LinearOperator, simulateObservation } from "../../src/observations/linearOperator.js";
import { observationOperator } from "../../src/observations/observationOperator.js";
import { pointOperator, pointPressure } from "../../src/observations/pointOperator.js";
import { exampleRetrieval } from "./exampleRetrieval.js";
import { exampleSample } from "./exampleSample.js";

const grid = createGrid(longitudeLatitudeGrid("small", 110, 30, 3, 3, 5, 4));
const vertical = verticalPreset("jdas-15");
const mountains = Float64Array.from({ length: grid.cells }, (_, cell) => 6e4 + 2e3 * cell);
const levels = ({ rows }: LinearOperator): number[] => [
  ...new Set(Array.from(rows, (row) => Math.floor(row / grid.cells))),
];
const applied = ({ rows, weights, constant }: LinearOperator, field: (row: number) => number): number =>
  rows.reduce((sum, row, j) => sum + weights[j] * field(row), constant);

describe("pointOperator", () => {
  it("sees a uniform mole fraction as it is, anywhere", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 110, max: 122, noNaN: true }),
        fc.double({ min: 30, max: 39, noNaN: true }),
        fc.double({ min: 0, max: 3000, noNaN: true }),
        (longitude, latitude, height) => {
          const operator = pointOperator(exampleSample({ longitude, latitude, height }), grid, vertical, mountains);
          expect(Math.abs(applied(operator, () => 4e-4) / 4e-4 - 1)).toBeLessThan(1e-12);
          expect(Math.min(...operator.weights)).toBeGreaterThanOrEqual(0);
        },
      ),
      { seed: 11, numRuns: 100 },
    );
  });

  it("has the horizontal weights of the cells around, for a field that is the same in all layers", () => {
    const sample = exampleSample({ longitude: 114.3, latitude: 33.1 });
    const field = Array.from({ length: grid.cells }, (_, cell) => Math.sin(cell));
    const expected = bilinearWeights(grid, 114.3, 33.1).reduce(
      (sum, { cell, weight }) => sum + weight * field[cell],
      0,
    );
    const operator = pointOperator(sample, grid, vertical, mountains);
    expect(applied(operator, (row) => field[row % grid.cells])).toBeCloseTo(expected, 12);
  });

  it("is exact for a field that is linear in pressure, between the middles of the layers", () => {
    const sample = exampleSample({ longitude: 114.3, latitude: 33.1, height: 100 });
    const operator = pointOperator(sample, grid, vertical, mountains);
    const seen = applied(operator, (row) =>
      levelPressure(vertical, Math.floor(row / grid.cells), mountains[row % grid.cells]),
    );
    expect(seen / pointPressure(sample, grid, mountains)).toBeCloseTo(1, 12);
  });

  it("takes the layers of 50 to 100 m above the ground, the lowest alone at the ground", () => {
    const ground = pointOperator(exampleSample({ height: 0 }), grid, vertical, mountains);
    expect(levels(ground)).toEqual([0]);
    // The lowest middles lie 17, 67 and 160 m above the ground: 0.2, 0.8 and 1.9 % of the air column below.
    for (const [height, expected] of [
      [50, [0, 1]],
      [100, [1, 2]],
    ] as const) {
      const operator = pointOperator(exampleSample({ height }), grid, vertical, mountains);
      expect(levels(operator).sort((a, b) => a - b)).toEqual(expected);
    }
  });

  it("has the pressure of the standard atmosphere at its height, where the model has layers", () => {
    const flat = new Float64Array(grid.cells).fill(101325);
    // US Standard Atmosphere 1976: 100129 Pa at 100 m
    expect(Math.abs(pointPressure(exampleSample({ height: 100 }), grid, flat) / 100129 - 1)).toBeLessThan(1e-4);
    expect(pointPressure(exampleSample({ height: 0 }), grid, flat)).toBeCloseTo(101325, 6);
    expect(interfacePressure(vertical, 1, 101325)).toBeGreaterThan(100129);
  });

  it("simulates every lane of an ensemble in single precision", () => {
    const layout = laneLayout(3);
    const rows = vertical.levels * grid.cells;
    const data = Float32Array.from({ length: rows * layout.lanes }, (_, i) => 1e-6 * Math.sin(i));
    const state = createEnsemble(layout, rows, 4e-4, data);
    const operator = pointOperator(exampleSample(), grid, vertical, mountains);
    const out = new Float64Array(layout.lanes);
    simulateObservation(operator, state, out);
    for (let lane = 0; lane < 3; lane++) {
      const expected = applied(operator, (row) => 4e-4 + data[row * layout.lanes + lane]);
      expect(Math.abs(out[lane] - expected)).toBeLessThan(1e-17);
    }
  });
});

describe("observationOperator", () => {
  it("is the operator of what was observed", () => {
    const point = observationOperator(exampleSample(), grid, vertical, mountains, "mass", () => 5e-4);
    expect(point).toEqual(pointOperator(exampleSample(), grid, vertical, mountains));
    const column = observationOperator(exampleRetrieval(), grid, vertical, mountains, "mass");
    expect(levels(column).length).toBeGreaterThan(4);
    expect(column.constant).not.toBe(0);
  });
});
