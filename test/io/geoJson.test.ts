import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { createGrid, longitudeLatitudeGrid } from "../../src/grids/grid.js";
import { polygonFractions } from "../../src/grids/polygons.js";
import { readNamedPolygons } from "../../src/io/geoJson.js";
import { thrownBy } from "../thrownBy.js";

const folder = mkdtempSync(join(tmpdir(), "openjdas-geojson-"));
const path = join(folder, "regions.geojson");
afterAll(() => rmSync(folder, { recursive: true }));

const square = (west: number, south: number, size = 2): number[][] => [
  [west, south],
  [west + size, south],
  [west + size, south + size],
  [west, south + size],
  [west, south],
];
const feature = (name: unknown, coordinates: unknown, type = "Polygon") => ({
  type: "Feature",
  properties: { name },
  geometry: { type, coordinates },
});
const collection = (...features: readonly unknown[]) => ({ type: "FeatureCollection", features });
const read = (content: unknown, property = "name") => {
  writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
  return readNamedPolygons(path, property);
};
const faultOf = (content: unknown, property?: string): string =>
  String(thrownBy(() => read(content, property))).replaceAll(path, "FILE");

describe("a GeoJSON file", () => {
  it("gives polygons with holes and parts under the names of a property", () => {
    const found = read(
      collection(
        feature("  Lake\n land ", [square(100, 30, 4), square(101, 31, 2).toReversed()]),
        feature(7, [[square(100, 30)], [square(110, 30)]], "MultiPolygon"),
      ),
    );
    expect(found.map(({ name }) => name)).toEqual(["Lake land", "7"]);
    const grid = createGrid(longitudeLatitudeGrid("grid", 101, 31, 2, 2, 6, 2));
    const [lake, parts] = found.map(({ geometry }) => Array.from(polygonFractions(grid, geometry)));
    for (const cell of [0, 1, 6, 7]) expect(lake[cell]).toBeCloseTo(0.75, 12);
    expect(parts.map((share) => Number(share.toFixed(12)))).toEqual([1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0]);
  });

  it("may cross the antimeridian, and may be a single Feature", () => {
    const grid = createGrid(longitudeLatitudeGrid("Pacific", 178, 1, 2, 2, 3, 1));
    const ring = [
      [179, 0],
      [-179, 0],
      [-179, 2],
      [179, 2],
      [179, 0],
    ];
    const [{ geometry }] = read(feature("across", [ring]));
    expect(Array.from(polygonFractions(grid, geometry), (share) => Number(share.toFixed(12)))).toEqual([0, 1, 0]);
  });

  it("may name WGS 84 as its projection, and no other", () => {
    const crs = (name: string) => ({ type: "name", properties: { name } });
    const content = collection(feature("A", [square(100, 30)]));
    for (const name of ["urn:ogc:def:crs:OGC:1.3:CRS84", "EPSG:4326", "urn:ogc:def:crs:EPSG::4326"]) {
      expect(read({ ...content, crs: crs(name) })).toHaveLength(1);
    }
    expect(faultOf({ ...content, crs: crs("urn:ogc:def:crs:EPSG::3857") })).toMatch(
      /^InputError: FILE: "crs": urn:ogc:def:crs:EPSG::3857; expected longitude and latitude of WGS 84 .*ogr2ogr/,
    );
    expect(faultOf(collection(feature("A", [square(500000, 4000000)])))).toContain(
      'feature "A", outer ring: the position [500000, 4000000]; expected [longitude, latitude] in degrees',
    );
  });

  it("is refused where it is something else", () => {
    expect(faultOf("name,area")).toMatch(/^InputError: FILE: no JSON: .*expected GeoJSON/);
    expect(faultOf("[1, 2]")).toContain("JSON without members");
    expect(faultOf({ type: "Topology" })).toMatch(/"type": "Topology".*topo2geo/);
    expect(faultOf({ type: "Polygon", coordinates: [] })).toMatch(/"type": "Polygon".*put it into a Feature/);
    expect(faultOf(collection())).toContain("a FeatureCollection without features");
    expect(String(thrownBy(() => readNamedPolygons(join(folder, "none.geojson"), "name")))).toContain("no such file");
  });

  it("is refused with every feature that has no name or no polygon", () => {
    const content = collection(
      { ...feature("", [square(0, 0)]), properties: { NAME_EN: "A", area: 3 } },
      feature("", [square(0, 0)]),
      feature("point", [1, 2], "Point"),
      { type: "Feature", properties: { name: "nowhere" }, geometry: null },
      feature("odd", [[["x", "y"]]]),
    );
    const faults = faultOf(content).split("\n");
    expect(faults).toHaveLength(5);
    expect(faults[0]).toContain('feature 1: no property "name"');
    const suggestion = 'say "name" in the experiment file, such as NAME_EN: it has NAME_EN, area';
    expect(faults[0]).toContain(suggestion);
    const none = collection({ ...feature("", [square(0, 0)]), properties: { NAME_EN: "A", area: 3 } });
    expect(faultOf(none)).toMatch(/^InputError: FILE: all features: no property "name"/);
    expect(faultOf(none)).toContain(suggestion);
    expect(faults[1]).toContain('feature 2: "name": ""; expected the name of the region');
    expect(faults[2]).toContain('feature "point": a Point; expected a Polygon or a MultiPolygon');
    expect(faults[3]).toContain('feature "nowhere": no geometry');
    expect(faults[4]).toContain('feature "odd": a Polygon whose coordinates are no rings of numbers');
  });

  it("is refused where rings are open, cross themselves or hold nothing", () => {
    const bow = [
      [100, 30],
      [104, 34],
      [104, 30],
      [100, 34],
      [100, 30],
    ];
    const world = [
      [-180, -60],
      [180, -60],
      [180, 60],
      [-180, 60],
      [-180, -60],
    ];
    const faults = faultOf(
      collection(
        feature("open", [[square(0, 0)], [square(0, 0, 9), square(1, 1).slice(0, 4)]], "MultiPolygon"),
        feature("bow", [bow]),
        feature("world", [world]),
      ),
    ).split("\n");
    expect(faults).toHaveLength(3);
    const many = Array.from({ length: 30 }, (_, i) => feature(`no. ${i}`, [square(0, 0).slice(0, 4)]));
    expect(faultOf(collection(...many)).split("\n")).toHaveLength(11);
    expect(faultOf(collection(...many))).toContain("FILE: 20 more faults like these");
    expect(faults[0]).toContain('feature "open", polygon 2, hole 1: a ring that is not closed');
    expect(faults[1]).toContain('feature "bow", outer ring: a ring that crosses itself at 102.000 E 32.000 N');
    expect(faults[1]).toContain("the smaller has 50.0 % of the area");
    expect(faults[2]).toContain('feature "world": an outline that holds no area');
  });
});
