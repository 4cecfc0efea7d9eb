import { describe, expect, it } from "vitest";
import { createGrid, gridPreset } from "../../src/grids/grid.js";
import { totalOf } from "../../src/observations/fate.js";
import type { Observation } from "../../src/observations/observation.js";
import { type Screening, screenObservations } from "../../src/observations/quality.js";
import { exampleRetrieval } from "./exampleRetrieval.js";
import { exampleSample } from "./exampleSample.js";

const grid = createGrid(gridPreset("china-64km"));
const start = Date.UTC(2016, 6, 1) / 1000;
const period = { start, end: start + 40 * 86400 };
const screen = (observations: Observation[], withheldShare: number, seed = 1): Screening =>
  screenObservations({ title: "test", remarks: [], files: [], observations }, grid, period, { withheldShare, seed });

/** Pairs in one cell and hour, the second better, in many cells and hours. */
const pairs = Array.from({ length: 1500 }, (_, i) => {
  const time = start + 3600 * (i % 300) + 60;
  const place = { longitude: 100 + (i % 25), latitude: 30 + ((i * 7) % 13) };
  return [
    exampleRetrieval({ ...place, time, uncertainty: 1.2e-6, id: `${i}0` }),
    exampleRetrieval({ ...place, time: time + 5, uncertainty: 0.8e-6, id: `${i}1` }),
  ];
});

describe("withheld observations", () => {
  it("are the share that was asked for, of cells and hours", () => {
    const { counts } = screen(pairs.flat(), 0.3);
    const withheld = totalOf(counts, "validation") / 2;
    const groups = withheld + totalOf(counts, "assimilated");
    expect(groups).toBe(1500);
    expect(Math.abs(withheld / groups - 0.3)).toBeLessThan(4 * Math.sqrt((0.3 * 0.7) / groups));
  });

  it("leave nothing of their cell and hour to be assimilated, and make second bests elsewhere useless", () => {
    const { observations } = screen(pairs.flat(), 0.3);
    const together = new Set(
      pairs.map((_, i) => [observations[2 * i], observations[2 * i + 1]].map(({ fate }) => fate).join(" ")),
    );
    expect([...together].sort()).toEqual(["thinned assimilated", "validation validation"]);
  });

  it("are the same in any selection of observations, and others with another seed", () => {
    const fates = (screening: Screening): string[] => screening.observations.map(({ fate }) => fate);
    const all = fates(screen(pairs.flat(), 0.3));
    const half = fates(screen(pairs.slice(0, 750).flat(), 0.3));
    expect(all.slice(0, 1500)).toEqual(half);
    expect(fates(screen(pairs.flat(), 0.3, 2))).not.toEqual(all);
  });

  it("grow with the share: what a smaller one withholds a larger one withholds too", () => {
    const little = screen(pairs.flat(), 0.1).observations;
    const more = screen(pairs.flat(), 0.4).observations;
    const kept = little.filter((screened, i) => screened.fate === "validation" && more[i].fate !== "validation");
    expect(kept).toEqual([]);
  });

  it("are chosen among the good ones alone, and none where the share is 0", () => {
    const bad = pairs.flat().map((retrieval) => ({ ...retrieval, good: false }));
    const mixed = screen([...bad, ...pairs.flat()], 0.5);
    expect(totalOf(mixed.counts, "not_good")).toBe(3000);
    expect(totalOf(screen(pairs.flat(), 0).counts, "assimilated")).toBe(1500);
  });

  it("are whole afternoons of a surface site", () => {
    const days = Array.from({ length: 40 }, (_, day) =>
      [4, 5, 6, 7, 8].map((hour) => exampleSample({ time: start + 86400 * day + 3600 * hour + 1800 })),
    );
    const { observations } = screen(days.flat(), 0.4);
    const fates = days.map((_, day) => [...new Set(observations.slice(5 * day, 5 * day + 5).map(({ fate }) => fate))]);
    expect(fates.every((kinds) => kinds.length === 1)).toBe(true);
    const withheld = fates.filter(([fate]) => fate === "validation").length;
    expect(withheld).toBeGreaterThan(6);
    expect(withheld).toBeLessThan(26);
  });
});
