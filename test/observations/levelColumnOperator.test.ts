import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createEnsemble, type Ensemble, laneLayout } from "../../src/fields/ensemble.js";
import { createGrid, gridPreset } from "../../src/grids/grid.js";
import { bilinearWeights } from "../../src/grids/interpolation.js";
import { levelPressure, sigmaCoordinate, verticalPreset } from "../../src/grids/verticalCoordinate.js";
import { levelColumnOperator } from "../../src/observations/levelColumnOperator.js";
import { type LinearOperator, simulateObservation } from "../../src/observations/linearOperator.js";
import { exampleRetrieval } from "./exampleRetrieval.js";

const grid = createGrid(gridPreset("china-64km"));
const vertical = verticalPreset("jdas-15");
const reference = 400e-6;
const layout = laneLayout(3);
const mountains = Float64Array.from({ length: grid.cells }, (_, cell) => 8e4 + 2e4 * Math.sin(cell));
const plain = new Float64Array(grid.cells).fill(1.01e5);

/** @param anomaly of (level, cell, lane) [mol mol-1] */
function ensembleOf(
  anomaly: (level: number, cell: number, lane: number) => number,
  levels = vertical.levels,
): Ensemble {
  const rows = levels * grid.cells;
  const data = new Float32Array(rows * layout.lanes);
  for (let i = 0; i < data.length; i++) {
    const row = Math.floor(i / layout.lanes);
    data[i] = anomaly(Math.floor(row / grid.cells), row % grid.cells, i % layout.lanes);
  }
  return createEnsemble(layout, rows, reference, data);
}

function simulate(operator: LinearOperator, ensemble: Ensemble): Float64Array {
  const out = new Float64Array(layout.lanes);
  simulateObservation(operator, ensemble, out);
  return out;
}

const sum = (values: Iterable<number>): number => [...values].reduce((total, value) => total + value, 0);
/** sum of A h over levels that pass the test */
const response = (keep: (pressure: number) => boolean): number => {
  const { pressure, averagingKernel, pressureWeight } = exampleRetrieval();
  return sum(pressure.map((p, k) => (keep(p) ? averagingKernel[k] * pressureWeight[k] : 0)));
};

