import { describe, expect, it } from "vitest";
import { formatDay, parseTime } from "../../src/time.js";
import { spreadWindows } from "../../src/tuning/windows.js";

const at = (day: string): number => parseTime(day) as number;
const shown = (start: string, end: string, most: number, days: number): string[] =>
  spreadWindows({ start: at(start), end: at(end) }, most, days).map(
    (window) => `${formatDay(window.start)} ${formatDay(window.end)}`,
  );

describe("spreadWindows", () => {
  it("spreads them from the start of the period to its end", () => {
    expect(shown("2016-01-01", "2016-12-31", 4, 10)).toEqual([
      "2016-01-01 2016-01-11",
      "2016-04-28 2016-05-08",
      "2016-08-24 2016-09-03",
      "2016-12-21 2016-12-31",
    ]);
  });

  it("takes as many as fit, and a short period as it is", () => {
    expect(shown("2016-07-01", "2016-07-31", 4, 10)).toHaveLength(3);
    expect(shown("2016-07-01", "2016-07-16", 4, 10)).toEqual(["2016-07-01 2016-07-11"]);
    expect(shown("2016-07-01", "2016-07-04", 4, 10)).toEqual(["2016-07-01 2016-07-04"]);
  });
});
