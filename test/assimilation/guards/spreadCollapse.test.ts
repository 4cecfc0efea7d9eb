import { describe, expect, it } from "vitest";
import { type Departure, DEPARTURES_KEPT, spreadCollapse } from "../../../src/assimilation/guards/spreadCollapse.js";
import { randomField } from "../../../src/random.js";

/** Departures of the true background variance, of an ensemble that believes `background`. R = 1. */
function departures(trueVariance: number, background: number, count = DEPARTURES_KEPT, seed = 1): Departure[] {
  const random = randomField(seed, "test", 0, 0);
  return Array.from({ length: count }, (_, i) => ({
    squared: (trueVariance + 1) * random.normal(i) ** 2,
    background,
    error: 1,
  }));
}

describe("the guard of spread collapse", () => {
  it("says that departures are far beyond what a tiny spread explains, with numbers", () => {
    const said = spreadCollapse(departures(3, 0.05), 0.3);
    expect(said).toMatch(
      /the last 100 departures are \d\.\d times .* background variance of 0\.050 of the error variance/,
    );
    expect(said).toContain("fluxes with 30 % of their prior spread");
    expect(spreadCollapse(departures(3, 0.05), Number.NaN)).not.toContain("prior spread");
  });

  it("says so of collapsed fluxes too", () => {
    expect(spreadCollapse(departures(5, 0.5), 0.3)).toContain("fluxes with 30 %");
  });

  it("is silent where columns vary little because fluxes do, as in winter", () => {
    expect(spreadCollapse(departures(3, 0.05), 0.8)).toBeUndefined();
  });

  it("goes by the variance of the columns while no day of fluxes has ended", () => {
    expect(spreadCollapse(departures(3, 0.3), Number.NaN)).toBeUndefined();
    expect(spreadCollapse(departures(3, 0.05), Number.NaN)).toBeDefined();
  });

  it("is silent where the spread is as large as the errors, small or not", () => {
    for (let seed = 0; seed < 200; seed++) {
      expect(spreadCollapse(departures(0.3, 0.3, DEPARTURES_KEPT, seed), 0.7)).toBeUndefined();
      expect(spreadCollapse(departures(0.01, 0.01, DEPARTURES_KEPT, seed), 0.2)).toBeUndefined();
    }
  });

  it("is silent where departures are too large but the ensemble still listens", () => {
    expect(spreadCollapse(departures(5, 0.5), 0.7)).toBeUndefined();
  });

  it("waits for a hundred observations", () => {
    expect(spreadCollapse(departures(3, 0.05, DEPARTURES_KEPT - 1), 0.5)).toBeUndefined();
  });

  it("is not deceived by a few wild observations", () => {
    const outliers = departures(0.1, 0.1).map((departure, i) => (i < 5 ? { ...departure, squared: 400 } : departure));
    expect(spreadCollapse(outliers, 0.7)).toBeUndefined();
  });
});
