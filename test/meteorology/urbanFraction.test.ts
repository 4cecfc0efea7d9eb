import { describe, expect, it } from "vitest";
import { createGrid, gridPreset } from "../../src/grids/grid.js";
import { verticalPreset } from "../../src/grids/verticalCoordinate.js";
import { worldCities } from "../../src/io/cities.js";
import { urbanFractionOfCities } from "../../src/meteorology/urbanFraction.js";
import { createAcm2Mixing } from "../../src/transport/acm2.js";
import { urbanLeastDiffusivity } from "../../src/transport/leastDiffusivity.js";
import { createTurbulentExchange } from "../../src/transport/verticalMixing.js";
import { box } from "../transport/airFlows.js";

describe("urban fraction", () => {
  it("is 170 m2 an inhabitant in the cell of a city, and one at most", () => {
    const grid = { cells: 3, area: Float64Array.of(1e9, 1e9, 1e9), cellAt: (longitude: number) => longitude };
    const cities = { longitude: [0, 0, 2, -1], latitude: [0, 0, 0, 0], inhabitants: [1e6, 5e5, 1e7, 1e6] };
    const fraction = urbanFractionOfCities(grid, cities);
    expect(Array.from(fraction)).toEqual([0.255, 0, 1]);
  });

  it("makes a small share of China's domain city, and a large one of Beijing's cell", () => {
    const grid = createGrid(gridPreset("china-64km"));
    const fraction = urbanFractionOfCities(grid, worldCities());
    expect(fraction[grid.cellAt(116.4, 39.9)]).toBeGreaterThan(0.2);
    const built = fraction.reduce((sum, share, cell) => sum + share * grid.area[cell], 0);
    const whole = grid.area.reduce((sum, area) => sum + area, 0);
    expect(built / whole).toBeGreaterThan(0.001);
    expect(built / whole).toBeLessThan(0.02);
  });

  it("raises the least diffusivity from 0.01 to 1 m2 s-1, as CMAQ does, below 500 m only, in both kinds of mixing", () => {
    expect(Array.from(urbanLeastDiffusivity(3, [0, 0.5, 1]))).toEqual([0.01, 0.505, 1]);
    expect(() => urbanLeastDiffusivity(3, [0])).toThrow(RangeError);
    const vertical = verticalPreset("jdas-15");
    const { levels } = vertical;
    const grid = box(3, 3, levels);
    const { cells } = grid;
    // a strong inversion without wind: nothing mixes but the least
    const calm = {
      time: 0,
      surfacePressure: new Float64Array(cells).fill(1e5),
      temperature: Float64Array.from({ length: levels * cells }, (_, i) => 280 + 3 * Math.floor(i / cells)),
      specificHumidity: new Float64Array(levels * cells),
      xWind: new Float64Array(levels * 12),
      yWind: new Float64Array(levels * 12),
      boundaryLayerHeight: new Float64Array(cells).fill(20),
      frictionVelocity: new Float64Array(cells).fill(0.01),
      inverseObukhovLength: new Float64Array(cells).fill(0.1),
    };
    const urban = Float64Array.of(0, 0.5, 1, 0, 0, 0, 0, 0, 0);
    for (const make of [createTurbulentExchange, createAcm2Mixing]) {
      const made = make(grid, vertical, urban);
      const g = typeof made === "function" ? made(calm) : made.exchange(calm);
      expect(g[2 * cells + 1] / g[2 * cells]).toBeCloseTo(50.5, 0);
      expect(g[2 * cells + 2] / g[2 * cells]).toBeCloseTo(100, 0);
      // the sixth interface lies above 600 m
      expect(g[6 * cells + 2]).toBe(g[6 * cells]);
    }
  });
});
