import { describe, expect, it } from "vitest";
import { createGrid, gridPreset } from "../../src/grids/grid.js";
import { landFraction } from "../../src/grids/landFraction.js";
import { eastAsianHills, groundHeight } from "../../src/grids/syntheticOrography.js";
import { naturalEarthLand } from "../../src/io/naturalEarth.js";

const height = (longitude: number, latitude: number): number => groundHeight(eastAsianHills, longitude, latitude);

describe("the made-up orography", () => {
  it.each([
    ["Tibet", 88, 32.5, 4000, 4800],
    ["eastern Tibet", 95, 32, 3500, 4800],
    ["Tien Shan", 81, 42.5, 1800, 3000],
    ["Mongolia", 102, 47, 1000, 1800],
    ["Yunnan", 102.5, 25, 1300, 2300],
    ["Loess plateau", 109, 37, 800, 1500],
    ["North China plain", 117, 35, 0, 100],
    ["Sichuan basin", 106, 30, 0, 700],
    ["Manchurian plain", 125, 45, 0, 300],
    ["Pacific", 150, 30, 0, 1e-9],
    ["the other side of the world", -90, 32, 0, 1e-9],
  ])("has %s at its order of height", (_, longitude, latitude, least, most) => {
    expect(height(longitude, latitude)).toBeGreaterThanOrEqual(least);
    expect(height(longitude, latitude)).toBeLessThanOrEqual(most);
  });

  it("is smooth on cells of 64 km and leaves the sea flat", () => {
    const grid = createGrid(gridPreset("china-64km"));
    const land = landFraction(grid, naturalEarthLand("110m"));
    const heights = Array.from(grid.longitude, (longitude, cell) => height(longitude, grid.latitude[cell]));
    const steps = heights.flatMap((own, cell) => [
      cell % grid.columns > 0 ? Math.abs(own - heights[cell - 1]) : 0,
      cell >= grid.columns ? Math.abs(own - heights[cell - grid.columns]) : 0,
    ]);
    expect(Math.max(...steps)).toBeLessThan(850);
    expect(Math.max(...heights.filter((_, cell) => land[cell] === 0))).toBeLessThan(100);
  });
});
