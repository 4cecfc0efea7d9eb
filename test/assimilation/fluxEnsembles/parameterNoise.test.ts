import { describe, expect, it } from "vitest";
import { type ErrorScale, parameterNoise } from "../../../src/assimilation/fluxEnsembles/parameterNoise.js";
import { createGrid, longitudeLatitudeGrid } from "../../../src/grids/grid.js";

const grid = createGrid(longitudeLatitudeGrid("noise", 90, 20, 2, 2, 16, 12));
const scale = (correlationKm: number, memoryDays: number, share: number): ErrorScale => {
  return { correlationKm, memoryDays, share };
};

/** Covariance over many members of two cells of a row, `apart` columns from each other. */
function covariance(scales: readonly ErrorScale[], apart: number): number {
  const [{ draw }] = parameterNoise(grid, scales, 3, 3);
  const members = 1500;
  const row = 6 * grid.columns;
  let sum = 0;
  for (let member = 0; member < members; member++) {
    const field = draw(member, 5);
    for (let column = 2; column < 8; column++) sum += field[row + column] * field[row + column + apart];
  }
  return sum / (6 * members);
}

describe("noise of flux parameters", () => {
  it("has the variance 1 and, at a distance, the correlation of each scale by its share", () => {
    const [long, short] = [scale(800, 30, 3), scale(150, 30, 1)];
    expect(covariance([long, short], 0)).toBeCloseTo(1, 1);
    const apart = covariance([long, short], 4);
    expect(apart).toBeCloseTo(0.75 * covariance([long], 4), 1);
    expect(covariance([short], 4)).toBeCloseTo(0, 1);
  });

  it("is one component for each memory, of its share of the variance", () => {
    const components = parameterNoise(grid, [scale(700, 60, 2), scale(200, 3, 1), scale(300, 60, 1)], 3, 3);
    expect(components.map(({ memoryDays }) => memoryDays)).toEqual([60, 3]);
    const variances = components.map(({ draw }) => {
      let sum = 0;
      for (let member = 0; member < 600; member++) sum += draw(member, 1).reduce((s, v) => s + v * v, 0) / grid.cells;
      return sum / 600;
    });
    expect(variances[0]).toBeCloseTo(0.75, 1);
    expect(variances[1]).toBeCloseTo(0.25, 1);
  });

  it("draws one scale as if there were no others, and each scale independently", () => {
    const [alone] = parameterNoise(grid, [scale(700, 30, 1)], 3, 3);
    const [first, second] = parameterNoise(grid, [scale(700, 30, 1), scale(700, 5, 1)], 3, 3);
    const [one, half, other] = [alone, first, second].map(({ draw }) => draw(2, 7));
    one.forEach((value, cell) => expect(half[cell]).toBeCloseTo(Math.SQRT1_2 * value, 12));
    expect(Array.from(other)).not.toEqual(Array.from(half));
  });
});
