/** What is wrong with an outline in longitude and latitude that its area can be trusted no more. */
import type { Fault } from "../errors.js";
import { outlineArea } from "../grids/outlineArea.js";
import type { PolygonGeometry } from "../grids/polygons.js";
import { continuousRing, type Ring, signedArea } from "../grids/ring.js";
import { harmfulCrossing } from "../grids/ringCrossings.js";

export const TO_WGS84 =
  "write it in longitude and latitude, for example with `ogr2ogr -t_srs EPSG:4326 out.geojson in.geojson`";
/** Sides within which numbers are degrees. */
const LARGEST = { longitude: 360, latitude: 90 } as const;

/** Rings that are open, cross themselves or lie in no place on Earth, and outlines that hold nothing. */
export function faultsOfOutline(where: string, geometry: PolygonGeometry): Fault[] {
  const polygons = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
  const rings = polygons.flatMap((all, p) =>
    all.map((ring, r) => {
      const part = polygons.length > 1 ? `polygon ${p + 1}, ` : "";
      return { ring, where: `${where}, ${part}${r === 0 ? "outer ring" : `hole ${r}`}` };
    }),
  );
  const size = rings.reduce((sum, { ring }) => sum + Math.abs(signedArea(ringOf(ring))), 0);
  const faults = rings.flatMap(({ ring, where: place }) => {
    const fault = faultOfRing(ring, size);
    return fault === undefined ? [] : [{ where: place, ...fault }];
  });
  if (faults.length > 0 || outlineArea(geometry) > 0) return faults;
  return [
    {
      where,
      found: "an outline that holds no area",
      expected: "one with an inside; a side of more than 180 degrees of longitude is taken the other way round",
      remedy: "give long sides points in between",
    },
  ];
}

type Positions = readonly (readonly number[])[];

function ringOf(positions: Positions): Ring {
  return continuousRing(
    positions.map(([east]) => east),
    positions.map(([, north]) => north),
  );
}

/** @param size of the outline [square degrees] */
function faultOfRing(ring: Positions, size: number): Omit<Fault, "where"> | undefined {
  const off = ring.find(([east, north]) => Math.abs(east) > LARGEST.longitude || Math.abs(north) > LARGEST.latitude);
  if (off !== undefined) {
    const found = `the position [${off.slice(0, 2).join(", ")}]`;
    return { found, expected: "[longitude, latitude] in degrees", remedy: TO_WGS84 };
  }
  const [first, last] = [ring[0], ring[ring.length - 1]];
  if (first === undefined || first[0] !== last[0] || first[1] !== last[1]) {
    const found = first === undefined ? "a ring without positions" : "a ring that is not closed";
    return { found, expected: "a last position that is the same as the first", remedy: "close it" };
  }
  // What goes to and fro along a line holds nothing, and does no harm.
  const crossing = harmfulCrossing(ringOf(ring), size);
  if (crossing === undefined) return undefined;
  const place = `${crossing.longitude.toFixed(3)} E ${crossing.latitude.toFixed(3)} N`;
  return {
    found: `a ring that crosses itself at ${place}, in loops of which the smaller has ${(100 * crossing.share).toFixed(1)} % of the area`,
    expected: "a ring without crossings: a loop that turns the other way would count negative",
    remedy: "mend it, for example with the tool for valid geometries of a GIS",
  };
}
