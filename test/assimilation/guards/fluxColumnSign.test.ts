import { describe, expect, it } from "vitest";
import { fluxAround, signOf, wrongSign } from "../../../src/assimilation/guards/fluxColumnSign.js";
import { laneLayout } from "../../../src/fields/ensemble.js";
import { correlation } from "../../../src/fields/members.js";
import { greatCircleDistance, unitVector } from "../../../src/grids/sphere.js";
import { randomField } from "../../../src/random.js";

const DAY = 86400;

describe("the flux around a place", () => {
  it("is the sum of area times flux of the cells within 1000 km, for every member", () => {
    const layout = laneLayout(2, ["control"]);
    const longitudes = [100, 105, 109, 118];
    const unitVectors = Float64Array.from(longitudes.flatMap((longitude) => unitVector(longitude, 30)));
    const area = [1e9, 2e9, 3e9, 4e9];
    const fluxes = Float32Array.from([1, 2, 99, 0, 3, 4, 99, 0, 5, 6, 99, 0, 7, 8, 99, 0]);
    const place = unitVector(100, 30);
    expect(greatCircleDistance(place, unitVector(109, 30))).toBeLessThan(1000e3);
    expect(greatCircleDistance(place, unitVector(118, 30))).toBeGreaterThan(1000e3);
    expect([...fluxAround(place, fluxes, area, unitVectors, layout)]).toEqual([1e9 + 6e9 + 15e9, 2e9 + 8e9 + 18e9]);
  });
});

describe("the guard of the sign", () => {
  const days = (r: number, count: number, number: number) =>
    Array.from({ length: number }, (_, i) => ({ day: i * DAY, count, sum: r * count }));

  it("says that flux and column go against each other, with numbers", () => {
    expect(wrongSign(days(-0.4, 20, 4), 50)).toMatch(
      /over 80 observations of 4 days .* correlate -0\.40 .* \(z = -5\.6;/,
    );
  });

  it("needs fifty observations, and a mean beyond what the members can say by chance", () => {
    expect(wrongSign(days(-0.4, 12, 4), 50)).toBeUndefined();
    expect(wrongSign(days(-0.4, 60, 1), 50)).toBeUndefined();
    expect(wrongSign(days(-0.4, 20, 4), 8)).toBeUndefined();
    expect(wrongSign(days(0.4, 20, 4), 50)).toBeUndefined();
    expect(wrongSign([], 50)).toBeUndefined();
  });

  it("has z of unit variance where members are independent, however many observations share them in a day", () => {
    const members = 30;
    const values = Array.from({ length: 400 }, (_, trial) => {
      const signs = Array.from({ length: 3 }, (_, day) => {
        const random = randomField(7, "test", trial, day);
        const draw = (from: number): number[] => Array.from({ length: members }, (_, m) => random.normal(from + m));
        const r = correlation(draw(0), draw(members), members);
        return { day: day * DAY, count: 40, sum: 40 * r };
      });
      return signOf(signs, members).z;
    });
    const variance = values.reduce((sum, z) => sum + z * z, 0) / values.length;
    expect(variance).toBeGreaterThan(0.8);
    expect(variance).toBeLessThan(1.2);
  });
});
