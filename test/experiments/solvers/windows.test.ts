import { describe, expect, it } from "vitest";
import { windowsOf } from "../../../src/experiments/solvers/windows.js";

const DAY = 86400;
const START = Date.UTC(2016, 6, 1) / 1000;
const day = (number: number): number => START + number * DAY;

describe("the windows of a two-step update", () => {
  const windows = windowsOf({ start: START, end: day(5) }, 2);

  it("end after their days, the last one with the period", () => {
    const ends = [1, 2, 3, 4, 5].filter((number) => windows.endsAt(day(number)));
    expect(ends).toEqual([2, 4, 5]);
    expect(windows.endsAt(day(1) + 3600)).toBe(false);
  });

  it("give their days when they end, each day once", () => {
    const given = Array.from({ length: 5 * 24 }, (_, hour) => windows.daysUntil(START + (hour + 1) * 3600));
    expect(given.filter((days) => days.length > 0)).toEqual([[day(0), day(1)], [day(2), day(3)], [day(4)]]);
  });
});
