import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { greatCircleDistance, unitVector } from "../../src/grids/sphere.js";
import { displacedPlaces } from "../../src/observations/displacedColumns.js";

const distances = (longitude: number, latitude: number, deviation: number): { weight: number; distance: number }[] =>
  displacedPlaces(longitude, latitude, deviation).map((place) => ({
    weight: place.weight,
    distance: greatCircleDistance(unitVector(longitude, latitude), unitVector(place.longitude, place.latitude)),
  }));

describe("places that a column may be displaced to", () => {
  const places = fc.tuple(
    fc.double({ min: -180, max: 180, noNaN: true }),
    fc.double({ min: -90, max: 90, noNaN: true }),
  );

  it("have the moments of a Gaussian displacement, everywhere", () => {
    fc.assert(
      fc.property(places, fc.double({ min: 1e4, max: 5e5, noNaN: true }), ([longitude, latitude], deviation) => {
        const found = distances(longitude, latitude, deviation);
        const moment = (power: number): number =>
          found.reduce((sum, { weight, distance }) => sum + weight * (distance / deviation) ** power, 0);
        // Of the square of the distance, exponential with a mean of 2 sigma^2: n! 2^n.
        expect(moment(0)).toBeCloseTo(1, 12);
        expect(moment(2)).toBeCloseTo(2, 5);
        expect(moment(4)).toBeCloseTo(8, 5);
        expect(moment(6)).toBeCloseTo(48, 4);
      }),
    );
  });

  it("lie evenly about it", () => {
    const [longitude, latitude] = [116, 40];
    const centre = unitVector(longitude, latitude);
    const sum = displacedPlaces(longitude, latitude, 3e5).reduce<[number, number, number]>(
      ([x, y, z], { weight, ...place }) => {
        const [px, py, pz] = unitVector(place.longitude, place.latitude);
        return [x + weight * px, y + weight * py, z + weight * pz];
      },
      [0, 0, 0],
    );
    const length = Math.hypot(...sum);
    sum.forEach((part, axis) => expect(part / length).toBeCloseTo(centre[axis], 12));
  });
});
