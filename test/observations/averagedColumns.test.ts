/** Which soundings go into one mean, and what is counted of the rest. */
import { describe, expect, it } from "vitest";
import { createGrid, longitudeLatitudeGrid } from "../../src/grids/grid.js";
import { averageInCells, averageInHours } from "../../src/observations/averagedColumns.js";
import type { Retrieval } from "../../src/observations/retrieval.js";
import { exampleRetrieval } from "./exampleRetrieval.js";

const grid = createGrid(longitudeLatitudeGrid("two by two", 100, 30, 1, 1, 2, 2));
const start = 1467331200;
const period = { start, end: start + 86400 };
const at = (seconds: number, longitude: number, changes: Partial<Retrieval> = {}): Retrieval =>
  exampleRetrieval({ id: `${seconds}`, time: start + seconds, longitude, latitude: 30.2, ...changes });

describe("soundings of a satellite", () => {
  it("are averaged by cell, pass and what they are over; the others are counted", () => {
    const { observations, notKept } = averageInCells(
      [
        at(0, 100.2),
        at(1, 100.3),
        at(2, 100.4, { surface: "water" }),
        at(3, 101.2),
        at(5940, 100.2),
        at(4, 100.5, { good: false }),
        at(5, 100.5, { missing: ["xco2"] }),
        at(6, 90),
        at(90000, 100.2),
      ],
      { grid, period },
    );
    expect(observations.map(({ soundings, longitude }) => [soundings, longitude.toFixed(2)])).toEqual([
      [2, "100.25"],
      [1, "100.40"],
      [1, "101.20"],
      [1, "100.20"],
    ]);
    expect(notKept).toEqual({ averaged: 5, not_good: 1, missing_value: 1, outside_domain: 1, outside_period: 1 });
  });
});

describe("spectra of a site", () => {
  it("are averaged by hour; what cannot be used stays as it is", () => {
    const { observations, notKept } = averageInHours([
      at(10, 100.5),
      at(3500, 100.5),
      at(3700, 100.5),
      at(20, 100.5, { missing: ["pressure"] }),
    ]);
    expect(observations.map(({ soundings }) => soundings)).toEqual([2, 1, undefined]);
    expect(observations[0].time).toBeCloseTo(start + 1755, 6);
    expect(notKept).toEqual({ averaged: 3 });
  });
});
