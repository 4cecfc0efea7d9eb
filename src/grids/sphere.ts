/** Geometry on the sphere of radius EARTH_RADIUS. Longitudes and latitudes in degrees. */
import { EARTH_RADIUS } from "../constants.js";

const RADIANS = Math.PI / 180;

export type Vector = readonly [number, number, number];

/**
 * @returns the point on the unit sphere
 * @example
 * import { unitVector } from "openjdas";
 *
 * unitVector(90, 0).map((part) => Math.round(part)); // => [0, 1, 0]
 */
export function unitVector(longitude: number, latitude: number): Vector {
  const lambda = longitude * RADIANS;
  const phi = latitude * RADIANS;
  return [Math.cos(phi) * Math.cos(lambda), Math.cos(phi) * Math.sin(lambda), Math.sin(phi)];
}

/** Straight-line (chord) distance of two points of the unit sphere, in Earth radii, as NOAA's EnKF measures it. */
export function chord(a: Vector, b: Vector): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}

/**
 * Great-circle distance [m].
 * @example
 * import { greatCircleDistance, unitVector } from "openjdas";
 *
 * const [beijing, shanghai] = [unitVector(116.4, 39.9), unitVector(121.5, 31.2)];
 * Math.round(greatCircleDistance(beijing, shanghai) / 1000); // => 1071
 */
export function greatCircleDistance(a: Vector, b: Vector): number {
  return 2 * EARTH_RADIUS * Math.asin(Math.min(1, chord(a, b) / 2));
}

/** Area [m2] of the spherical triangle (Van Oosterom & Strackee 1983, eq. 8), positive counter-clockwise. */
function triangleArea(a: Vector, b: Vector, c: Vector): number {
  const triple =
    a[0] * (b[1] * c[2] - b[2] * c[1]) + a[1] * (b[2] * c[0] - b[0] * c[2]) + a[2] * (b[0] * c[1] - b[1] * c[0]);
  const dot = (p: Vector, q: Vector): number => p[0] * q[0] + p[1] * q[1] + p[2] * q[2];
  return 2 * EARTH_RADIUS ** 2 * Math.atan2(triple, 1 + dot(a, b) + dot(b, c) + dot(c, a));
}

/** Area [m2] of the quadrilateral with great-circle sides, corners counter-clockwise. */
export function quadrilateralArea(a: Vector, b: Vector, c: Vector, d: Vector): number {
  return triangleArea(a, b, c) + triangleArea(a, c, d);
}

/** East and north components of the horizontal unit vector at the middle of a and b that points from a to b. */
export function directionAt(a: Vector, b: Vector): readonly [number, number] {
  const middle: Vector = [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
  const norm = Math.hypot(...middle);
  const along: Vector = [b[0] - a[0], b[1] - a[1], b[2] - a[2]];
  const lambda = Math.atan2(middle[1], middle[0]);
  const phi = Math.asin(Math.max(-1, Math.min(1, middle[2] / norm)));
  const east = -Math.sin(lambda) * along[0] + Math.cos(lambda) * along[1];
  const north =
    -Math.sin(phi) * Math.cos(lambda) * along[0] -
    Math.sin(phi) * Math.sin(lambda) * along[1] +
    Math.cos(phi) * along[2];
  const length = Math.hypot(east, north);
  return [east / length, north / length];
}
