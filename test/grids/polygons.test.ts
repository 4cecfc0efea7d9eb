import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createCoverage } from "../../src/grids/coverage.js";
import { centredGrid, createGrid, gridPreset, longitudeLatitudeGrid, type Grid } from "../../src/grids/grid.js";
import { landFraction } from "../../src/grids/landFraction.js";
import { polygonFractions, type PolygonGeometry } from "../../src/grids/polygons.js";
import { createProjection, obliqueStereographic } from "../../src/grids/projection.js";
import { naturalEarthLand } from "../../src/io/naturalEarth.js";
import { describeWithShared, sharedData } from "../sharedData.js";

const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0);
const areaOf = (grid: Grid, share: Float64Array): number =>
  share.reduce((total, value, cell) => total + value * grid.area[cell], 0);
const china = createGrid(gridPreset("china-64km"));
const world = createGrid(longitudeLatitudeGrid("world", -178, -88, 4, 4, 90, 45));
const polar = createGrid(
  centredGrid("arctic", createProjection(obliqueStereographic(20, 88)), 40, 40, 100e3, [20, 88]),
);
const box = (west: number, south: number, east: number, north: number): PolygonGeometry => ({
  type: "Polygon",
  coordinates: [
    [
      [west, south],
      [east, south],
      [east, north],
      [west, north],
      [west, south],
    ],
  ],
});

describe("createCoverage", () => {
  it("gives the exact area of random triangles, whole and by box", () => {
    const point = fc.tuple(fc.double({ min: 0, max: 4, noNaN: true }), fc.double({ min: 0, max: 3, noNaN: true }));
    fc.assert(
      fc.property(point, point, point, (a, b, c) => {
        const coverage = createCoverage([0, 0.5, 2, 4], [0, 1, 3]);
        coverage.add([a[0], b[0], c[0]], [a[1], b[1], c[1]], 1);
        const expected = ((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])) / 2;
        expect(sum(coverage.areas())).toBeCloseTo(expected, 10);
      }),
      { seed: 1 },
    );
    const coverage = createCoverage([0, 1, 2], [0, 1, 2]);
    coverage.add([0, 2, 0], [0, 0, 2], 1);
    expect([...coverage.areas()]).toEqual([1, 0.5, 0.5, 0]);
  });

  it("leaves out what is off the lattice, on every side", () => {
    const coverage = createCoverage([0, 1, 2], [0, 1]);
    coverage.add([-3, 1.25, 1.25, -3], [-2, -2, 0.5, 0.5], 1);
    coverage.add([1.5, 9, 9, 1.5], [0.75, 0.75, 5, 5], 1);
    expect([...coverage.areas()]).toEqual([0.5, 0.25 * 0.5 + 0.5 * 0.25]);
  });
});