describe("levelColumnOperator", () => {
  it("turns 1 ppm more everywhere into the sum of A h over the levels below the model top", () => {
    const operator = levelColumnOperator(exampleRetrieval(), grid, vertical, mountains);
    const columns = simulate(
      operator,
      ensembleOf((_level, _cell, lane) => lane * 2 ** -20),
    );
    const expected = response((p) => p > 3500) * 2 ** -20;
    expect(columns[1] - columns[0]).toBeCloseTo(expected, 16);
    expect(columns[3] - columns[0]).toBeCloseTo(3 * expected, 16);
    expect(sum(operator.weights)).toBeCloseTo(
      response((p) => p > 3500),
      12,
    );
  });

  it("gives the retrieval's prior, exactly, for a model whose levels are the retrieval's and hold its prior", () => {
    // Interfaces in pairs around each level put the middles of the layers on 1000, 700 and 300 hPa.
    const e = 1e-7;
    const level = sigmaCoordinate("levels", [1, 1 - 2 * e, 0.4 + 2 * e, 0.4 - 2 * e - 1e-12, 0.2 + 2 * e + 1e-12], 0);
    const middles = [0, 1, 2, 3].map((k) => levelPressure(level, k, 1e5));
    const retrieval = exampleRetrieval({
      pressure: Float64Array.of(10, middles[2], middles[1], middles[0]),
    });
    const prior = [...retrieval.priorProfile].reverse();
    const operator = levelColumnOperator(retrieval, grid, level, new Float64Array(grid.cells).fill(1e5));
    const cells = grid.cells;
    const column = operator.rows.reduce(
      (y, row, j) => y + operator.weights[j] * prior[Math.floor(row / cells)],
      operator.constant,
    );
    expect(column).toBeCloseTo(retrieval.priorXco2, 18);
  });

  it("takes the air above the model top where it is given, level by level", () => {
    const retrieval = exampleRetrieval();
    const above = (_cell: number, pressure: number): number => 390e-6 + 1e-10 * pressure;
    const without = levelColumnOperator(retrieval, grid, vertical, mountains);
    const operator = levelColumnOperator(retrieval, grid, vertical, mountains, above);
    const { pressure, averagingKernel, pressureWeight, priorProfile } = retrieval;
    const high = [...pressure.keys()].filter((k) => pressure[k] < 3500);
    expect(high.length).toBeGreaterThan(0);
    const expected = sum(
      high.map((k) => averagingKernel[k] * pressureWeight[k] * (above(0, pressure[k]) - priorProfile[k])),
    );
    expect(operator.constant - without.constant).toBeCloseTo(expected, 18);
    expect(operator.weights).toEqual(without.weights);
    const prior = (_cell: number, p: number): number => priorProfile[pressure.indexOf(p)];
    const same = levelColumnOperator(retrieval, grid, vertical, mountains, prior);
    expect(same.constant).toBeCloseTo(without.constant, 18);
  });

  it("has no departure from levels above the model top", () => {
    const high = exampleRetrieval({ pressure: Float64Array.of(10, 1000, 2000, 3000) });
    const operator = levelColumnOperator(high, grid, vertical, plain);
    expect(operator.rows).toHaveLength(0);
    expect(
      simulate(
        operator,
        ensembleOf(() => 1e-5),
      )[0],
    ).toBe(high.priorXco2);
  });

  it("sees the highest layer between its middle and the model top, the lowest below its middle", () => {
    const middle = (level: number): number => levelPressure(vertical, level, 1.01e5);
    const edges = exampleRetrieval({ pressure: Float64Array.of(10, 3501, middle(14) - 1, 1.03e5) });
    const operator = levelColumnOperator(edges, grid, vertical, plain);
    const levels = [...operator.rows].map((row) => Math.floor(row / grid.cells));
    expect([...new Set(levels)].sort((a, b) => a - b)).toEqual([0, 14]);
    const lowest = sum(operator.weights.filter((_, j) => levels[j] === 0));
    expect(lowest).toBeCloseTo(0.15 * 1.02, 14);
  });

  it("is linear in pressure between the middles of two layers", () => {
    const below = levelPressure(vertical, 3, 1.01e5);
    const above = levelPressure(vertical, 4, 1.01e5);
    const between = below + 0.25 * (above - below);
    const retrieval = exampleRetrieval({
      pressure: Float64Array.of(1, 2, 3, between),
      pressureWeight: Float64Array.of(0, 0, 0, 1),
      averagingKernel: Float64Array.of(1, 1, 1, 1),
    });
    const operator = levelColumnOperator(retrieval, grid, vertical, plain);
    const share = (level: number): number =>
      sum(operator.weights.filter((_, j) => Math.floor(operator.rows[j] / grid.cells) === level));
    expect(share(3)).toBeCloseTo(0.75, 12);
    expect(share(4)).toBeCloseTo(0.25, 12);
  });

  it("weighs the cells around a sounding bilinearly, each with its own surface pressure", () => {
    const retrieval = exampleRetrieval({ longitude: 110.3, latitude: 31.7 });
    const operator = levelColumnOperator(retrieval, grid, vertical, mountains);
    for (const { cell, weight } of bilinearWeights(grid, 110.3, 31.7)) {
      const own = sum(operator.weights.filter((_, j) => operator.rows[j] % grid.cells === cell));
      expect(own).toBeCloseTo(weight * response((p) => p > 3500), 12);
      const single = new Float64Array(grid.cells).fill(mountains[cell]);
      const same = levelColumnOperator(retrieval, grid, vertical, single);
      operator.rows.forEach((row, j) => {
        const twin = row % grid.cells === cell ? same.weights[same.rows.indexOf(row)] : operator.weights[j];
        expect(twin).toBeCloseTo(operator.weights[j], 14);
      });
    }
  });

  it("is linear: columns of weighted means of two states are the weighted means of their columns", () => {
    const operator = levelColumnOperator(exampleRetrieval(), grid, vertical, mountains);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 64 }), fc.integer({ min: 1, max: 1000 }), (part, seed) => {
        const state = (k: number) => (level: number, cell: number) =>
          ((((level * 7919 + cell * 104729 + k * seed * 1299709) % 1024) - 512) / 2 ** 30) * 4;
        const a = part / 64;
        const one = state(1);
        const two = state(2);
        const columns = simulate(
          operator,
          ensembleOf((level, cell, lane) => {
            if (lane === 0) return one(level, cell);
            if (lane === 1) return two(level, cell);
            return a * one(level, cell) + (1 - a) * two(level, cell);
          }),
        );
        expect(columns[2]).toBeCloseTo(a * columns[0] + (1 - a) * columns[1], 14);
      }),
      { seed: 11, numRuns: 4 },
    );
  });

  it("does not depend on the reference that the anomalies are relative to", () => {
    const operator = levelColumnOperator(exampleRetrieval(), grid, vertical, mountains);
    const shifted = ensembleOf((level) => (level - 7) * 2 ** -20 - 2 ** -16);
    const plainly = ensembleOf((level) => (level - 7) * 2 ** -20);
    const moved = createEnsemble(layout, shifted.rows, reference + 2 ** -16, shifted.data);
    expect(simulate(operator, moved)[0]).toBeCloseTo(simulate(operator, plainly)[0], 16);
  });

  it("writes only the lanes of the ensemble", () => {
    const operator = levelColumnOperator(exampleRetrieval(), grid, vertical, plain);
    const out = new Float64Array(layout.lanes + 2).fill(7);
    simulateObservation(
      operator,
      ensembleOf(() => 0),
      out,
    );
    expect([...out.subarray(layout.lanes)]).toEqual([7, 7]);
  });
});
