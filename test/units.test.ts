import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  EARTH_ROTATION,
  EPSILON,
  GAS_CONSTANT_DRY_AIR,
  HEAT_CAPACITY_DRY_AIR,
  MOLAR_MASS_DRY_AIR,
  SECONDS_PER_DAY,
  SECONDS_PER_HOUR,
  SECONDS_PER_YEAR,
} from "../src/constants.js";
import {
  fromMicromoles,
  fromPpm,
  moleFractionFactor,
  toMicromoles,
  toPetagramsCarbon,
  toPetagramsCarbonPerYear,
  toPpm,
} from "../src/units.js";

describe("units", () => {
  it("are converted there and back", () => {
    expect(fromPpm(400)).toBeCloseTo(4e-4, 18);
    expect(fromMicromoles(10)).toBeCloseTo(1e-5, 18);
    fc.assert(
      fc.property(fc.double({ min: -1e3, max: 1e3, noNaN: true }), (value) => {
        expect(toPpm(fromPpm(value))).toBeCloseTo(value, 9);
        expect(toMicromoles(fromMicromoles(value))).toBeCloseTo(value, 9);
      }),
      { seed: 4 },
    );
  });

  it("of carbon: a mole of CO2 holds 12.011 g, a mean year has 31 556 952 s", () => {
    expect(toPetagramsCarbon(1e15)).toBeCloseTo(12.011, 9);
    expect(toPetagramsCarbonPerYear(1e6)).toBeCloseTo(12.011 * 31_556_952 * 1e-9, 9);
    // 1 umol m-2 s-1 is 379 gC m-2 yr-1 (365.25 days: 379.0)
    expect(toPetagramsCarbonPerYear(1e-6) * 1e15).toBeCloseTo(379.0, 1);
  });

  it.each([
    ["1", 1],
    ["mol mol-1", 1],
    ["ppm", 1e-6],
    ["\u00b5mol mol-1", 1e-6],
    ["umol mol**-1", 1e-6],
    ["ppm (micromol.mol-1)", 1e-6],
    ["nmol mol-1", 1e-9],
    ["ppm (nmol mol-1)", undefined],
    ["ppm (dry)", undefined],
    ["kg kg-1", undefined],
  ])("of mole fractions are read as files write them: %s", (written, factor) => {
    expect(moleFractionFactor(written)).toBe(factor);
  });
});

describe("constants", () => {
  it("agree with each other", () => {
    // CODATA 2018 molar gas constant; M of water 18.01528 g mol-1
    expect(GAS_CONSTANT_DRY_AIR * MOLAR_MASS_DRY_AIR).toBeCloseTo(8.314462618, 5);
    expect(EPSILON).toBeCloseTo(18.01528e-3 / MOLAR_MASS_DRY_AIR, 3);
    // diatomic gas, 7/2 R
    expect(HEAT_CAPACITY_DRY_AIR / GAS_CONSTANT_DRY_AIR).toBeCloseTo(3.5, 3);
    expect(24 * SECONDS_PER_HOUR).toBe(SECONDS_PER_DAY);
    expect(SECONDS_PER_YEAR).toBe(31_556_952);
    // one turn more a year than there are days; tropical year of 365.2422 days
    expect((EARTH_ROTATION * SECONDS_PER_DAY) / (2 * Math.PI)).toBeCloseTo(1 + 1 / 365.2422, 6);
  });
});
