import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ConfigError } from "../../src/errors.js";
import {
  hybridCoordinate,
  interfacePressure,
  levelPressure,
  sigmaCoordinate,
  verticalPreset,
} from "../../src/grids/verticalCoordinate.js";

describe("jdas-15", () => {
  const vertical = verticalPreset("jdas-15");

  it("has 15 layers from the surface to 35 hPa", () => {
    expect(vertical.levels).toBe(15);
    for (const ps of [6e4, 1.013e5]) {
      expect(interfacePressure(vertical, 0, ps)).toBe(ps);
      expect(interfacePressure(vertical, 15, ps)).toBeCloseTo(3500, 9);
      expect(interfacePressure(vertical, 7, ps)).toBeCloseTo(3500 + 0.8 * (ps - 3500), 6);
    }
  });

  it("has half of its layers in the lowest 2 km and its top near 23 km, in a standard atmosphere", () => {
    // ICAO: p = 1013.25 (1 - 0.0065 z / 288.15)^5.25588; 23 km is at 34.7 hPa
    const at2km = 101325 * (1 - (0.0065 * 2000) / 288.15) ** 5.25588;
    const below = Array.from({ length: 15 }, (_, k) => levelPressure(vertical, k, 101325)).filter((p) => p > at2km);
    expect(below.length).toBeGreaterThanOrEqual(7);
    expect(below.length).toBeLessThanOrEqual(8);
    expect(Math.abs(interfacePressure(vertical, 15, 101325) / 3470 - 1)).toBeLessThan(0.02);
  });
});

describe("a hybrid coordinate", () => {
  it("has pressures p = a + b ps, levels half-way between interfaces", () => {
    const vertical = hybridCoordinate("three", [0, 2000, 5000, 1000], [1, 0.9, 0.4, 0]);
    expect(vertical.levels).toBe(3);
    expect(interfacePressure(vertical, 1, 1e5)).toBe(92000);
    expect(levelPressure(vertical, 1, 1e5)).toBe((92000 + 45000) / 2);
    expect(levelPressure(vertical, 2, 6e4)).toBe((29000 + 1000) / 2);
  });

  it("made of sigma has layers whose share of the column is the step in sigma", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 1, max: 99 }), { minLength: 1, maxLength: 20 }),
        fc.double({ min: 5.5e4, max: 1.05e5, noNaN: true }),
        (inner, ps) => {
          const sigma = [1, ...inner.sort((a, b) => b - a).map((value) => value / 100), 0];
          const vertical = sigmaCoordinate("any", sigma, 5000);
          for (let k = 0; k < vertical.levels; k++) {
            const thickness = interfacePressure(vertical, k, ps) - interfacePressure(vertical, k + 1, ps);
            expect(thickness / (ps - 5000)).toBeCloseTo(sigma[k] - sigma[k + 1], 9);
          }
        },
      ),
      { seed: 1, numRuns: 50 },
    );
  });

  it.each([
    ["lengths that differ", [0, 1000, 0], [1, 0.5], "3 values of a and 2 of b"],
    ["a single layer", [0, 0], [1, 0], "2 values of a"],
    ["no surface", [10, 1000, 0], [1, 0.5, 0], "a = 10, b = 1 at the lowest interface"],
    ["a surface that is not 1", [0, 1000, 0], [0.99, 0.5, 0], "b = 0.99"],
    ["interfaces out of order", [0, 0, 0, 0], [1, 0.3, 0.5, 0], "interface 2 at 25000 Pa is not above"],
    ["two equal interfaces", [0, 0, 0, 0], [1, 0.5, 0.5, 0], "interface 2"],
    ["a pressure below zero", [0, 0, -10], [1, 0.5, 0], "interface 2 at -10 Pa"],
    ["order lost over high ground only", [0, 30000, 29500], [1, 0.45, 0], "for ps = 50000 Pa"],
    ["no number", [0, Number.NaN, 0], [1, 0.5, 0], "interface 1 at NaN Pa"],
  ])("refuses %s", (_, a, b, message) => {
    expect(() => hybridCoordinate("bad", a, b)).toThrow(ConfigError);
    expect(() => hybridCoordinate("bad", a, b)).toThrow(message);
  });
});
