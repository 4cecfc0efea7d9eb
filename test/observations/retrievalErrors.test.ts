import { describe, expect, it } from "vitest";
import { createGrid, gridPreset } from "../../src/grids/grid.js";
import { greatCircleDistance, unitVector } from "../../src/grids/sphere.js";
import { retrievalErrors } from "../../src/observations/retrievalErrors.js";

const coarse = createGrid({ ...gridPreset("china-64km"), columns: 27, rows: 22, dx: 256e3, dy: 256e3 });
const settings = { seed: 3, bias: 0.3e-6, covariateBias: 0, sharedNoise: 0, outlierShare: 0.02, outlier: -4e-6 };
const ids = Array.from({ length: 20_000 }, (_, i) => ({
  id: String(20160701000000 + 137 * i),
  time: Date.UTC(2016, 6, 1, 5) / 1000,
  longitude: 110,
  latitude: 33,
}));

describe("the bias of the retrievals", () => {
  const draws = Array.from({ length: 400 }, (_, seed) => retrievalErrors(coarse, { ...settings, seed }).bias);
  const correlation = (a: number, b: number): number =>
    draws.reduce((sum, field) => sum + field[a] * field[b], 0) / draws.length / 0.09e-12;

  it("has its standard deviation everywhere", () => {
    for (const cell of [0, 300, coarse.cells - 1]) {
      expect(Math.abs(correlation(cell, cell) - 1)).toBeLessThan(4 * Math.sqrt(2 / 400));
    }
  });

  it("is that of its region: like 500 km away, unlike 3000 km away", () => {
    const [here, near, far] = [11 * 27 + 13, 11 * 27 + 15, 11 * 27 + 25];
    const vector = (cell: number) => unitVector(coarse.longitude[cell], coarse.latitude[cell]);
    for (const other of [near, far]) {
      const distance = greatCircleDistance(vector(here), vector(other));
      const expected = Math.exp(-0.5 * (distance / 1000e3) ** 2);
      expect(Math.abs(correlation(here, other) - expected)).toBeLessThan(4 / Math.sqrt(400));
    }
    expect(correlation(here, near)).toBeGreaterThan(0.7);
  });
});

describe("the outliers", () => {
  const errors = retrievalErrors(coarse, settings);

  it("are the share that was asked for, of one size, on top of the bias", () => {
    const outliers = ids.filter((retrieval) => errors.isOutlier(retrieval));
    expect(Math.abs(outliers.length / ids.length - 0.02)).toBeLessThan(4 * Math.sqrt((0.02 * 0.98) / ids.length));
    const sound = ids.find((retrieval) => !errors.isOutlier(retrieval))!;
    expect(errors.of(sound, 40)).toBe(errors.bias[40]);
    expect(errors.of(outliers[0], 40)).toBeCloseTo(errors.bias[40] - 4e-6, 18);
  });

  it("and the bias follow from the seed alone", () => {
    const again = retrievalErrors(coarse, settings);
    expect(ids.map((one) => again.of(one, 7))).toEqual(ids.map((one) => errors.of(one, 7)));
    const other = retrievalErrors(coarse, { ...settings, seed: 4 });
    expect(other.bias).not.toEqual(errors.bias);
    expect(ids.filter((one) => other.isOutlier(one))).not.toEqual(ids.filter((one) => errors.isOutlier(one)));
  });

  it("are none, and the bias nothing, where they are set to 0", () => {
    const none = retrievalErrors(coarse, { ...settings, bias: 0, outlierShare: 0 });
    expect(ids.every((one) => none.of(one, 9) === 0)).toBe(true);
  });
});
