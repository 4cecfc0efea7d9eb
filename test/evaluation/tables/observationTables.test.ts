/** What is told of soundings beyond means: numbers that were worked out by hand, or otherwise. */
import { describe, expect, it } from "vitest";
import type { RunObservations } from "../../../src/evaluation/readRun.js";
import type { RunContents } from "../../../src/evaluation/runContents.js";
import { consistencyRows } from "../../../src/evaluation/tables/consistency.js";
import { departureBins, departureDays } from "../../../src/evaluation/tables/departures.js";
import { fateCounts } from "../../../src/evaluation/tables/fateCounts.js";
import { incrementsOf } from "../../../src/evaluation/tables/increments.js";
import { normalShare, rankBins } from "../../../src/evaluation/tables/ranks.js";
import { patternRows } from "../../../src/evaluation/tables/taylor.js";
import type { Fate } from "../../../src/observations/fate.js";
import { grid } from "../runFolder.js";

const DAY = 86400;
const START = Date.UTC(2016, 6, 1) / 1000;

interface Sounding {
  readonly day: number;
  readonly fate: Fate;
  readonly observed: number;
  readonly background: number;
  readonly analysis: number;
}

function contentsOf(soundings: readonly Sounding[]): RunContents {
  const of = (value: (one: Sounding) => number): Float64Array => Float64Array.from(soundings, value);
  const observations: RunObservations = {
    time: soundings.map(({ day }) => START + (day + 0.5) * DAY),
    fate: soundings.map(({ fate }) => fate),
    kind: soundings.map(() => "column" as const),
    site: soundings.map(() => ""),
    validates: soundings.map(() => false),
    longitude: of(() => 110),
    latitude: of(() => 35),
    observed: of(({ observed }) => observed),
    background: of(({ background }) => background),
    analysis: of(({ analysis }) => analysis),
    control: of(() => Number.NaN),
    posterior: of(() => Number.NaN),
    truth: of(() => Number.NaN),
    uncertainty: of(() => 0.7),
    error: of(() => 0.8),
    comparedSpread: of(() => 0.6),
    analysis_spread: of(() => 0.4),
    biasCorrection: of(() => 0.5),
  };
  const about = { title: "", remarks: [], syntheticWeather: false, finished: true, warnings: [], stopped: undefined };
  const period = { identity: "", start: START, end: START + 3 * DAY, scoredFrom: START, withheldShare: 0 };
  const empty = new Float64Array(grid.cells);
  const means = {
    days: 1,
    fields: {},
    spreads: {},
    daylight: {},
    priorMembers: new Map(),
    posteriorMembers: new Map(),
  };
  const geography = { grid, landFraction: empty, regions: [], firstDay: START, lastDay: START, days: [] };
  return {
    description: { ...about, ...period },
    observations,
    fluxes: { ...geography, whole: means, months: new Map() },
  };
}

const assimilated = { fate: "assimilated" as const, background: 400 };
/** Departures without the bias of 0.5: 1, 3, -1. */
const three = contentsOf([
  { ...assimilated, day: 0, observed: 401.5, analysis: 400.4 },
  { ...assimilated, day: 0, observed: 403.5, analysis: 401 },
  { ...assimilated, day: 1, observed: 399.5, analysis: 399.7 },
  { ...assimilated, day: 1, fate: "gross_check", observed: 420, analysis: 400 },
  { ...assimilated, day: 3, observed: 401, analysis: 400 },
]);

describe("tables of soundings", () => {
  it("count fates by day of the scored period", () => {
    expect(fateCounts(three)).toEqual([
      { day: "2016-07-01", fate: "assimilated", count: 2 },
      { day: "2016-07-02", fate: "assimilated", count: 1 },
      { day: "2016-07-02", fate: "gross_check", count: 1 },
    ]);
  });

  it("average increments where they lie", () => {
    const [row, ...others] = incrementsOf(three);
    expect(others).toEqual([]);
    expect(row).toMatchObject({ period: "whole", count: 3, longitude: 110, latitude: 35, side: 1 });
    expect(row.observation).toBeCloseTo(1, 10);
    expect(row.analysis).toBeCloseTo(1.1 / 3, 10);
  });

  it("tell departures of BG by day, and how they are distributed", () => {
    const days = departureDays(three).filter(({ run }) => run === "BG");
    expect(days.map(({ day, count }) => [day, count])).toEqual([
      ["2016-07-01", 2],
      ["2016-07-02", 1],
    ]);
    expect(days[0].mean).toBeCloseTo(2, 10);
    expect(days[0].standardDeviation).toBeCloseTo(Math.SQRT2, 10);
    const bins = departureBins(three).filter(({ run, count }) => run === "BG" && count > 0);
    expect(bins.map(({ from, count }) => [from, count])).toEqual([
      [-1, 1],
      [1, 1],
      [3, 1],
    ]);
    expect(bins[0].share).toBeCloseTo(1 / 3, 12);
  });

  it("compare assumed errors with those that departures show", () => {
    const [row] = consistencyRows(three);
    expect([row.period, row.count]).toEqual(["whole", 3]);
    expect([row.assumedError, row.assumedSpread]).toEqual([expect.closeTo(0.8), expect.closeTo(0.6)]);
    // (1 * 0.6 + 3 * 2 + 1 * 0.7) / 3 and (1 * 0.4 + 3 * 1 + 1 * 0.3) / 3
    expect(row.shownError ** 2).toBeCloseTo(7.3 / 3, 10);
    expect(row.shownSpread ** 2).toBeCloseTo(3.7 / 3, 10);
    expect(row.chiSquare).toBeCloseTo(11 / 3, 10);
  });

  it("rank soundings in what was expected", () => {
    expect([0, 1, -1, 1.6448536].map((z) => normalShare(z).toFixed(6))).toEqual([
      "0.500000",
      "0.841345",
      "0.158655",
      "0.950000",
    ]);
    const bins = rankBins(three);
    expect(bins.map(({ count }) => count)).toEqual([0, 1, 0, 0, 0, 0, 0, 0, 1, 1]);
    expect(bins.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 12);
  });

  it("compare patterns of ten soundings and more", () => {
    expect(patternRows(three)).toEqual([]);
    const line = Array.from({ length: 12 }, (_, i) => {
      return { day: 0, fate: "validation" as const, observed: 400 + i, background: 399 + 0.5 * i, analysis: 411 - i };
    });
    expect(patternRows(contentsOf(line))).toEqual([
      {
        run: "AN",
        against: "validation",
        count: 12,
        correlation: expect.closeTo(-1),
        standardDeviationRatio: expect.closeTo(1),
      },
      {
        run: "BG",
        against: "validation",
        count: 12,
        correlation: expect.closeTo(1),
        standardDeviationRatio: expect.closeTo(0.5),
      },
    ]);
  });

  it("are empty where a run compared nothing", () => {
    const nothing = { ...three, observations: undefined };
    const tables = [fateCounts, incrementsOf, departureDays, departureBins, consistencyRows, rankBins, patternRows];
    expect(tables.map((table) => table(nothing).length)).toEqual(tables.map(() => 0));
  });
});
