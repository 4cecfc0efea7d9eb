import { describe, expect, it } from "vitest";
import { createEvolvingField, type EvolvingField } from "../../src/fields/evolvingField.js";
import { randomField } from "../../src/random.js";

const SIZE = 4000;
const LENGTH = 3 * 86400;
const START = Date.UTC(2016, 6, 1) / 1000;

function evolving(counted = { draws: 0 }): EvolvingField {
  return createEvolvingField(SIZE, LENGTH, (node) => {
    counted.draws++;
    const random = randomField(9, "test", 0, node);
    return Float64Array.from({ length: SIZE }, (_, i) => random.normal(i));
  });
}

function covariance(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, value, i) => sum + value * b[i], 0) / SIZE;
}

describe("createEvolvingField", () => {
  const field = evolving();
  const at = (days: number): Float64Array => field(START + 86400 * days).slice();
  /** Four standard errors of a sample (co)variance. */
  const tolerance = 4 * Math.sqrt(2 / SIZE);

  it("has variance 1 at every time, on nodes and between them", () => {
    for (const days of [0, 0.3, 1, 1.7, 2.12, 3, 11.6]) {
      expect(Math.abs(covariance(at(days), at(days)) - 1)).toBeLessThan(tolerance);
    }
  });

  it.each([1, 3, 6])("is correlated over %i days as exp(-t^2 / 2 L^2)", (days) => {
    const expected = Math.exp(-0.5 * (days / 3) ** 2);
    for (const start of [0, 0.9, 5.5]) {
      expect(Math.abs(covariance(at(start), at(start + days)) - expected)).toBeLessThan(tolerance);
    }
  });

  it("changes smoothly: a minute changes it by a minute's share of its slope, everywhere alike", () => {
    // The slope of such a series has the standard deviation 1 / L; ten of them bound 4000 draws.
    for (let hours = 0; hours < 24 * 7; hours += 5) {
      const [before, after] = [at(hours / 24), at((hours + 1 / 60) / 24)];
      const largest = before.reduce((most, value, i) => Math.max(most, Math.abs(after[i] - value)), 0);
      expect(largest).toBeLessThan((10 * 60) / LENGTH);
    }
  });

  it("depends on the time alone, not on what was asked before, and keeps what it drew", () => {
    const once = at(2.5);
    at(400);
    expect(at(2.5)).toEqual(once);
    const counted = { draws: 0 };
    const other = evolving(counted);
    for (let hour = 0; hour < 48; hour++) other(START + 3600 * hour);
    expect(other(START + 86400 * 2.5).slice()).toEqual(once);
    expect(counted.draws).toBeLessThan(15);
  });
});
