import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createGrid, gridPreset, longitudeLatitudeGrid } from "../../src/grids/grid.js";
import { sigmaCoordinate } from "../../src/grids/verticalCoordinate.js";
import { type Kernels, loadKernels } from "../../src/kernels/load.js";
import { type ErroneousWeather, erroneousWeather } from "../../src/meteorology/erroneousWeather.js";
import { createMassFluxBuilder } from "../../src/meteorology/massFluxes.js";
import { griddedMeteorology } from "../../src/meteorology/sources/gridded.js";
import { syntheticMeteorology } from "../../src/meteorology/sources/synthetic.js";
import type { MeteorologySource } from "../../src/meteorology/meteorology.js";
import { runWeather } from "../../src/verification/weatherRun.js";
import { describeWithShared, sharedData } from "../sharedData.js";
import { continuityResidual } from "./continuity.js";

const HOUR = 3600;
const DAY = 24 * HOUR;
const START = Date.UTC(2016, 6, 1) / 1000;
const grid = createGrid(longitudeLatitudeGrid("small", 90, 20, 2, 2, 20, 16));
const vertical = sigmaCoordinate("seven", [1, 0.97, 0.9, 0.75, 0.5, 0.2, 0.05, 0], 5000);
const landFraction = new Float64Array(grid.cells).fill(1);
const right = syntheticMeteorology({ grid, vertical, landFraction, seed: 4 });
const errors = { seed: 2, phase: 3 * HOUR, strength: 0.1, wind: 1, boundaryLayer: 0.15 };
const wrong = erroneousWeather(right, grid, errors);
const nil = { ...errors, phase: 0, strength: 0, wind: 0, boundaryLayer: 0 };

/** Mean and variance of a number over seeds and times far apart. */
function momentsOf(of: (weather: ErroneousWeather, time: number) => number): { mean: number; variance: number } {
  const values = Array.from({ length: 600 }, (_, seed) =>
    of(erroneousWeather(right, grid, { ...errors, seed, boundaryLayer: 0 }), START),
  );
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return { mean, variance: values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1) };
}

/** Four standard errors of the mean and of the variance of 600 draws. */
function expectMoments({ mean, variance }: { mean: number; variance: number }, centre: number, sigma: number): void {
  expect(Math.abs(mean - centre)).toBeLessThan((4 * sigma) / Math.sqrt(600));
  expect(Math.abs(variance / sigma ** 2 - 1)).toBeLessThan(4 * Math.sqrt(2 / 600));
}

function largest(a: Float64Array, b: Float64Array): number {
  return a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i])), 0);
}

describe("the errors", () => {
  it("of the time have their standard deviation, and leave the order of instants", () => {
    expectMoments(
      momentsOf((weather, time) => weather.shiftedTime(time) - time),
      0,
      3 * HOUR,
    );
    let last = wrong.shiftedTime(START - 1);
    for (let time = START; time < START + 30 * DAY; time += HOUR) {
      const shifted = wrong.shiftedTime(time);
      expect(shifted).toBeGreaterThan(last);
      last = shifted;
    }
  });

  it("of the wind have theirs, half of the variance for good", () => {
    expectMoments(
      momentsOf((weather, time) => weather.windFactor(time)),
      1,
      0.1,
    );
    const seeds = Array.from({ length: 400 }, (_, seed) =>
      erroneousWeather(right, grid, { ...errors, seed, boundaryLayer: 0 }),
    );
    const product = seeds.reduce(
      (sum, weather) => sum + (weather.windFactor(START) - 1) * (weather.windFactor(START + 60 * DAY) - 1),
      0,
    );
    expect(Math.abs(product / (400 * 0.1 ** 2) - 0.5)).toBeLessThan(4 / Math.sqrt(400));
  });

  it("of the boundary layer's height have theirs in every cell, half of the variance the same everywhere", () => {
    const seeds = Array.from({ length: 300 }, (_, seed) =>
      erroneousWeather(right, grid, { ...errors, seed })
        .heightFactor(START)
        .map((factor) => factor - 1),
    );
    const covariance = (a: number, b: number): number => seeds.reduce((sum, f) => sum + f[a] * f[b], 0) / 300 / 0.0225;
    expect(Math.abs(covariance(0, 0) - 1)).toBeLessThan(4 * Math.sqrt(2 / 300));
    expect(Math.abs(covariance(0, grid.cells - 1) - 0.5)).toBeLessThan(4 * Math.sqrt(1.25 / 300));
  });

  it("follow from the seed alone, and are nothing where they are set to 0", () => {
    const again = erroneousWeather(right, grid, errors);
    const other = erroneousWeather(right, grid, { ...errors, seed: 3 });
    expect(again.at(START)).toEqual(wrong.at(START));
    expect(other.at(START).xWind).not.toEqual(wrong.at(START).xWind);
    expect(other.heightFactor(START)).not.toEqual(wrong.heightFactor(START));
    const none = erroneousWeather(right, grid, nil);
    expect(none.at(START)).toEqual(right.at(START));
    expect(none.airAt(START + HOUR)).toEqual(right.airAt(START + HOUR));
  });
});

