/**
 * Land polygons of Natural Earth (public domain, naturalearthdata.com) at 1:50 and 1:110 million, as the npm package
 * world-atlas carries them: TopoJSON, longitude and latitude [degrees], not cut at the date line. No country borders.
 */
import { createRequire } from "node:module";
import { feature } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import type { PolygonGeometry } from "../grids/polygons.js";

/**
 * @param scale 1:50 million (coasts to a few km) or 1:110 million (tens of km) @returns all land of the Earth
 * @example
 * import { naturalEarthLand } from "openjdas";
 *
 * naturalEarthLand("110m").coordinates.length > 100; // => true
 */
export function naturalEarthLand(scale: "50m" | "110m"): Extract<PolygonGeometry, { type: "MultiPolygon" }> {
  const topology = createRequire(import.meta.url)(`world-atlas/land-${scale}.json`) as Topology;
  const land = feature(topology, topology.objects.land as GeometryCollection);
  return {
    type: "MultiPolygon",
    coordinates: land.features.flatMap(({ geometry }) => {
      if (geometry.type === "Polygon") return [geometry.coordinates];
      return geometry.type === "MultiPolygon" ? geometry.coordinates : [];
    }),
  };
}
