import { describe, expect, it } from "vitest";
import { createGrid, longitudeLatitudeGrid } from "../../src/grids/grid.js";
import { siteErrors } from "../../src/observations/siteErrors.js";

// Cells 150 km apart.
const grid = createGrid(longitudeLatitudeGrid("sites", 100, 0, 1.35, 1.35, 12, 10));
const START = Date.UTC(2016, 6, 1) / 1000;
const HOUR = 3600;

/** Mean over seeds, days and cells of the product of errors that are so far apart [ppm2]. */
function covariance(hours: number, columns: number): number {
  let sum = 0;
  let count = 0;
  for (let seed = 1; seed <= 6; seed++) {
    const error = siteErrors(grid, { seed, size: 1.5e-6 });
    for (let day = 0; day < 40; day++) {
      const time = START + 24 * HOUR * day;
      const now = Array.from({ length: grid.cells }, (_, cell) => error(time, cell));
      for (let cell = 0; cell < grid.cells; cell += 3) {
        if ((cell % 12) + columns >= 12) continue;
        sum += now[cell] * error(time + hours * HOUR, cell + columns) * 1e12;
        count++;
      }
    }
  }
  return sum / count;
}

describe("errors of surface sites in a twin", () => {
  it("are of the size asked for, shared by the hours of an afternoon and by neighbours, not by days", () => {
    expect(covariance(0, 0)).toBeGreaterThan(2.25 * 0.9);
    expect(covariance(0, 0)).toBeLessThan(2.25 * 1.1);
    expect(covariance(3, 0) / 2.25).toBeCloseTo(Math.exp(-0.125), 1);
    expect(covariance(0, 2) / 2.25).toBeCloseTo(Math.exp(-0.5), 1);
    expect(Math.abs(covariance(24, 0)) / 2.25).toBeLessThan(0.1);
  });
});
