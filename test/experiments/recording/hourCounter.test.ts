import { describe, expect, it } from "vitest";
import { createHourCounter } from "../../../src/experiments/recording/hourCounter.js";
import type { AnalysisDiagnostic } from "../../../src/filters/analysis.js";

const departures = (...ppm: number[]): AnalysisDiagnostic[] =>
  ppm.map((value) => ({ departure: value * 1e-6 }) as AnalysisDiagnostic);

const repeat = (length: number, ppm: number): number[] => Array.from({ length }, () => ppm);

describe("the hour counter", () => {
  it("tells the end of the hour, hours done and observations assimilated", () => {
    const counter = createHourCounter(7200);
    expect(counter.count(7200, [])).toEqual({ time: 10800, hoursDone: 1, assimilated: 0, departurePpm: Number.NaN });
    const { departurePpm, ...second } = counter.count(10800, departures(3, -4));
    expect(second).toEqual({ time: 14400, hoursDone: 2, assimilated: 2 });
    expect(departurePpm).toBeCloseTo(Math.sqrt(12.5), 12);
    expect(counter.count(14400, []).departurePpm).toBe(departurePpm);
    expect(counter.assimilated).toBe(2);
  });

  it("takes the root mean square over the last 50 observations, across hours", () => {
    const counter = createHourCounter(0);
    counter.count(0, departures(...repeat(30, 9)));
    counter.count(3600, departures(...repeat(30, 1)));
    // 20 of the nines are left
    expect(counter.count(7200, []).departurePpm).toBeCloseTo(Math.sqrt((20 * 81 + 30) / 50), 12);
    expect(counter.count(10800, departures(...repeat(60, 2))).departurePpm).toBeCloseTo(2, 12);
    expect(counter.assimilated).toBe(120);
  });
});
