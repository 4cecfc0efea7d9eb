import { describe, expect, it } from "vitest";
import { observationVariance } from "../../src/observations/observationError.js";

describe("observationVariance", () => {
  it("adds the inflated stated error and the representation error in squares", () => {
    const error = { inflation: 1.3, representation: 0.8e-6, floor: 0 };
    expect(observationVariance(1e-6, error)).toBeCloseTo((1.69 + 0.64) * 1e-12, 24);
  });

  it("does not fall below the floor", () => {
    const error = { inflation: 1, representation: 0, floor: 0.5e-6 };
    expect(observationVariance(0.1e-6, error)).toBe(0.5e-6 ** 2);
    expect(observationVariance(0.6e-6, error)).toBe(0.6e-6 ** 2);
  });
});
