import { describe, expect, it } from "vitest";
import { cosineOfZenith, solarDeclination } from "../../src/grids/sun.js";
import { parseTime } from "../../src/time.js";

const DEGREES = 180 / Math.PI;

describe("the sun", () => {
  it("stands at 23.44 degrees at the solstices and near 0 at the equinoxes", () => {
    expect(solarDeclination(parseTime("2015-06-21T16")!) * DEGREES).toBeCloseTo(23.44, 1);
    expect(solarDeclination(parseTime("2015-12-22T05")!) * DEGREES).toBeCloseTo(-23.44, 1);
    expect(Math.abs(solarDeclination(parseTime("2015-03-20T23")!) * DEGREES)).toBeLessThan(0.5);
  });

  it("is overhead at the tropic at noon of the solstice, down at midnight, and up all day in the Arctic summer", () => {
    expect(cosineOfZenith(parseTime("2015-06-21T04")!, 120, 23.44)).toBeCloseTo(1, 4);
    expect(cosineOfZenith(parseTime("2015-06-21T16")!, 120, 23.44)).toBeLessThan(-0.5);
    expect(cosineOfZenith(parseTime("2015-06-21T16")!, 120, 80)).toBeGreaterThan(0);
    expect(cosineOfZenith(parseTime("2015-03-21T22")!, 120, 0)).toBeCloseTo(0, 1);
  });
});