describe("the weather", () => {
  it("is the source's of another time, with the boundary layer of its own hour", () => {
    const time = START + 3 * DAY + 5 * HOUR;
    const shiftedOnly = erroneousWeather(right, grid, { ...errors, wind: 0 });
    const [now, source] = [shiftedOnly.at(time), right.at(time)];
    const shifted = right.at(wrong.shiftedTime(time));
    expect(wrong.at(time).xWind).not.toEqual(now.xWind);
    expect(Math.abs(wrong.shiftedTime(time) - time)).toBeGreaterThan(60);
    expect(now.time).toBe(time);
    expect(now.surfacePressure).toEqual(shifted.surfacePressure);
    expect(now.temperature).toEqual(shifted.temperature);
    expect(now.specificHumidity).toEqual(shifted.specificHumidity);
    const factor = wrong.windFactor(time);
    expect(factor).not.toBe(1);
    expect(now.xWind).toEqual(shifted.xWind.map((wind) => factor * wind));
    expect(now.yWind).toEqual(shifted.yWind.map((wind) => factor * wind));
    const heights = wrong.heightFactor(time);
    expect(now.boundaryLayerHeight).toEqual(source.boundaryLayerHeight.map((height, cell) => heights[cell] * height));
    expect(now.frictionVelocity).toEqual(source.frictionVelocity);
    expect(now.inverseObukhovLength).toEqual(source.inverseObukhovLength);
  });

  it("has the same air whether winds are asked for or not, and changes without jumps", () => {
    for (let hours = 0; hours < 10 * 24; hours += 7) {
      const time = START + hours * HOUR;
      expect(wrong.airAt(time).surfacePressure).toEqual(wrong.at(time).surfacePressure);
      expect(wrong.airAt(time).specificHumidity).toEqual(wrong.at(time).specificHumidity);
      const step = (length: number): number =>
        largest(wrong.airAt(time + length).surfacePressure, wrong.airAt(time).surfacePressure);
      // Twice the time makes about twice the change; a jump would not shrink.
      expect(step(60)).toBeLessThan(0.75 * step(120) + 1e-6);
    }
  });

  it("satisfies continuity in every cell", () => {
    const builder = createMassFluxBuilder(grid, vertical);
    for (const hours of [0, 31, 200]) {
      const time = START + hours * HOUR;
      const flow = builder.build(wrong.airAt(time), wrong.at(time + HOUR / 2), wrong.airAt(time + HOUR));
      const { budget, ends } = continuityResidual(grid, vertical.levels, flow);
      expect(budget).toBeLessThan(1e-12);
      expect(ends).toBe(0);
      expect(flow.correctionWind).toBeLessThan(0.5);
    }
  });
});

