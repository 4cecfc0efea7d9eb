import { describe, expect, it } from "vitest";
import { createGrid, longitudeLatitudeGrid } from "../../src/grids/grid.js";
import { verticalPreset } from "../../src/grids/verticalCoordinate.js";
import { createDiurnalBoundaryLayer, lowestWindSpeed } from "../../src/meteorology/diurnalBoundaryLayer.js";

const grid = createGrid(longitudeLatitudeGrid("pair", 119, 34, 1, 1, 2, 2));
/** Western column land, eastern column sea. */
const landFraction = Float64Array.of(1, 0, 1, 0);
const fill = createDiurnalBoundaryLayer(grid, verticalPreset("jdas-15"), landFraction);

function at(time: number) {
  const lowest = {
    time,
    windSpeed: new Float64Array(4).fill(5),
    temperature: new Float64Array(4).fill(290),
    surfacePressure: new Float64Array(4).fill(1e5),
    boundaryLayerHeight: new Float64Array(4),
    frictionVelocity: new Float64Array(4),
    inverseObukhovLength: new Float64Array(4),
  };
  fill(lowest);
  return lowest;
}

describe("diurnal boundary layer", () => {
  it.each([
    ["January", 0, 700, 1400],
    ["July", 6, 1500, 2100],
  ])("over land in %s is deep and unstable by day, shallow and stable by night", (_, month, least, most) => {
    // 120 E: local noon is 04 UTC.
    const day = at(Date.UTC(2010, month, 15, 6) / 1000);
    const night = at(Date.UTC(2010, month, 15, 18) / 1000);
    expect(day.boundaryLayerHeight[0]).toBeGreaterThan(least);
    expect(day.boundaryLayerHeight[0]).toBeLessThan(most);
    expect(day.inverseObukhovLength[0]).toBeLessThan(0);
    expect(night.boundaryLayerHeight[0]).toBeGreaterThanOrEqual(100);
    expect(night.boundaryLayerHeight[0]).toBeLessThanOrEqual(300);
    expect(night.inverseObukhovLength[0]).toBeGreaterThan(0);
    expect(day.frictionVelocity[0]).toBeGreaterThan(night.frictionVelocity[0]);
    expect(night.boundaryLayerHeight[1]).toBeCloseTo(day.boundaryLayerHeight[1], 10);
    expect(day.boundaryLayerHeight[1]).toBeCloseTo(575, 0);
  });

  it("is deepest two hours after noon", () => {
    const hours = Array.from({ length: 24 }, (_, h) => at(Date.UTC(2010, 6, 15, h) / 1000).boundaryLayerHeight[0]);
    expect(hours.indexOf(Math.max(...hours))).toBe(6);
  });

  it("takes the wind speed of a cell from its four faces", () => {
    const speed = new Float64Array(4);
    lowestWindSpeed(grid, Float64Array.of(2, 4, 0, 0, 0, 0), Float64Array.of(4, 0, 4, 0, 0, 0), speed);
    expect([...speed]).toEqual([5, 2, 2, 0]);
  });
});
