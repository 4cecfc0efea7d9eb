import { describe, expect, it } from "vitest";
import { type Innovation, innovationStatistics } from "../../src/filters/diagnostics.js";
import { randomField } from "../../src/random.js";

/** Scalar analyses with known errors: background 0.7, observation 0.9, analysed with the errors they have. */
function innovations(count: number, assumedR: number): Innovation[] {
  const random = randomField(42, "test");
  const backgroundVariance = 0.49;
  return Array.from({ length: count }, (_, i) => {
    const departure = 0.9 * random.normal(2 * i) - 0.7 * random.normal(2 * i + 1);
    const gain = backgroundVariance / (backgroundVariance + assumedR);
    return { departure, residual: (1 - gain) * departure, backgroundVariance, errorVariance: assumedR };
  });
}

describe("innovationStatistics", () => {
  it("finds the true variances and a chi-square of 1 where the assumed errors are right", () => {
    const { chiSquare, errorVariance, backgroundVariance, meanDeparture, count } = innovationStatistics(
      innovations(40000, 0.81),
    );
    expect(count).toBe(40000);
    expect(chiSquare).toBeCloseTo(1, 1);
    expect(Math.abs(chiSquare - 1)).toBeLessThan(0.02);
    expect(Math.abs(errorVariance - 0.81)).toBeLessThan(0.02);
    expect(Math.abs(backgroundVariance - 0.49)).toBeLessThan(0.02);
    expect(Math.abs(meanDeparture)).toBeLessThan(0.02);
  });

  it("shows an observation error that was assumed too small", () => {
    const { chiSquare, errorVariance } = innovationStatistics(innovations(40000, 0.2));
    expect(chiSquare).toBeGreaterThan(1.7);
    expect(errorVariance).toBeGreaterThan(0.3);
  });
});
