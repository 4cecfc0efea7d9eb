import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CoverageError } from "../../src/errors.js";
import { createGrid, gridPreset } from "../../src/grids/grid.js";
import { fates, totalOf } from "../../src/observations/fate.js";
import { screenObservations } from "../../src/observations/quality.js";
import type { Observation, ObservationSet } from "../../src/observations/observation.js";
import type { Retrieval } from "../../src/observations/retrieval.js";
import { exampleRetrieval } from "./exampleRetrieval.js";

const grid = createGrid(gridPreset("china-64km"));
const start = Date.UTC(2016, 6, 1) / 1000;
const period = { start, end: start + 86400 };
const setOf = (observations: Observation[]): ObservationSet => ({
  title: "test set",
  remarks: [],
  files: [],
  observations,
});
const fatesOf = (retrievals: Retrieval[]): string[] =>
  screenObservations(setOf(retrievals), grid, period).observations.map(({ fate }) => fate);

describe("screenObservations", () => {
  it("gives each observation the first rule that removes it, and its cell", () => {
    const kept = exampleRetrieval();
    const { observations, counts } = screenObservations(
      setOf([
        kept,
        exampleRetrieval({ good: false }),
        exampleRetrieval({ time: period.end, good: false }),
        exampleRetrieval({ time: start - 1 }),
        exampleRetrieval({ longitude: -100, good: false }),
        exampleRetrieval({ time: NaN, missing: ["time"] }),
      ]),
      grid,
      period,
    );
    expect(observations.map(({ fate }) => fate)).toEqual([
      "assimilated",
      "not_good",
      "outside_period",
      "outside_period",
      "outside_domain",
      "missing_value",
    ]);
    expect(observations[0].cell).toBe(grid.cellAt(kept.longitude, kept.latitude));
    expect(counts.months).toEqual(["2016-06", "2016-07", "undated"]);
    expect(counts.counts.outside_period).toEqual([1, 1, 0]);
  });

  it("keeps the first instant of the period and not its end", () => {
    expect(fatesOf([exampleRetrieval({ time: start }), exampleRetrieval({ time: period.end })])).toEqual([
      "assimilated",
      "outside_period",
    ]);
  });

  it("thins to the least uncertainty of each cell and hour, of equal ones to the first", () => {
    const uncertain = (uncertainty: number, changes: Partial<Retrieval> = {}): Retrieval =>
      exampleRetrieval({ uncertainty: uncertainty * 1e-6, ...changes });
    const later = exampleRetrieval().time + 3600;
    expect(
      fatesOf([
        uncertain(1.2),
        uncertain(0.9),
        uncertain(0.9),
        uncertain(0.5, { good: false }),
        uncertain(3, { latitude: 37 }),
        uncertain(2, { time: later }),
      ]),
    ).toEqual(["validation", "assimilated", "validation", "not_good", "assimilated", "assimilated"]);
  });

  it("accepts observations that a twin experiment has yet to fill", () => {
    expect(fatesOf([exampleRetrieval({ xco2: NaN })])).toEqual(["assimilated"]);
  });

  it("assimilates exactly one good observation in every cell and hour that has any, and counts them all", () => {
    const screened = fc.record({
      longitude: fc.double({ min: 114, max: 118, noNaN: true }),
      latitude: fc.double({ min: 34, max: 36, noNaN: true }),
      minute: fc.integer({ min: -60, max: 1500 }),
      uncertainty: fc.double({ min: 5e-7, max: 2e-6, noNaN: true }),
      good: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(screened, { maxLength: 60 }), (drawn) => {
        const sure = exampleRetrieval({ time: start });
        const retrievals = drawn.map(({ minute, ...rest }) => exampleRetrieval({ ...rest, time: start + 60 * minute }));
        const { observations, counts } = screenObservations(setOf([sure, ...retrievals]), grid, period);
        const boxes = new Map<string, number[]>();
        const winners = new Map<string, number[]>();
        for (const { cell, observation, fate } of observations) {
          const box = `${cell} ${Math.floor(observation.time / 3600)}`;
          if (fate === "assimilated") winners.set(box, [...(winners.get(box) ?? []), observation.uncertainty]);
          if (fate === "assimilated" || fate === "validation")
            boxes.set(box, [...(boxes.get(box) ?? []), observation.uncertainty]);
        }
        for (const [box, uncertainties] of boxes) expect(winners.get(box)).toEqual([Math.min(...uncertainties)]);
        expect(fates.reduce((sum, fate) => sum + totalOf(counts, fate), 0)).toBe(observations.length);
      }),
      { seed: 7, numRuns: 60 },
    );
  });

  it("says what each rule removed where nothing is left", () => {
    const screen = (): unknown =>
      screenObservations(
        setOf([exampleRetrieval({ good: false }), exampleRetrieval({ latitude: -35 }), exampleRetrieval({ time: 0 })]),
        grid,
        period,
      );
    expect(screen).toThrow(CoverageError);
    expect(screen).toThrow(
      'observations "test set": no observation is left between 2016-07-01T00:00Z and 2016-07-02T00:00Z in the domain ' +
        '"china-64km"; 3 read: 1 not good, 1 outside period, 1 outside domain; expected at least one good observation',
    );
    expect(() => screenObservations(setOf([]), grid, period)).toThrow("0 read: none");
  });
});
