import { describe, expect, it } from "vitest";
import { searchSizes, type Setting } from "../../src/tuning/search.js";

const range = { from: Math.log(1 / 8), to: Math.log(8), step: Math.log(1.6) };

/** A log-likelihood that counts how often it is asked. */
function counted(of: (setting: Setting) => number) {
  const asked: Setting[] = [];
  return {
    asked,
    compute: async (setting: Setting) => {
      asked.push(setting);
      return of(setting);
    },
  };
}

describe("searchSizes", () => {
  it("finds the maximum of a parabola, its intervals and the gain of each size", async () => {
    const [a, b] = [-1.1, 0.7];
    const { compute, asked } = counted(([x, y]) => -100 - 20 * (x - a) ** 2 - 8 * (y - b) ** 2);
    const found = await searchSizes([range, range], 25, compute);
    expect(found.setting[0]).toBeCloseTo(a, 6);
    expect(found.setting[1]).toBeCloseTo(b, 6);
    expect(found.logLikelihood).toBeCloseTo(-100, 9);
    expect(found.firstLogLikelihood).toBeCloseTo(-100 - 20 * a ** 2 - 8 * b ** 2, 9);
    expect(found.gains[0]).toBeCloseTo(20 * a ** 2, 9);
    expect(found.gains[1]).toBeCloseTo(8 * b ** 2, 9);
    expect(found.profiles[0]?.intervals[95].from).toBeCloseTo(a - Math.sqrt(1.92 / 20), 6);
    expect(found.profiles[1]?.intervals[68].to).toBeCloseTo(b + Math.sqrt(0.5 / 8), 6);
    expect(asked.length).toBeLessThanOrEqual(16);
  });

  it("goes round until sizes that trade off against each other are found", async () => {
    const of = ([x, y]: Setting): number => -30 * (x - 0.5) ** 2 - 30 * (y + 0.4) ** 2 - 30 * (x - 0.5) * (y + 0.4);
    const { compute, asked } = counted(of);
    const { setting, logLikelihood } = await searchSizes([range, range], 40, compute);
    expect(logLikelihood).toBeGreaterThan(-0.3);
    expect(setting[0]).toBeCloseTo(0.5, 0);
    expect(setting[1]).toBeCloseTo(-0.4, 0);
    expect(new Set(asked.map(String)).size).toBe(asked.length);
  });

  it("leaves a size alone that the data do not tell, or that is near its best", async () => {
    const { compute } = counted(([flat, near]) => -0.02 * (flat - 1) ** 2 - 4 * (near - 0.3) ** 2);
    const { setting, profiles } = await searchSizes([range, range], 25, compute);
    expect(setting).toEqual([0, 0]);
    expect(profiles.map((profile) => profile?.isTold)).toEqual([false, true]);
    expect(profiles[1]?.best.x).toBeCloseTo(0.3, 6);
  });

  it("knows an upper limit where the likelihood levels off towards nothing", async () => {
    const { compute } = counted(([x]) => -3 * Math.exp(2 * x));
    const { profiles } = await searchSizes([range], 25, compute);
    expect(profiles[0]?.intervals[95].from).toBeUndefined();
    expect(profiles[0]?.intervals[95].to).toBeCloseTo(Math.log(1.92 / 3 + 0.05) / 2, 0);
    expect(profiles[0]?.isTold).toBe(true);
  });

  it("goes past settings in which the ensemble diverges", async () => {
    const { compute } = counted(([x]) => (x > 0.3 ? -Infinity : -20 * (x + 0.5) ** 2));
    const { setting } = await searchSizes([range], 25, compute);
    expect(setting[0]).toBeCloseTo(-0.5, 1);
  });

  it("computes no more settings than it may, and stays within the range", async () => {
    const { compute, asked } = counted(([x, y, z]) => 9 * x - y ** 2 - (z - 1) ** 2);
    const { profiles } = await searchSizes([{ ...range, to: 0.2 }, range, range], 6, compute);
    expect(asked).toHaveLength(6);
    expect(Math.max(...asked.map(([x]) => x))).toBe(0.2);
    expect(profiles[2]).toBeUndefined();
  });
});
