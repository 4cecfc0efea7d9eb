import { beforeAll, describe, expect, it } from "vitest";
import { bisect } from "../../src/regions/bisection.js";
import { regionMasks } from "../../src/regions/masks.js";
import { type Region, regionArea, regionTotals } from "../../src/regions/region.js";
import { createGrid, type Grid, gridPreset } from "../../src/grids/grid.js";
import { landFraction } from "../../src/grids/landFraction.js";
import { chord } from "../../src/grids/sphere.js";
import { cellVector } from "../../src/grids/grid.js";
import { naturalEarthLand } from "../../src/io/naturalEarth.js";
import { randomField } from "../../src/random.js";

const RADIUS = 6.37e6;

describe("regions of the published domain", () => {
  let grid: Grid;
  let land: Float64Array;
  let regions: Region[];
  const of = (id: string): Region => regions.find((region) => region.id === id) as Region;
  const parts = (id: string): Region[] => regions.filter((region) => region.id.startsWith(`${id}-`));
  beforeAll(() => {
    grid = createGrid(gridPreset("china-64km"));
    land = landFraction(grid, naturalEarthLand("110m"));
    regions = regionMasks(grid, land);
  });

  it("has every box of the literature, all in the domain", () => {
    for (const id of ["west", "north", "central", "south", "daxinganling", "loess-plateau", "qinling", "wuyi"]) {
      expect(regions.map((region) => region.id)).toContain(id);
    }
  });

  it("gives a box on land the area of the box", () => {
    // 35-40 N, 105-112 E: R^2 dlambda (sin 40 - sin 35); whole cells stand for its edges.
    const rad = Math.PI / 180;
    const exact = RADIUS ** 2 * 7 * rad * (Math.sin(40 * rad) - Math.sin(35 * rad));
    expect(Math.abs(regionArea(of("loess-plateau"), grid.area) / exact - 1)).toBeLessThan(0.05);
  });

  it.each(["R8", "R24"])("%s covers each land cell once, with parts of equal area", (id) => {
    const sum = new Float64Array(grid.cells);
    for (const { share } of parts(id)) share.forEach((value, cell) => (sum[cell] += value));
    expect(sum).toEqual(of("land").share);
    const areas = parts(id).map((region) => regionArea(region, grid.area));
    const largestCell = Math.max(...grid.area);
    expect(Math.max(...areas) - Math.min(...areas)).toBeLessThan(6 * largestCell);
  });

  it("makes each part of R24 a third of one part of R8", () => {
    parts("R24").forEach((small, index) => {
      const large = parts("R8")[Math.floor(index / 3)];
      expect(small.share.every((value, cell) => value === 0 || large.share[cell] === 1)).toBe(true);
    });
  });

  it("makes R8 parts compact: radius of gyration below 1.6 of a disc of their area", () => {
    for (const region of parts("R8")) {
      const cells = Array.from(region.share.keys()).filter((cell) => region.share[cell] > 0);
      const centre = [0, 1, 2].map((k) => cells.reduce((s, c) => s + cellVector(grid, c)[k], 0) / cells.length);
      const gyration = Math.sqrt(
        cells.reduce((s, c) => s + chord(cellVector(grid, c), centre as [number, number, number]) ** 2, 0) /
          cells.length,
      );
      const disc = Math.sqrt(regionArea(region, grid.area) / Math.PI / 2) / RADIUS;
      expect(gyration / disc).toBeLessThan(1.6);
    }
  });

  it("totals add up: land and ocean to the domain, R8 and R24 to land", () => {
    const draw = randomField(3, "test");
    const flux = Float64Array.from({ length: grid.cells }, (_, cell) => 1e-6 * draw.normal(cell));
    const totals = regionTotals(regions, grid.area, flux);
    const total = (id: string): number => totals[regions.indexOf(of(id))];
    const sumOf = (id: string): number => parts(id).reduce((s, region) => s + totals[regions.indexOf(region)], 0);
    expect(total("land") + total("ocean")).toBeCloseTo(total("domain"), 3);
    expect(sumOf("R8")).toBeCloseTo(total("land"), 3);
    expect(sumOf("R24")).toBeCloseTo(total("land"), 3);
  });
});

describe("bisect", () => {
  it("does not depend on the order of the cells", () => {
    const draw = randomField(5, "test");
    const cells = Array.from({ length: 300 }, (_, i) => i);
    const vectors = Float64Array.from({ length: 900 }, (_, i) => draw.normal(i));
    for (const cell of cells) {
      const norm = Math.hypot(vectors[3 * cell], vectors[3 * cell + 1], vectors[3 * cell + 2]);
      for (let k = 0; k < 3; k++) vectors[3 * cell + k] /= norm;
    }
    const area = cells.map((cell) => 1 + draw.uniform(5000 + cell));
    const forward = bisect(cells, area, vectors, 24);
    expect(bisect([...cells].reverse(), area, vectors, 24)).toEqual(forward);
    expect(forward.flat().sort((a, b) => a - b)).toEqual(cells);
    expect(forward).toHaveLength(24);
  });

  it("cuts across the longest extent, by area", () => {
    // Ten cells along the equator; the first weighs as much as the other nine.
    const vectors = Float64Array.from({ length: 30 }, (_, i) => {
      const angle = Math.floor(i / 3) * 0.05;
      return [Math.cos(angle), Math.sin(angle), 0][i % 3];
    });
    const area = Array.from({ length: 10 }, (_, i) => (i === 0 ? 9 : 1));
    expect(
      bisect(
        Array.from({ length: 10 }, (_, i) => i),
        area,
        vectors,
        2,
      )
        .map((part) => part.length)
        .sort((a, b) => a - b),
    ).toEqual([1, 9]);
  });

  it("gives each part a cell where there are as many parts as cells", () => {
    const one = Array.from({ length: 8 }, () => 1);
    const vectors = Float64Array.from({ length: 24 }, (_, i) => [1, 0, 0.01 * Math.floor(i / 3)][i % 3]);
    expect(bisect([0, 1, 2, 3, 4, 5, 6, 7], one, vectors, 8).map((part) => part.length)).toEqual(one);
  });
});

it("a box that reaches out of the domain is left out", () => {
  const small = createGrid({ ...gridPreset("china-64km"), columns: 60 });
  const ids = regionMasks(small, new Float64Array(small.cells).fill(1)).map(({ id }) => id);
  expect(ids).toContain("west");
  expect(ids).not.toContain("north");
  expect(ids).not.toContain("ocean");
});
