/**
 * Makes data/china-provinces.topojson, the outlines of the 34 province-level regions of China, from map/json/china.json of
 * echarts 4.9.0 (Apache-2.0): once, so that the package need not carry all of echarts.
 *
 *   node scripts/provinces.mjs CHINA_JSON
 *
 * There a ring is text of two UTF-16 units a vertex, longitude then latitude: the step from the vertex before (from
 * `encodeOffsets` for the first) in units of 1/1024 degree, sign moved to the lowest bit, plus 64. TopoJSON keeps the
 * same whole numbers, so no vertex moves.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const STEPS_PER_DEGREE = 1024;
const FIRST_CODE = 64;

/** 0, 1, 2, 3, ... stand for 0, -1, 1, -2, ... @param {number} code */
const signedStep = (code) => (code % 2 === 0 ? code / 2 : -(code + 1) / 2);

/** @param {string} text @param {number[]} offset @returns {number[][]} first vertex, then steps; the ring is closed */
function arcOf(text, [x0, y0]) {
  let [x, y] = [x0, y0];
  /** @type {number[][]} */
  const ring = [];
  for (let i = 0; i + 1 < text.length; i += 2) {
    x += signedStep(text.charCodeAt(i) - FIRST_CODE);
    y += signedStep(text.charCodeAt(i + 1) - FIRST_CODE);
    ring.push([x, y]);
  }
  const [first, last] = [ring[0], ring[ring.length - 1]];
  if (first[0] !== last[0] || first[1] !== last[1]) ring.push([...first]);
  return ring.map((vertex, i) => (i === 0 ? vertex : [vertex[0] - ring[i - 1][0], vertex[1] - ring[i - 1][1]]));
}

const { features } = JSON.parse(readFileSync(process.argv[2], "utf8"));
/** @type {number[][][]} */
const arcs = [];
const geometries = features.map(
  (/** @type {any} */ { properties: { name }, geometry: { type, coordinates, encodeOffsets } }) => {
    const polygons = type === "Polygon" ? [coordinates] : coordinates;
    const offsets = type === "Polygon" ? [encodeOffsets] : encodeOffsets;
    const rings = polygons.map((/** @type {string[]} */ polygon, /** @type {number} */ i) =>
      polygon.map((ring, j) => [arcs.push(arcOf(ring, offsets[i][j])) - 1]),
    );
    return { type: "MultiPolygon", properties: { name }, arcs: rings };
  },
);
const topology = {
  type: "Topology",
  transform: { scale: [1 / STEPS_PER_DEGREE, 1 / STEPS_PER_DEGREE], translate: [0, 0] },
  objects: { provinces: { type: "GeometryCollection", geometries } },
  arcs,
};
writeFileSync(
  fileURLToPath(new URL("../data/china-provinces.topojson", import.meta.url)),
  `${JSON.stringify(topology)}\n`,
);
