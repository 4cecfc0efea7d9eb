import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { timeWeights } from "../../src/observations/timeWeights.js";

const hour = Date.UTC(2016, 6, 1, 5) / 1000;

describe("timeWeights", () => {
  it("is linear between the enclosing hours", () => {
    expect(timeWeights(hour + 900, "linear")).toEqual({
      before: hour,
      after: hour + 3600,
      weightBefore: 0.75,
      weightAfter: 0.25,
    });
  });

  it("takes the nearest hour, half past the later", () => {
    expect(timeWeights(hour + 1799, "nearest").weightAfter).toBe(0);
    expect(timeWeights(hour + 1800, "nearest").weightAfter).toBe(1);
    expect(timeWeights(hour, "nearest")).toMatchObject({ before: hour, weightBefore: 1 });
  });

  it("recovers the time itself from the two hours", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2e12 }), (milliseconds) => {
        const time = milliseconds / 1000;
        const { before, after, weightBefore, weightAfter } = timeWeights(time, "linear");
        expect(weightBefore + weightAfter).toBe(1);
        expect(weightAfter).toBeGreaterThanOrEqual(0);
        expect(weightAfter).toBeLessThan(1);
        expect(weightBefore * before + weightAfter * after).toBeCloseTo(time, 4);
      }),
      { seed: 3 },
    );
  });
});
