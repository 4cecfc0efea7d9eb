import { describe, expect, it } from "vitest";
import { CoverageError } from "../../../src/errors.js";
import { instantsOfPeriod } from "../../../src/meteorology/sources/instantsOfPeriod.js";

const HOUR = 3600;
const within = (hours: readonly number[], start: number, end: number, shift = 0): readonly number[] => {
  const times = hours.map((hour) => hour * HOUR);
  return instantsOfPeriod(times, shift * HOUR, start * HOUR, end * HOUR, ["a.nc"]).map((time) => time / HOUR);
};

describe("instants of a period", () => {
  it("enclose it", () => {
    expect(within([0, 6, 12, 18, 24], 7, 13)).toEqual([6, 12, 18]);
    expect(within([0, 6, 12, 18, 24], 6, 12)).toEqual([6, 12]);
    expect(within([0, 6, 12, 18, 24], 107, 113, 100)).toEqual([6, 12, 18]);
    expect(within([0, 24], 0, 20)).toEqual([0, 24]);
  });

  it("may change their spacing, as forecasts do", () => {
    expect(within([0, 1, 2, 3, 6, 9, 12], 0, 12)).toEqual([0, 1, 2, 3, 6, 9, 12]);
    expect(within([0, 1, 2, 8, 14, 20, 26, 27, 28], 0, 28)).toHaveLength(9);
  });

  it.each([
    ["in the middle", [0, 6, 12, 36, 42], 0, 42, /between 1970-01-01T12:00Z and 1970-01-02T12:00Z; .*every 6 hours/],
    ["at the end", [0, 6, 12, 36], 0, 20, /between 1970-01-01T12:00Z/],
    ["at the start", [0, 24, 30, 36], 3, 30, /between 1970-01-01T00:00Z/],
    ["beside another", [0, 1, 2, 4, 6, 7, 8], 0, 8, /between 1970-01-01T02:00Z.*every 1 hours, as beside it/],
    [
      "of ten days",
      [0, 240],
      0,
      100,
      /between 1970-01-01T00:00Z and 1970-01-11T00:00Z; expected an instant every 24 hours at/,
    ],
    ["of ten days, twice", [0, 6, 12, 252, 492, 498], 0, 490, /between 1970-01-01T12:00Z and 1970-01-11T12:00Z/],
  ] as const)("have no hole %s", (_, hours, start, end, message) => {
    expect(() => within(hours, start, end)).toThrow(CoverageError);
    expect(() => within(hours, start, end)).toThrow(message);
  });

  it("may have a hole outside the period", () => {
    expect(within([0, 6, 12, 240, 246], 0, 12)).toEqual([0, 6, 12]);
  });
});