describe("polygonFractions", () => {
  it("sums to 1 over a partition of the domain, on projected, global and polar grids", () => {
    for (const grid of [china, world, polar]) {
      const total = new Float64Array(grid.cells);
      for (let west = -180; west < 180; west += 30) {
        for (const [south, north] of [
          [-90, 5.3],
          [5.3, 36.7],
          [36.7, 90],
        ] as const) {
          polygonFractions(grid, box(west, south, west + 30, north)).forEach((share, cell) => {
            total[cell] += share;
          });
        }
      }
      expect(Math.min(...total)).toBeGreaterThan(1 - 1e-9);
      expect(Math.max(...total)).toBeLessThan(1 + 1e-9);
    }
  });

  it("has the area of a spherical rectangle, whichever way its ring turns and wherever its longitudes start", () => {
    const [west, south, east, north] = [100, 25, 112, 40];
    const radius = 6.37e6;
    const expected =
      radius ** 2 * ((east - west) / 57.29577951) * (Math.sin(north / 57.29577951) - Math.sin(south / 57.29577951));
    const shares = polygonFractions(china, box(west, south, east, north));
    expect(areaOf(china, shares) / expected).toBeCloseTo(1, 4);
    const reversed = box(west, south, east, north).coordinates[0].toReversed() as [number, number][];
    const turned = reversed.map(([x, y]) => [x - 360, y]);
    const again = polygonFractions(china, { type: "Polygon", coordinates: [turned] });
    expect(Math.max(...again.map((share, cell) => Math.abs(share - shares[cell])))).toBeLessThan(1e-9);
  });

  it("takes holes out, whichever way they turn", () => {
    const outside = box(100, 25, 112, 40).coordinates[0] as number[][];
    const hole = box(103, 28, 106, 33).coordinates[0] as number[][];
    const without = areaOf(china, polygonFractions(china, box(100, 25, 112, 40)));
    const inner = areaOf(china, polygonFractions(china, box(103, 28, 106, 33)));
    for (const ring of [hole, hole.toReversed()]) {
      const pierced = polygonFractions(china, { type: "Polygon", coordinates: [outside, ring] });
      expect(areaOf(china, pierced) / (without - inner)).toBeCloseTo(1, 9);
    }
  });

  it("follows a ring across the date line and one around the pole", () => {
    const across = polygonFractions(world, {
      type: "Polygon",
      coordinates: [
        [
          [170, 0],
          [-170, 0],
          [-170, 8],
          [170, 8],
          [170, 0],
        ],
      ],
    });
    expect(sum(across)).toBeCloseTo((20 * 8) / 16, 9);
    const cap: PolygonGeometry = {
      type: "Polygon",
      coordinates: [Array.from({ length: 37 }, (_, i) => [((i * 10 + 180) % 360) - 180, 80])],
    };
    expect(sum(polygonFractions(world, cap))).toBeCloseTo((360 * 10) / 16, 9);
    const area = areaOf(polar, polygonFractions(polar, cap));
    expect(area / (2 * Math.PI * 6.37e6 ** 2 * (1 - Math.sin(80 / 57.29577951)))).toBeCloseTo(1, 3);
  });
});

describe("landFraction", () => {
  it("finds the land of the Earth, 144 to 150 million km2, within [0, 1], at both scales", () => {
    for (const scale of ["50m", "110m"] as const) {
      const land = landFraction(world, naturalEarthLand(scale));
      expect(areaOf(world, land) / 1e12).toBeGreaterThan(144);
      expect(areaOf(world, land) / 1e12).toBeLessThan(150);
      expect(Math.min(...land)).toBe(0);
      expect(Math.max(...land)).toBe(1);
    }
  });

  it("knows China's inland from its seas, in less than two seconds", () => {
    const started = performance.now();
    const land = landFraction(china, naturalEarthLand("50m"));
    expect(performance.now() - started).toBeLessThan(2000);
    const at = (longitude: number, latitude: number): number => land[china.cellAt(longitude, latitude)];
    expect(at(104, 35)).toBe(1);
    expect(at(113, 28)).toBe(1);
    expect(at(124, 28)).toBe(0);
    expect(at(115, 18)).toBe(0);
    expect(at(121.5, 31.2)).toBeGreaterThan(0.3);
    expect(at(121, 23.8)).toBeGreaterThan(0.5);
  });
});

describeWithShared("the provinces of China", () => {
  it("cover 952.8e4 km2 within 0.5 %, overlap by less than 1 % of a cell, in less than two seconds", () => {
    const grid = createGrid(
      centredGrid("wide", createProjection(obliqueStereographic(104, 36)), 105, 86, 64e3, [104, 36]),
    );
    const path = sharedData("polygons", "china_provinces_echarts.geojson");
    const { features } = JSON.parse(readFileSync(path, "utf8")) as { features: { geometry: PolygonGeometry }[] };
    const total = new Float64Array(grid.cells);
    const started = performance.now();
    for (const { geometry } of features) {
      polygonFractions(grid, geometry).forEach((share, cell) => {
        total[cell] += share;
      });
    }
    expect(performance.now() - started).toBeLessThan(2000);
    expect(features).toHaveLength(34);
    expect(Math.abs(areaOf(grid, total) / 952.8e10 - 1)).toBeLessThan(0.005);
    expect(Math.max(...total)).toBeLessThan(1.01);
  });
});
