import { describe, expect, it } from "vitest";
import { LARGEST_SHARE, moleFractionNoise, type NoiseField } from "../../src/assimilation/moleFractionNoise.js";
import { laneLayout } from "../../src/fields/ensemble.js";

const CELLS = 120;
const LEVELS = 8;
const MEMBERS = 40;
const SHARE = 0.05;
const HOUR = 3600;
const SEED = 11;
const TIME = Date.UTC(2016, 6, 1) / 1000;
const layout = laneLayout(MEMBERS, ["control", "truth"]);
const noise = moleFractionNoise(layout, CELLS, SEED, SHARE);

/** All values over the share, [level][cell][lane]. */
function all(field: NoiseField): Float64Array[][] {
  return Array.from({ length: LEVELS }, (_, level) =>
    Array.from({ length: CELLS }, (_unused, cell) => field(level, cell).map((value) => value / SHARE)),
  );
}

const start = all(noise.initial());
const hours = [0, 1, 2].map((hour) => all(noise.boundary(TIME + hour * HOUR)));

/** Unbiased covariance over the members of two places, mean over pairs of places. */
function covariance(pairs: readonly (readonly [Float64Array, Float64Array])[]): number {
  let sum = 0;
  for (const [a, b] of pairs) for (let m = 0; m < MEMBERS; m++) sum += a[m] * b[m];
  return sum / (pairs.length * (MEMBERS - 1));
}

/** Four standard errors of a variance, and of a covariance of independent places, of unit variance. */
const ofVariance = (places: number): number => 4 * Math.sqrt(2 / (places * (MEMBERS - 1)));
const ofCovariance = (places: number): number => 4 / Math.sqrt(places * (MEMBERS - 1));

describe("white noise of the mole fraction", () => {
  it("has its share as standard deviation over the members, in every layer", () => {
    for (const field of [start, ...hours]) {
      for (const level of field) {
        const variance = covariance(level.map((row) => [row, row] as const));
        expect(Math.abs(variance - 1)).toBeLessThan(ofVariance(CELLS));
      }
    }
  });

  it("is Gaussian: 4.55 % of it lies beyond two standard deviations, and its skewness is none", () => {
    const scale = Math.sqrt(1 - 1 / MEMBERS);
    const values = start.flat().flatMap((row) => Array.from(row.subarray(0, MEMBERS), (value) => value / scale));
    const beyond = values.filter((value) => Math.abs(value) > 2).length / values.length;
    expect(Math.abs(beyond - 0.0455)).toBeLessThan(4 * Math.sqrt((0.0455 * 0.9545) / values.length));
    const skewness = values.reduce((sum, value) => sum + value ** 3, 0) / values.length;
    expect(Math.abs(skewness)).toBeLessThan(4 * Math.sqrt(15 / values.length));
  });

  it("is white: neighbouring cells, layers and hours, start and sides have nothing in common", () => {
    const places = start.flat();
    const cells = start.flatMap((level) => level.slice(1).map((row, cell) => [row, level[cell]] as const));
    const layers = start.slice(1).flatMap((level, k) => level.map((row, cell) => [row, start[k][cell]] as const));
    const later = hours[1].flat().map((row, i) => [row, hours[0].flat()[i]] as const);
    const sides = hours[0].flat().map((row, i) => [row, places[i]] as const);
    for (const pairs of [cells, layers, later, sides]) {
      expect(Math.abs(covariance(pairs))).toBeLessThan(ofCovariance(pairs.length));
    }
  });

  it("is white: members have nothing in common but their centre", () => {
    const places = start.flat();
    for (const [a, b] of [
      [0, 1],
      [3, 30],
    ]) {
      const product = places.reduce((sum, row) => sum + row[a] * row[b], 0) / places.length;
      expect(Math.abs(product + 1 / MEMBERS)).toBeLessThan(4 / Math.sqrt(places.length));
    }
  });

  it("is centred over the members to round-off, everywhere", () => {
    for (const row of [start, ...hours].flat(2)) {
      const sum = row.subarray(0, MEMBERS).reduce((total, value) => total + value, 0);
      expect(Math.abs(sum)).toBeLessThan(1e-13);
    }
  });

  it("leaves control, truth and padding alone, and a single member", () => {
    for (const row of start.flat()) expect(row.subarray(MEMBERS).every((value) => value === 0)).toBe(true);
    const single = moleFractionNoise(laneLayout(1), CELLS, SEED, SHARE);
    expect(
      single
        .initial()(2, 3)
        .every((value) => value === 0),
    ).toBe(true);
  });

  it("depends on seed, hour and place alone: not on what was asked before, nor on the minute", () => {
    const again = moleFractionNoise(layout, CELLS, SEED, SHARE);
    const place = (field: NoiseField): Float64Array => field(5, 17).slice();
    expect(place(again.boundary(TIME + 2 * HOUR))).toEqual(place(noise.boundary(TIME + 2 * HOUR)));
    expect(place(again.boundary(TIME))).toEqual(place(noise.boundary(TIME + 1800)));
    expect(place(again.initial())).toEqual(place(noise.initial()));
    const other = moleFractionNoise(layout, CELLS, SEED + 1, SHARE);
    expect(place(other.initial())).not.toEqual(place(noise.initial()));
  });

  it("cannot make a mole fraction negative with the largest share, by the range of the generator", () => {
    const largest = Math.sqrt(-2 * Math.log(0.5 / 4294967296));
    for (const members of [2, 50, 400]) {
      expect(LARGEST_SHARE * 2 * largest * (1 - 1 / members)).toBeLessThan(1);
    }
    const least = Math.min(...start.flat().flatMap((row) => Array.from(row)));
    expect(least).toBeLessThan(-3.5);
    expect(1 + LARGEST_SHARE * least).toBeGreaterThan(0.5);
  });
});
