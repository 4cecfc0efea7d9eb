import { describe, expect, it } from "vitest";
import { provincePolygons } from "../../src/io/provincePolygons.js";
import { provinceRegions } from "../../src/regions/provinceRegions.js";
import { createGrid, gridPreset, longitudeLatitudeGrid } from "../../src/grids/grid.js";

const area = (share: Float64Array, cells: Float64Array): number =>
  share.reduce((sum, part, cell) => sum + part * cells[cell], 0) / 1e9;

describe("provinces as regions", () => {
  const grid = createGrid(gridPreset("china-64km"));
  const regions = provinceRegions(grid, provincePolygons());

  it("are the 34 on the grid of the paper, two of them with what the grid covers, and mainland China", () => {
    expect(regions).toHaveLength(35);
    expect(new Set(regions.map(({ id }) => id)).size).toBe(35);
    expect(regions.every(({ id }) => /^(province-[a-z-]+|mainland-china)$/.test(id))).toBe(true);
    expect(regions.filter(({ title }) => title.includes("%")).map(({ title }) => title)).toEqual([
      "Tibet (96 % of it)",
      "Xinjiang (92 % of it)",
    ]);
  });

  it("have their areas, in thousands of square kilometres", () => {
    const of = (id: string): number =>
      area(regions.find((region) => region.id === id)?.share ?? new Float64Array(), grid.area);
    for (const [id, known] of [
      ["province-sichuan", 486],
      ["province-heilongjiang", 473],
      ["province-qinghai", 722],
      ["province-beijing", 16.4],
      ["province-taiwan", 36],
    ] as const) {
      expect(Math.abs(of(id) / known - 1)).toBeLessThan(0.09);
    }
  });

  it("add up to mainland China without Taiwan, Hong Kong and Macao", () => {
    const mainland = regions[regions.length - 1];
    const sum = new Float64Array(grid.cells);
    for (const { id, share } of regions.slice(0, -1)) {
      if (/taiwan|hong-kong|macao/.test(id)) continue;
      share.forEach((part, cell) => (sum[cell] += part));
    }
    expect(mainland.share).toEqual(sum);
    expect(area(mainland.share, grid.area)).toBeGreaterThan(9000);
  });

  it("are those that a smaller grid holds, without a mainland", () => {
    const east = createGrid(longitudeLatitudeGrid("east", 115.25, 28.25, 0.5, 0.5, 16, 14));
    const ids = provinceRegions(east, provincePolygons()).map(({ id }) => id);
    expect(ids).toContain("province-jiangsu");
    expect(ids).toContain("province-shanghai");
    expect(ids).not.toContain("province-hebei");
    expect(ids).not.toContain("mainland-china");
  });
});
