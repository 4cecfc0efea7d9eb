import { describe, expect, it } from "vitest";
import { createPoissonSolver, negativeLaplacian } from "../../src/meteorology/poisson.js";
import { randomField } from "../../src/random.js";

function largest(values: Float64Array): number {
  return values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}

describe("Poisson solver", () => {
  it.each([
    [1, 1],
    [7, 3],
    [16, 13],
    [105, 86],
  ])("solves %i x %i cells to round-off", (columns, rows) => {
    const random = randomField(3, "test");
    const source = Float64Array.from({ length: columns * rows }, (_, c) => 1e8 * random.normal(c));
    const potential = new Float64Array(source.length);
    createPoissonSolver(columns, rows).solve(source, potential);
    const back = new Float64Array(source.length);
    negativeLaplacian(potential, back, columns, rows);
    expect(largest(back.map((value, c) => value - source[c]))).toBeLessThan(1e-11 * largest(source));
  });

  it("agrees with the solution of one cell: 4 phi = s", () => {
    const potential = new Float64Array(1);
    createPoissonSolver(1, 1).solve(Float64Array.of(8), potential);
    expect(potential[0]).toBeCloseTo(2, 14);
  });

  it("knows the Laplacian with zeros outside", () => {
    const out = new Float64Array(6);
    negativeLaplacian(Float64Array.of(1, 2, 3, 4, 5, 6), out, 3, 2);
    expect([...out]).toEqual([4 - 2 - 4, 8 - 1 - 3 - 5, 12 - 2 - 6, 16 - 5 - 1, 20 - 4 - 6 - 2, 24 - 5 - 3]);
  });
});
