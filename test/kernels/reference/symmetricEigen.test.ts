import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { symmetricEigen } from "../../../src/kernels/reference/symmetricEigenReference.js";
import { randomField } from "../../../src/random.js";

function residuals(matrix: Float64Array, n: number): { equation: number; orthonormality: number } {
  const { values, vectors } = symmetricEigen(matrix, n);
  let equation = 0;
  let orthonormality = 0;
  for (let j = 0; j < n; j++) {
    for (let i = 0; i < n; i++) {
      let product = -values[j] * vectors[j * n + i];
      let overlap = i === j ? -1 : 0;
      for (let k = 0; k < n; k++) {
        product += matrix[i * n + k] * vectors[j * n + k];
        overlap += vectors[i * n + k] * vectors[j * n + k];
      }
      equation = Math.max(equation, Math.abs(product));
      orthonormality = Math.max(orthonormality, Math.abs(overlap));
    }
  }
  return { equation, orthonormality };
}

/** A B' B with B of `rank` rows: symmetric, not negative, of that rank. */
function gram(n: number, rank: number, seed: number): Float64Array {
  const random = randomField(seed, "test");
  const b = Float64Array.from({ length: rank * n }, (_, i) => random.normal(i));
  return Float64Array.from({ length: n * n }, (_, at) => {
    let sum = 0;
    for (let k = 0; k < rank; k++) sum += b[k * n + Math.floor(at / n)] * b[k * n + (at % n)];
    return sum;
  });
}

describe("symmetricEigen", () => {
  it("solves symmetric matrices of any rank, with orthonormal vectors", () => {
    const problems = fc.record({
      n: fc.integer({ min: 1, max: 30 }),
      rank: fc.integer({ min: 0, max: 40 }),
      seed: fc.integer({ min: 1, max: 1e6 }),
    });
    fc.assert(
      fc.property(problems, ({ n, rank, seed }) => {
        const { equation, orthonormality } = residuals(gram(n, rank, seed), n);
        expect(equation).toBeLessThan(1e-14 * 20 * (n + rank + 10));
        expect(orthonormality).toBeLessThan(1e-14 * (n + 10));
      }),
      { seed: 5, numRuns: 100 },
    );
  });

  it.each([
    ["one element", [3], [3]],
    ["a diagonal matrix", [2, 0, 0, 0, 5, 0, 0, 0, -1], [-1, 2, 5]],
    ["equal eigenvalues", [1, 0, 0, 1], [1, 1]],
    ["a tridiagonal matrix with known values", [2, -1, 0, -1, 2, -1, 0, -1, 2], [2 - Math.SQRT2, 2, 2 + Math.SQRT2]],
    ["nothing but zeros", [0, 0, 0, 0], [0, 0]],
  ])("knows %s", (_, matrix, expected) => {
    const n = Math.sqrt(matrix.length);
    const { values } = symmetricEigen(Float64Array.from(matrix), n);
    Array.from(values)
      .sort((a, b) => a - b)
      .forEach((value, i) => expect(value).toBeCloseTo(expected[i], 13));
    expect(residuals(Float64Array.from(matrix), n).orthonormality).toBeLessThan(1e-14);
  });

  it("does not look for ever where a number is not finite", () => {
    expect(symmetricEigen(Float64Array.of(1, Number.NaN, Number.NaN, 1), 2).values).toHaveLength(2);
  });
});
