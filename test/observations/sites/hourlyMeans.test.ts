import { describe, expect, it } from "vitest";
import { hourlyMean } from "../../../src/observations/sites/hourlyMeans.js";
import { exampleValue } from "./exampleSeries.js";

describe("the mean of an hour", () => {
  it("is the value itself where there is one", () => {
    const mean = hourlyMean([exampleValue(5)]);
    expect(mean).toMatchObject({ id: "tower~5", moleFraction: 405e-6, deviation: 1e-6, height: 100, good: true });
    expect(mean.missing).toEqual([]);
  });

  it("is over the good values, its error of theirs and of their spread", () => {
    const minute = (i: number, ppm: number, good = true): ReturnType<typeof exampleValue> =>
      exampleValue(5, { time: 3600 * 5 + 60 * i, moleFraction: 1e-6 * ppm, deviation: 0.3e-6, good });
    const mean = hourlyMean([minute(0, 404), minute(10, 406), minute(20, 408), minute(30, 500, false)]);
    expect(mean.moleFraction).toBeCloseTo(406e-6, 12);
    expect(mean.time).toBe(3600 * 5 + 600);
    expect(mean.deviation).toBeCloseTo(Math.hypot(0.3e-6, 2e-6), 12);
    expect(mean.beside).toEqual({ not_good: 1, missing_value: 0 });
  });

  it("has no stated error where files have zero, -1 or a fill value in its place", () => {
    for (const deviation of [0, -1e-6, -99.99e-6, Number.NaN, 9.96e36, -1e34]) {
      expect(hourlyMean([exampleValue(5, { deviation })]).deviation).toBeNaN();
    }
    const pair = [exampleValue(5, { deviation: 0 }), exampleValue(5, { deviation: 0.4e-6 })];
    expect(hourlyMean(pair).deviation).toBeCloseTo(0.4e-6, 12);
  });

  it("lacks a value where fills that nothing declares, or numbers that no air has, stand in its place", () => {
    for (const moleFraction of [-999.99e-6, 0, 1e34, Number.NaN, 40e-6, 4000e-6]) {
      const alone = hourlyMean([exampleValue(5, { moleFraction })]);
      expect(alone.missing).toEqual(["mole fraction"]);
      const beside = hourlyMean([exampleValue(5, { moleFraction }), exampleValue(5)]);
      expect([beside.moleFraction, beside.missing, beside.beside.missing_value]).toEqual([405e-6, [], 1]);
    }
    expect(hourlyMean([exampleValue(5, { latitude: -999.999 })]).missing).toEqual(["position"]);
  });

  it("keeps the flag of an hour without a good value", () => {
    expect(hourlyMean([exampleValue(5, { good: false })])).toMatchObject({ good: false, missing: [] });
  });

  it("does not meet in Africa where a ship crosses the date line", () => {
    const ship = hourlyMean([exampleValue(5, { longitude: 179.8 }), exampleValue(5, { longitude: -179.8 })]);
    expect(Math.abs(ship.longitude)).toBeCloseTo(180, 9);
  });

  it("has each height from the other two", () => {
    const [none, fill] = [Number.NaN, -999.999];
    const heights = (intakeHeight: number, elevation: number, altitude: number): unknown[] => {
      const { height, elevation: ground } = hourlyMean([exampleValue(5, { intakeHeight, elevation, altitude })]);
      return [height, ground];
    };
    expect(heights(40, 3397, fill)).toEqual([40, 3397]);
    expect(heights(fill, 3397, 3437)).toEqual([40, 3397]);
    expect(heights(40, none, 3437)).toEqual([40, 3397]);
    // The height of the intake is unknown, that it is a mountain is not.
    expect(heights(none, none, 3437)).toEqual([none, 3427]);
    expect(heights(-9, 50, -999999.999)).toEqual([none, 50]);
  });
});
