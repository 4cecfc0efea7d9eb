import { describe, expect, it } from "vitest";
import { footprintMap } from "../../../src/evaluation/figures/footprintMap.js";
import { logarithmicClass, logarithmicScale } from "../../../src/drawing/logarithmicScale.js";
import { createGrid, longitudeLatitudeGrid } from "../../../src/grids/grid.js";
import { renderPng } from "../../../src/io/writeFigure.js";

describe("logarithmicScale", () => {
  it("has classes that end at 1, 2 and 5, the last not below the largest value", () => {
    const { ends, colours } = logarithmicScale([-3, 0.001, NaN, 0.03]);
    expect(ends).toEqual([5e-5, 1e-4, 2e-4, 5e-4, 1e-3, 2e-3, 5e-3, 0.01, 0.02, 0.05]);
    expect(new Set(colours).size).toBe(10);
    expect(logarithmicScale([200]).ends.at(-1)).toBe(200);
    expect(logarithmicScale([-1, 0]).ends.at(-1)).toBe(1);
  });

  it("puts values into the class that holds them, what is small or negative into the neutral one", () => {
    const scale = logarithmicScale([0.05]);
    expect([0.05, 0.021, 0.02, 5e-5, -1, NaN].map((value) => logarithmicClass(scale, value))).toEqual([
      9, 9, 8, 0, 0, -1,
    ]);
  });
});

describe("footprintMap", () => {
  const grid = createGrid(longitudeLatitudeGrid("degrees", 100.5, 20.5, 1, 1, 20, 15));
  const total = new Float64Array(grid.cells);
  const draw = (): string =>
    footprintMap({ title: "Footprint", subtitles: ["here"], grid, total, days: 1, longitude: 110.5, latitude: 30.5 });

  it("rings the sounding, and shows each cell as it is", () => {
    total.fill(0);
    total[grid.cellAt(110.5, 30.5)] = 0.016;
    const svg = draw();
    expect(svg).toContain("all cells together 0.016 ppm");
    expect(svg).toContain("Change of XCO₂ by a flux of 1 day");
    expect(svg.match(/<circle/g)).toHaveLength(2);
    expect(svg).toContain(">5</text>");
    // What is small or negative has the neutral colour; what is large in a cell stays in it.
    total[grid.cellAt(105.5, 25.5)] = -1e-7;
    expect(draw()).toBe(svg);
    total[grid.cellAt(115.5, 25.5)] = 0.016;
    expect(draw()).not.toBe(svg);
    expect(renderPng(svg).length).toBeGreaterThan(1000);
  });
});