describe("a tracer in it", () => {
  let kernels: Kernels;
  beforeAll(async () => {
    kernels = await loadKernels(1);
  });
  afterAll(() => kernels.close());

  it("that is uniform stays so, none gets new extrema, and the budget closes", () => {
    const strong = erroneousWeather(right, grid, {
      seed: 5,
      phase: 6 * HOUR,
      strength: 0.3,
      wind: 3,
      boundaryLayer: 0.4,
    });
    const result = runWeather(kernels, grid, vertical, strong, START + 6 * HOUR, 6);
    expect(result.unevenness).toBeLessThan(1e-6);
    expect(result.overshoot).toBeLessThan(1e-6);
    expect(result.residual).toBeLessThan(1e-9);
    expect(result.inflow).toBeGreaterThan(1e-6);
  });
});

describe("weather that ends", () => {
  const days = 4;
  const coverage = { start: START, end: START + days * DAY };
  const asked: number[] = [];
  const limited: MeteorologySource = {
    ...right,
    coverage,
    check: (start, end) => void asked.push(start, end),
  };

  it.each([1, 2, 3, 4, 5, 6, 7, 8])("is never asked for beyond its ends, nor out of order (seed %i)", (seed) => {
    const weather = erroneousWeather(limited, grid, { ...errors, seed, phase: 6 * HOUR });
    let last = Number.NEGATIVE_INFINITY;
    for (let time = coverage.start; time <= coverage.end; time += HOUR / 4) {
      const shifted = weather.shiftedTime(time);
      expect(shifted).toBeGreaterThan(last);
      expect(shifted).toBeGreaterThanOrEqual(coverage.start);
      expect(shifted).toBeLessThanOrEqual(coverage.end);
      last = shifted;
    }
    expect(weather.shiftedTime(coverage.start)).toBe(coverage.start);
    expect(weather.shiftedTime(coverage.end)).toBe(coverage.end);
  });

  it("is checked over all the time that is taken from it", () => {
    asked.length = 0;
    const weather = erroneousWeather(limited, grid, { ...errors, phase: 2 * HOUR });
    const [start, end] = [START + 1.5 * DAY, START + 2.5 * DAY];
    weather.check(start, end);
    expect(Math.min(...asked)).toBe(Math.min(start, weather.shiftedTime(start)));
    expect(Math.max(...asked)).toBe(Math.max(end, weather.shiftedTime(end)));
  });
});

describeWithShared("errors of gridded weather", () => {
  const coarse = createGrid({ ...gridPreset("china-64km"), columns: 26, rows: 21, dx: 256e3, dy: 256e3 });
  let kernels: Kernels;
  beforeAll(async () => {
    kernels = await loadKernels(1);
  });
  afterAll(() => kernels.close());

  it("keep a uniform field uniform and close the budget, in SPEEDY's July from its first hour", async () => {
    const source = await griddedMeteorology({
      grid: coarse,
      vertical,
      landFraction: new Float64Array(coarse.cells).fill(1),
      files: [sharedData("weather", "speedy_t30_eastasia_201607.nc")],
      dates: { kind: "as-is" },
      boundaryLayer: "diurnal",
    });
    const weather = erroneousWeather(source, coarse, errors);
    try {
      const { start, end } = source.coverage;
      weather.check(start, start + DAY);
      expect(weather.at(end).surfacePressure).toEqual(source.at(end).surfacePressure);
      const result = runWeather(kernels, coarse, vertical, weather, start, 4);
      expect(result.unevenness).toBeLessThan(1e-6);
      expect(result.residual).toBeLessThan(1e-9);
      const middle = (start + end) / 2;
      expect(weather.airAt(middle).surfacePressure).not.toEqual(source.airAt(middle).surfacePressure);
    } finally {
      weather.close();
    }
  });
});
