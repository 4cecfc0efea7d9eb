import { describe, expect, it } from "vitest";
import { syntheticBackground } from "../../src/fields/background.js";

const background = syntheticBackground();
const ppm = (latitude: number, hPa: number, time: number): number =>
  1e6 * background.moleFraction(latitude, 100 * hPa, time);
const start = Date.UTC(2016, 0, 1) / 1000;
const spring = Date.UTC(2016, 3, 30) / 1000;
const autumn = Date.UTC(2016, 9, 29, 15) / 1000;

describe("the analytic background", () => {
  it("is 402.5 ppm at the equator at the start of 2016 and grows 2.3 ppm a year", () => {
    expect(ppm(0, 1000, start)).toBeCloseTo(402.5, 6);
    const years = (Date.UTC(2026, 0, 1) / 1000 - start) / (365.2425 * 86400);
    expect(ppm(0, 1000, Date.UTC(2026, 0, 1) / 1000)).toBeCloseTo(402.5 + 2.3 * years, 6);
  });

  it("has in the north a seasonal cycle of 5 ppm sin(latitude) at the ground, 30 % of it aloft", () => {
    // half a year of trend lies between the maximum at the end of April and the minimum at the end of October
    const trend = (2.3 * (autumn - spring)) / (365.2425 * 86400);
    const range = (latitude: number, hPa: number): number =>
      ppm(latitude, hPa, spring) - ppm(latitude, hPa, autumn) + trend;
    expect(range(90, 1000)).toBeCloseTo(10, 2);
    expect(range(30, 1000)).toBeCloseTo(5, 2);
    expect(range(30, 500)).toBeCloseTo(5 * (1 - 0.7 * 0.5), 2);
    expect(range(-60, 1000)).toBeCloseTo(0, 2);
  });

  it("falls from north to south by 2 ppm sin(latitude) at the ground, less aloft", () => {
    expect(ppm(0, 1000, spring) - ppm(-30, 1000, spring)).toBeCloseTo(1, 4);
    expect(ppm(0, 600, spring) - ppm(-30, 600, spring)).toBeCloseTo(0.6, 4);
  });

  it("has older air above the tropopause, which is lower to the north", () => {
    // far above, the air is 4 ppm older; half of that at 0.8 times the tropopause of 100 hPa at the equator
    expect(ppm(0, 600, start) - ppm(0, 1, start)).toBeCloseTo(4, 0);
    expect(ppm(0, 600, start) - ppm(0, 80, start)).toBeCloseTo(2, 6);
    expect(ppm(-90, 200, start)).toBeCloseTo(402.5 - 2 * 0.2 - 2, 6);
  });

  it("says that it is synthetic", () => {
    expect(background.remarks.join()).toMatch(/synthetic/);
  });
});
