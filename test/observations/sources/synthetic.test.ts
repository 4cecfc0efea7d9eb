import { describe, expect, it } from "vitest";
import { createGrid, gridPreset } from "../../../src/grids/grid.js";
import { landFraction } from "../../../src/grids/landFraction.js";
import { cosineOfZenith } from "../../../src/grids/sun.js";
import { naturalEarthLand } from "../../../src/io/naturalEarth.js";
import type { Retrieval } from "../../../src/observations/retrieval.js";
import { cloudPattern } from "../../../src/observations/sources/syntheticCloud.js";
import { screenObservations } from "../../../src/observations/quality.js";
import { retrievalNoise, syntheticOrbit, withTruth } from "../../../src/observations/sources/synthetic.js";

const grid = createGrid(gridPreset("china-64km"));
const land = landFraction(grid, naturalEarthLand("110m"));
const surfacePressure = () => new Float64Array(grid.cells).fill(9e4);
const july = Date.UTC(2016, 6, 1) / 1000;
const orbit = (start: number, days: number, seed = 1): readonly Retrieval[] =>
  syntheticOrbit({ grid, landFraction: land, surfacePressure, seed, start, days }).observations;
const month = orbit(july, 31);
const key = ({ id, longitude, uncertainty }: Retrieval): string => `${id} ${longitude} ${uncertainty}`;

describe("syntheticOrbit", () => {
  it.each([
    // Assimilated a day and for validation a month, as Kou et al. (2023) count them for 2016.
    [1, 57.7, 2024],
    [2, 64.5, 1902],
    [3, 52.2, 1409],
    [4, 44.9, 1037],
    [5, 35.2, 826],
    [6, 24.5, 615],
    [7, 23.5, 560],
    [8, 27.2, 742],
    [9, 28.5, 879],
    [10, 38.4, 1192],
    [11, 50.6, 1627],
    [12, 54.5, 1847],
  ])("brings as many soundings in month %i of 2016 as were published, within a tenth", (number, aDay, aMonth) => {
    const start = Date.UTC(2016, number - 1, 1) / 1000;
    const end = Date.UTC(2016, number, 1) / 1000;
    const days = (end - start) / 86400;
    const seeds = [1, 2, 3];
    const counts = { assimilated: 0, validation: 0 };
    for (const seed of seeds) {
      const set = syntheticOrbit({ grid, landFraction: land, surfacePressure, seed, start, days });
      for (const { fate } of screenObservations(set, grid, { start, end }).observations) {
        if (fate === "assimilated" || fate === "validation") counts[fate]++;
      }
    }
    expect(Math.abs(counts.assimilated / (days * seeds.length * aDay) - 1)).toBeLessThan(0.1);
    expect(Math.abs(counts.validation / (seeds.length * aMonth) - 1)).toBeLessThan(0.1);
  });

  it("has fewest in the south in summer, where the monsoon rains", () => {
    const south = (retrievals: readonly Retrieval[]): number =>
      retrievals.filter(({ latitude, longitude }) => latitude < 32 && longitude > 95).length / retrievals.length;
    const autumn = [...orbit(Date.UTC(2016, 9, 1) / 1000, 30), ...orbit(Date.UTC(2016, 9, 1) / 1000, 30, 2)];
    expect(south(autumn) / south([...month, ...orbit(july, 31, 2)])).toBeGreaterThan(1.1);
  });

  it("sounds sunlit land of the grid, each sounding once, in order of time, without a value yet", () => {
    for (const { longitude, latitude, time, good, xco2 } of month) {
      const cell = grid.cellAt(longitude, latitude);
      expect(land[cell]).toBeGreaterThanOrEqual(0.5);
      expect(cosineOfZenith(time, longitude, latitude)).toBeGreaterThan(0.258);
      expect(good).toBe(true);
      expect(xco2).toBeNaN();
      expect(time).toBeGreaterThanOrEqual(july);
      expect(time).toBeLessThan(july + 31 * 86400);
    }
    expect(new Set(month.map(({ id }) => id)).size).toBe(month.length);
    const times = month.map(({ time }) => time);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(month[0].id).toBe(new Date(month[0].time * 1000).toISOString().replaceAll(/\D/g, "").slice(0, 14));
  });

  it("is the same in any split of a period, and another for another seed", () => {
    const halves = [...orbit(july, 10), ...orbit(july + 10 * 86400, 21)];
    expect(halves.map(key)).toEqual(month.map(key));
    expect(orbit(july, 10, 2).map(key)).not.toEqual(orbit(july, 10).map(key));
  });

  it("states errors of 0.45 to 2 ppm, larger under a low sun: medians of the months between 0.64 and 0.99 ppm", () => {
    for (let number = 0; number < 12; number++) {
      const errors = orbit(Date.UTC(2016, number, 1) / 1000, 28).map(({ uncertainty }) => uncertainty * 1e6);
      errors.sort((a, b) => a - b);
      expect(errors[0]).toBeGreaterThanOrEqual(0.45 - 1e-12);
      expect(errors[errors.length - 1]).toBeLessThanOrEqual(2 + 1e-12);
      expect(errors[errors.length >> 1]).toBeGreaterThan(0.63);
      expect(errors[errors.length >> 1]).toBeLessThan(1);
      expect(errors[Math.floor(0.95 * errors.length)]).toBeGreaterThan(1.25 * errors[errors.length >> 1]);
    }
  });

  it("has columns whose weights sum to 1 and whose prior is the weighted mean of its profile", () => {
    for (const { pressure, pressureWeight, priorProfile, priorXco2, averagingKernel } of month) {
      expect(pressure.every((p, k) => k === 0 || p > pressure[k - 1])).toBe(true);
      expect(pressureWeight.reduce((sum, h) => sum + h)).toBeCloseTo(1, 14);
      expect(pressureWeight.reduce((sum, h, k) => sum + h * priorProfile[k], 0)).toBeCloseTo(priorXco2, 15);
      expect(averagingKernel.every((a, k) => k === 0 || a > averagingKernel[k - 1])).toBe(true);
    }
  });
});

