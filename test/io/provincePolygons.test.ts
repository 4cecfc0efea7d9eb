import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { createGrid, gridPreset } from "../../src/grids/grid.js";
import { polygonFractions } from "../../src/grids/polygons.js";
import { provincePolygons } from "../../src/io/provincePolygons.js";
import { describeWithShared, sharedData } from "../sharedData.js";

it("has outlines whose vertices are whole steps of 1/1024 degree, each ring closed", () => {
  const rings = provincePolygons().flatMap(({ geometry }) => geometry.coordinates.flat());
  expect(rings.length).toBeGreaterThan(34);
  for (const ring of rings) {
    expect(ring[ring.length - 1]).toEqual(ring[0]);
    for (const [x, y] of ring) expect([(1024 * x) % 1, (1024 * y) % 1]).toEqual([0, 0]);
  }
});

it("has 34 provinces whose area is that of the file's total, 9.5 million km2", () => {
  const list = provincePolygons();
  expect(list).toHaveLength(34);
  expect(new Set(list.map(({ name }) => name)).size).toBe(34);
  const grid = createGrid(gridPreset("china-64km"));
  let area = 0;
  for (const { geometry } of list) {
    polygonFractions(grid, geometry).forEach((share, cell) => (area += share * grid.area[cell]));
  }
  expect(area / 1e12).toBeGreaterThan(9.3);
  expect(area / 1e12).toBeLessThan(9.7);
});

describeWithShared("provinces decoded by others", () => {
  it("lie at the same places", () => {
    const text = readFileSync(sharedData("polygons", "china_provinces_echarts.geojson"), "utf8");
    const { features } = JSON.parse(text) as {
      features: { properties: { name: string }; geometry: { coordinates: unknown[] } }[];
    };
    const own = new Map(
      provincePolygons().map(({ name, geometry }) => [name, geometry.coordinates.flat(2) as number[][]]),
    );
    for (const { properties, geometry } of features) {
      const theirs = new Set(vertices(geometry.coordinates).map(steps));
      const ours = new Set((own.get(properties.name) ?? []).map(steps));
      expect(ours).toEqual(theirs);
    }
  });
});

/** A vertex in whole steps of 1/1024 degree, which four decimals tell apart. */
function steps([x, y]: number[]): string {
  return `${Math.round(1024 * x)} ${Math.round(1024 * y)}`;
}

/** All [longitude, latitude] pairs of nested coordinates. */
function vertices(coordinates: unknown[]): number[][] {
  return typeof coordinates[0] === "number"
    ? [coordinates as number[]]
    : (coordinates as unknown[][]).flatMap((inner) => vertices(inner));
}
