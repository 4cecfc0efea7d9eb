import { describe, expect, it } from "vitest";
import { studentQuantile } from "../../src/evaluation/studentQuantile.js";

describe("quantiles of Student's t", () => {
  // Abramowitz and Stegun (1964), table 26.10, to the decimals that are printed in tables of t.
  it.each([
    [1, 0.9, 6.313752],
    [2, 0.9, 2.919986],
    [3, 0.9, 2.353363],
    [4, 0.9, 2.131847],
    [10, 0.9, 1.812461],
    [30, 0.9, 1.697261],
    [120, 0.9, 1.657651],
    [5, 0.95, 2.570582],
    [1, 0.99, 63.656741],
    [Infinity, 0.9, 1.644854],
    [Infinity, 0.95, 1.959964],
  ])("with %d degrees of freedom, for %d of the probability", (freedom, probability, expected) => {
    expect(studentQuantile(freedom, probability)).toBeCloseTo(expected, 5);
  });

  it.each([1.3, 2.5, 7.7, 41.2])("agree with the integral of the density for %d degrees of freedom", (freedom) => {
    // With t = sqrt(n) tan u the density becomes cos(u)^(n - 1), up to a factor that the whole integral gives; and with
    // u = pi / 2 - v^2 that of the tail is smooth enough for the midpoint rule.
    const integral = (from: number, to: number): number => {
      const steps = 200_000;
      const width = (to - from) / steps;
      let sum = 0;
      for (let i = 0; i < steps; i++) {
        const v = from + (i + 0.5) * width;
        sum += Math.sin(v * v) ** (freedom - 1) * 2 * v * width;
      }
      return sum;
    };
    const whole = Math.sqrt(Math.PI / 2);
    const t = studentQuantile(freedom, 0.9);
    const edge = Math.sqrt(Math.PI / 2 - Math.atan(t / Math.sqrt(freedom)));
    expect(integral(edge, whole) / integral(0, whole)).toBeCloseTo(0.9, 6);
  });
});