describe("clouds", () => {
  it("are correlated over 500 km and a day, moving east, and have unit variance", () => {
    let variance = 0;
    let near = 0;
    let far = 0;
    let along = 0;
    let still = 0;
    let later = 0;
    const draws = 1500;
    for (let seed = 1; seed <= draws; seed++) {
      const pattern = cloudPattern(seed);
      const here = pattern(july, 110, 35);
      variance += here * here;
      near += here * pattern(july, 110, 35 + 4.4966);
      far += here * pattern(july, 110, 55);
      along += here * pattern(july + 43200, 114, 35);
      still += here * pattern(july + 43200, 110, 35);
      later += here * pattern(july + 5 * 86400, 150, 35);
    }
    expect(Math.abs(variance / draws - 1)).toBeLessThan(0.1);
    expect(Math.abs(near / draws - Math.exp(-0.5))).toBeLessThan(0.1);
    expect(Math.abs(far / draws)).toBeLessThan(0.1);
    expect(Math.abs(along / draws - Math.exp(-0.125))).toBeLessThan(0.1);
    expect(still).toBeLessThan(along);
    expect(Math.abs(later / draws)).toBeLessThan(0.1);
  });
});

describe("withTruth and retrievalNoise", () => {
  it("fill a sounding with truth and noise and leave the rest", () => {
    const filled = withTruth(month[0], 402e-6, 1.5e-6);
    expect(filled.xco2).toBeCloseTo(403.5e-6, 15);
    expect({ ...filled, xco2: NaN }).toEqual(month[0]);
    expect(month[0].xco2).toBeNaN();
  });

  it("has the stated size, no mean, no correlation from sounding to sounding", () => {
    const noise = month.map((retrieval) => retrievalNoise(5, retrieval) / retrieval.uncertainty);
    const n = noise.length;
    expect(n).toBeGreaterThan(900);
    const mean = noise.reduce((sum, value) => sum + value) / n;
    const variance = noise.reduce((sum, value) => sum + value * value, 0) / n;
    const lag = noise.slice(1).reduce((sum, value, i) => sum + value * noise[i], 0) / n;
    expect(Math.abs(mean)).toBeLessThan(4 / Math.sqrt(n));
    expect(Math.abs(variance - 1)).toBeLessThan(4 * Math.sqrt(2 / n));
    expect(Math.abs(lag)).toBeLessThan(4 / Math.sqrt(n));
  });

  it("depends on seed and sounding alone, also for identifiers of 16 digits", () => {
    const [one, two] = month;
    expect(retrievalNoise(5, { ...one, time: 0, xco2: 1 })).toBe(retrievalNoise(5, one));
    expect(retrievalNoise(6, one)).not.toBe(retrievalNoise(5, one));
    expect(retrievalNoise(5, { ...one, id: two.id })).not.toBe(retrievalNoise(5, one));
    const long = (id: string): number => retrievalNoise(5, { ...one, id });
    expect(long("2015013112345678")).not.toBe(long("2015013112345679"));
    expect(long("2015013112345678")).not.toBe(long(String(BigInt("2015013112345678") + (1n << 32n))));
  });
});
