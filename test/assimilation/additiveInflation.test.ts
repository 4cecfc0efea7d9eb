import { describe, expect, it } from "vitest";
import { additiveInflation } from "../../src/assimilation/additiveInflation.js";
import type { SmoothDraw } from "../../src/assimilation/moleFractionPerturbations.js";
import { createCorrelation } from "../../src/fields/correlatedNoise.js";
import { createEnsemble, laneLayout } from "../../src/fields/ensemble.js";
import { createGrid, longitudeLatitudeGrid } from "../../src/grids/grid.js";
import { verticalPreset } from "../../src/grids/verticalCoordinate.js";
import { randomField } from "../../src/random.js";
import { fromPpm } from "../../src/units.js";

const grid = createGrid(longitudeLatitudeGrid("small", 100, 25, 2, 2, 10, 8));
const vertical = verticalPreset("jdas-15");
const correlation = createCorrelation(grid, 1000e3);
const draw: SmoothDraw = (...key) => correlation.sample(randomField(3, ...key));
const layout = laneLayout(40, ["control", "truth"]);
const rows = vertical.levels * grid.cells;
const HOUR = 3600 * 411_000;

function inflated(time: number, ppm = 0.5): Float32Array {
  const state = createEnsemble(layout, rows, 4e-4, new Float32Array(rows * layout.lanes).fill(1e-6));
  additiveInflation(grid.cells, vertical, draw, ppm).add(state, time);
  return state.data;
}

describe("additive inflation", () => {
  const data = inflated(HOUR);
  const row = (level: number, cell: number): number[] => {
    const start = (level * grid.cells + cell) * layout.lanes;
    return Array.from(data.subarray(start, start + layout.lanes));
  };

  it("keeps every mean and every lane that is no member", () => {
    for (let level = 0; level < vertical.levels; level += 7) {
      for (let cell = 0; cell < grid.cells; cell++) {
        const values = row(level, cell);
        const mean = values.slice(0, 40).reduce((sum, value) => sum + value / 40, 0);
        expect(Math.abs(mean - 1e-6)).toBeLessThan(1e-12);
        values.slice(40).forEach((value) => expect(value).toBe(Math.fround(1e-6)));
      }
    }
  });

  it("has the spread asked for at every height, and smooth fields", () => {
    const moment = (level: number, distance: number): number => {
      let sum = 0;
      for (let cell = 0; cell < grid.cells; cell += grid.columns) {
        const [a, b] = [row(level, cell), row(level, cell + distance)];
        for (let m = 0; m < 40; m++) sum += ((a[m] - 1e-6) * (b[m] - 1e-6)) / (39 * grid.rows);
      }
      return sum / fromPpm(0.5) ** 2;
    };
    for (const level of [0, 7, 14]) {
      expect(Math.abs(moment(level, 0) - 1)).toBeLessThan(0.45);
      expect(moment(level, 1)).toBeGreaterThan(0.9 * moment(level, 0));
      expect(Math.abs(moment(level, 9))).toBeLessThan(0.5);
    }
  });

  it("draws by the hour, the same whenever it is asked, another one in another hour", () => {
    expect(inflated(HOUR)).toEqual(data);
    expect(inflated(HOUR + 3600)).not.toEqual(data);
  });
});
