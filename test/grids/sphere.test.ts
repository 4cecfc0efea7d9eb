import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chord, directionAt, greatCircleDistance, quadrilateralArea, unitVector } from "../../src/grids/sphere.js";

const R = 6.37e6;
const radians = Math.PI / 180;
const point = fc.tuple(fc.double({ min: -180, max: 180, noNaN: true }), fc.double({ min: -89, max: 89, noNaN: true }));

describe("distances", () => {
  it("are known for quarters of great circles", () => {
    const [equator, east, pole] = [unitVector(0, 0), unitVector(90, 0), unitVector(0, 90)];
    expect(greatCircleDistance(equator, east)).toBeCloseTo((Math.PI / 2) * R, 6);
    expect(greatCircleDistance(east, pole)).toBeCloseTo((Math.PI / 2) * R, 6);
    expect(greatCircleDistance(equator, unitVector(180, 0))).toBeCloseTo(Math.PI * R, 0);
    expect(chord(equator, pole)).toBeCloseTo(Math.SQRT2, 14);
    expect(greatCircleDistance(pole, pole)).toBe(0);
  });

  it("agree with the spherical law of cosines", () => {
    fc.assert(
      fc.property(point, point, ([a, b], [c, d]) => {
        const cosine =
          Math.sin(b * radians) * Math.sin(d * radians) +
          Math.cos(b * radians) * Math.cos(d * radians) * Math.cos((a - c) * radians);
        const distance = greatCircleDistance(unitVector(a, b), unitVector(c, d));
        expect(Math.cos(distance / R)).toBeCloseTo(cosine, 10);
      }),
      { seed: 1 },
    );
  });
});

describe("areas", () => {
  it("are an eighth of the sphere for three right angles, positive counter-clockwise", () => {
    const [a, b, pole] = [unitVector(0, 0), unitVector(90, 0), unitVector(0, 90)];
    const middle = unitVector(45, 0);
    expect(quadrilateralArea(a, middle, b, pole) / (4 * Math.PI * R * R)).toBeCloseTo(1 / 8, 12);
    expect(quadrilateralArea(pole, b, middle, a) / (4 * Math.PI * R * R)).toBeCloseTo(-1 / 8, 12);
  });

  it("are those of a band of latitudes where cells are narrow", () => {
    const [a, b] = [unitVector(10, 40), unitVector(10.1, 40)];
    const [c, d] = [unitVector(10.1, 41), unitVector(10, 41)];
    const band = R * R * 0.1 * radians * (Math.sin(41 * radians) - Math.sin(40 * radians));
    expect(quadrilateralArea(a, b, c, d) / band).toBeCloseTo(1, 5);
  });
});

describe("directions", () => {
  it("follow the compass", () => {
    const [north] = [directionAt(unitVector(50, 10), unitVector(50, 12))];
    expect(north[0]).toBeCloseTo(0, 12);
    expect(north[1]).toBeCloseTo(1, 12);
    const east = directionAt(unitVector(179, 20), unitVector(-179, 20));
    expect(east[0]).toBeCloseTo(1, 12);
    expect(east[1]).toBeCloseTo(0, 12);
  });

  it("turn round with their ends and have unit length", () => {
    fc.assert(
      fc.property(point, fc.double({ min: 0.01, max: 2, noNaN: true }), ([lambda, phi], step) => {
        const [a, b] = [unitVector(lambda, phi), unitVector(lambda + step, phi + step / 4)];
        const [east, north] = directionAt(a, b);
        const [west, south] = directionAt(b, a);
        expect(Math.hypot(east, north)).toBeCloseTo(1, 12);
        expect(west).toBeCloseTo(-east, 10);
        expect(south).toBeCloseTo(-north, 10);
        expect(east).toBeGreaterThan(0);
      }),
      { seed: 2 },
    );
  });
});
