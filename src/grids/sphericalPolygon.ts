/**
 * Polygons of the unit sphere with great-circle sides, corners counter-clockwise as seen from outside: their area, and the
 * part of one that lies in a convex other (Sutherland & Hodgman 1974, doi:10.1145/360767.360802, with planes through the
 * centre of the sphere).
 */
import type { Vector } from "./sphere.js";

/** Area [sr], positive counter-clockwise: a fan of triangles by Van Oosterom & Strackee (1983), eq. 8. */
export function polygonArea(corners: readonly Vector[]): number {
  let sum = 0;
  for (let i = 2; i < corners.length; i++) {
    const [a, b, c] = [corners[0], corners[i - 1], corners[i]];
    // Differences keep their digits where the triangle is small.
    const triple = dot(a, cross(minus(b, a), minus(c, a)));
    sum += 2 * Math.atan2(triple, 1 + dot(a, b) + dot(b, c) + dot(c, a));
  }
  return sum;
}

/** The part of a polygon within a convex one. */
export function clipToConvex(polygon: readonly Vector[], convex: readonly Vector[]): readonly Vector[] {
  let clipped = polygon;
  for (let side = 0; side < convex.length && clipped.length > 0; side++) {
    clipped = keepLeft(clipped, cross(convex[side], convex[(side + 1) % convex.length]));
  }
  return clipped;
}

/** @param normal of a plane through the centre; its side is kept */
function keepLeft(polygon: readonly Vector[], normal: Vector): Vector[] {
  const heights = polygon.map((corner) => dot(corner, normal));
  const kept: Vector[] = [];
  polygon.forEach((corner, i) => {
    const next = (i + 1) % polygon.length;
    if (heights[i] >= 0) kept.push(corner);
    if (heights[i] >= 0 === heights[next] >= 0) return;
    const [p, q] = [heights[next], -heights[i]];
    const [x, y, z] = [0, 1, 2].map((part) => p * corner[part] + q * polygon[next][part]);
    const length = Math.hypot(x, y, z) * (heights[next] < 0 ? -1 : 1);
    kept.push([x / length, y / length, z / length]);
  });
  return kept;
}

function dot(a: Vector, b: Vector): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

function cross(a: Vector, b: Vector): Vector {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}

function minus(a: Vector, b: Vector): Vector {
  return [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
}
