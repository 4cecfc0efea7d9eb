/**
 * Area on the sphere within an outline whose sides are straight in longitude and latitude: R^2 times the integral of
 * sin(latitude) over the longitude around each ring; holes count negative.
 */
import { EARTH_RADIUS } from "../constants.js";
import type { PolygonGeometry } from "./polygons.js";
import { continuousRing, type Ring } from "./ring.js";

const RADIANS = Math.PI / 180;

/** @returns [m2] */
export function outlineArea(geometry: PolygonGeometry): number {
  const polygons = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
  const areas = polygons.flatMap((rings) =>
    rings.map((positions, index) => {
      const ring = continuousRing(
        positions.map(([longitude]) => longitude),
        positions.map(([, latitude]) => latitude),
      );
      return (index === 0 ? 1 : -1) * Math.abs(integralOfSine(ring));
    }),
  );
  return EARTH_RADIUS ** 2 * areas.reduce((sum, part) => sum + part, 0);
}

function integralOfSine({ x, y }: Ring): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) {
    const next = (i + 1) % x.length;
    const [south, north] = [y[i] * RADIANS, y[next] * RADIANS];
    const mean = north === south ? Math.sin(south) : (Math.cos(south) - Math.cos(north)) / (north - south);
    sum += mean * (x[next] - x[i]) * RADIANS;
  }
  return sum;
}
