/**
 * Outlines of the 34 province-level regions of China, from the npm package echarts 4.9 (map/json/china.json,
 * Apache-2.0), longitude and latitude [degrees] to 1/1024 degree. They follow another convention of borders than
 * world-atlas: take coasts from that, provinces from this, and countries from neither.
 *
 * A ring is stored as text of two UTF-16 units a vertex, longitude then latitude: the step from the vertex before
 * (from `encodeOffsets` for the first) in units of 1/1024 degree, sign moved to the lowest bit, plus 64.
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Province } from "../regions/provinceRegions.js";

type Offset = readonly [number, number];

type EncodedGeometry =
  | { readonly type: "Polygon"; readonly coordinates: string[]; readonly encodeOffsets: Offset[] }
  | { readonly type: "MultiPolygon"; readonly coordinates: string[][]; readonly encodeOffsets: Offset[][] };

interface EncodedCollection {
  readonly features: readonly { readonly properties: { readonly name: string }; readonly geometry: EncodedGeometry }[];
}

const STEPS_PER_DEGREE = 1024;
const FIRST_CODE = 64;

/**
 * @returns in the order of the file
 * @example
 * import { provincePolygons } from "openjdas";
 *
 * provincePolygons().some(({ name }) => name === "四川"); // => true
 */
export function provincePolygons(): Province[] {
  const require = createRequire(import.meta.url);
  const path = require.resolve("echarts/map/json/china.json");
  const { features } = JSON.parse(readFileSync(path, "utf8")) as EncodedCollection;
  return features.map(({ properties, geometry }) => {
    const coordinates =
      geometry.type === "Polygon"
        ? [geometry.coordinates.map((ring, i) => decodeRing(ring, geometry.encodeOffsets[i]))]
        : geometry.coordinates.map((polygon, i) =>
            polygon.map((ring, j) => decodeRing(ring, geometry.encodeOffsets[i][j])),
          );
    return { name: properties.name, geometry: { type: "MultiPolygon", coordinates } };
  });
}

/** @returns [vertex][longitude, latitude], closed */
export function decodeRing(text: string, offset: Offset): number[][] {
  let [x, y] = offset;
  const ring: number[][] = [];
  for (let i = 0; i + 1 < text.length; i += 2) {
    x += signedStep(text.charCodeAt(i) - FIRST_CODE);
    y += signedStep(text.charCodeAt(i + 1) - FIRST_CODE);
    ring.push([x / STEPS_PER_DEGREE, y / STEPS_PER_DEGREE]);
  }
  const [first, last] = [ring[0], ring[ring.length - 1]];
  if (first !== undefined && (first[0] !== last[0] || first[1] !== last[1])) ring.push([...first]);
  return ring;
}

/** 0, 1, 2, 3, ... stand for 0, -1, 1, -2, ... */
function signedStep(code: number): number {
  return code % 2 === 0 ? code / 2 : -(code + 1) / 2;
}
