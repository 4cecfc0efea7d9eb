/**
 * Outlines of the 34 province-level regions of China (data/README.md), longitude and latitude [degrees] to 1/1024 degree.
 * They follow another convention of borders than world-atlas: take coasts from that, provinces from this, and countries
 * from neither.
 */
import { readFileSync } from "node:fs";
import { feature } from "topojson-client";
import type { MultiPolygon, Topology } from "topojson-specification";
import type { Province } from "../regions/provinceRegions.js";

const FILE = new URL("../../data/china-provinces.topojson", import.meta.url);

type Outlines = Topology<{
  provinces: { type: "GeometryCollection"; geometries: MultiPolygon<{ name: string }>[] };
}>;

/**
 * @returns in the order of the file
 * @example
 * import { provincePolygons } from "openjdas";
 *
 * provincePolygons().some(({ name }) => name === "四川"); // => true
 */
export function provincePolygons(): Province[] {
  const topology = JSON.parse(readFileSync(FILE, "utf8")) as Outlines;
  return topology.objects.provinces.geometries.map((outline) => {
    const { properties, geometry } = feature(topology, outline);
    return { name: properties.name, geometry: { type: "MultiPolygon", coordinates: geometry.coordinates } };
  });
}
