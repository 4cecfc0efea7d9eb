import { describe, expect, it } from "vitest";
import { GRAVITY } from "../../src/constants.js";
import { NumericalError } from "../../src/errors.js";
import { createGrid, type Grid, gridPreset, longitudeLatitudeGrid } from "../../src/grids/grid.js";
import { sigmaCoordinate, verticalPreset } from "../../src/grids/verticalCoordinate.js";
import { createMassFluxBuilder } from "../../src/meteorology/massFluxes.js";
import type { Meteorology } from "../../src/meteorology/meteorology.js";
import { streamfunctionPattern } from "../../src/meteorology/sources/streamfunctionPattern.js";
import { syntheticMeteorology } from "../../src/meteorology/sources/synthetic.js";
import { randomField } from "../../src/random.js";
import { continuityResidual } from "./continuity.js";

const small = createGrid(longitudeLatitudeGrid("small", 100, 20, 2, 1.5, 12, 9));
const layers = sigmaCoordinate("five", [1, 0.95, 0.8, 0.5, 0.2, 0], 5000);

/** Air at rest under a uniform surface pressure. */
function still(grid: Grid, levels: number, time: number): Meteorology {
  const { cells, columns, rows } = grid;
  return {
    time,
    surfacePressure: new Float64Array(cells).fill(1e5),
    temperature: new Float64Array(levels * cells).fill(280),
    specificHumidity: new Float64Array(levels * cells).fill(0.01),
    xWind: new Float64Array(levels * (columns + 1) * rows),
    yWind: new Float64Array(levels * columns * (rows + 1)),
    boundaryLayerHeight: new Float64Array(cells).fill(500),
    frictionVelocity: new Float64Array(cells).fill(0.3),
    inverseObukhovLength: new Float64Array(cells),
  };
}

describe("mass fluxes", () => {
  it("weigh the dry air of each layer", () => {
    const weather = still(small, 5, 0);
    const { airMass } = createMassFluxBuilder(small, layers).build(weather, weather, weather);
    expect(airMass[7]).toBeCloseTo(((0.05 * 95000 * 0.99) / GRAVITY) * small.area[7], -4);
    expect(airMass[4 * small.cells + 7] / airMass[7]).toBeCloseTo(4, 12);
  });

  it("close the budget of every cell in random weather", () => {
    const random = randomField(5, "test");
    const noisy = (time: number): Meteorology => {
      const weather = still(small, 5, time);
      weather.xWind.forEach((_, i, wind) => (wind[i] = 20 * random.normal(i)));
      weather.yWind.forEach((_, i, wind) => (wind[i] = 20 * random.normal(1e5 + i)));
      weather.surfacePressure.forEach((_, i, ps) => (ps[i] = 9e4 + 5e3 * random.normal(2e5 + time + i)));
      return weather;
    };
    const flow = createMassFluxBuilder(small, layers).build(noisy(0), noisy(1800), noisy(3600));
    const { budget, ends } = continuityResidual(small, 5, flow);
    expect(budget).toBeLessThan(1e-12);
    expect(ends).toBe(0);
    expect(flow.imbalance).toBeLessThan(1e-13);
    expect(flow.correctionWind).toBeGreaterThan(0.1);
  });

  it("leave a flow alone that is already without divergence", () => {
    const pattern = streamfunctionPattern(small, (longitude, latitude) => 1e7 * Math.sin(longitude / 9 + latitude / 5));
    const weather = still(small, 5, 0);
    for (let k = 0; k < 5; k++) {
      weather.xWind.set(pattern.xWind, k * pattern.xWind.length);
      weather.yWind.set(pattern.yWind, k * pattern.yWind.length);
    }
    const flow = createMassFluxBuilder(small, layers).build(weather, weather, weather);
    // Discretely non-divergent flow times equal layer burdens.
    expect(Math.max(...weather.xWind)).toBeGreaterThan(5);
    expect(flow.correctionWind).toBeLessThan(1e-12);
    const area = small.area[0];
    expect(Math.max(...flow.zMassFlux.map(Math.abs)) / area).toBeLessThan(1e-12);
    expect(flow.xMassFlux[3]).toBeCloseTo(
      (weather.xWind[3] * small.xFaces.length[3] * 0.05 * 95000 * 0.99) / GRAVITY,
      -3,
    );
  });

  it("draw air in where surface pressure rises, in proportion to layer mass", () => {
    const [start, middle, end] = [0, 1800, 3600].map((time) => still(small, 5, time));
    middle.surfacePressure[50] += 50;
    end.surfacePressure[50] += 100;
    const flow = createMassFluxBuilder(small, layers).build(start, middle, end);
    const row = Math.floor(50 / 12);
    const west = row * 13 + (50 % 12);
    expect(flow.xMassFlux[west]).toBeGreaterThan(0);
    expect(flow.xMassFlux[west + 1]).toBeLessThan(0);
    expect(flow.xMassFlux[4 * 13 * 9 + west] / flow.xMassFlux[west]).toBeCloseTo(4, 10);
    expect(continuityResidual(small, 5, flow).budget).toBeLessThan(1e-12);
  });

  it("follow the synthetic weather over China with a correction below 0.1 m/s", () => {
    const grid = createGrid(gridPreset("china-64km"));
    const vertical = verticalPreset("jdas-15");
    const landFraction = new Float64Array(grid.cells).fill(0.5);
    const source = syntheticMeteorology({ grid, vertical, landFraction, seed: 2 });
    const builder = createMassFluxBuilder(grid, vertical);
    for (const month of [0, 6]) {
      const time = Date.UTC(2010, month, 12, 5) / 1000;
      const flow = builder.build(source.at(time), source.at(time + 1800), source.at(time + 3600));
      const { budget, ends } = continuityResidual(grid, 15, flow);
      expect(budget).toBeLessThan(1e-12);
      expect(ends).toBe(0);
      expect(flow.correctionWind).toBeLessThan(0.1);
      expect(flow.imbalance).toBeLessThan(1e-13);
    }
  });

  it("reuse their arrays and carry the end of one hour into the next", () => {
    const builder = createMassFluxBuilder(small, layers);
    const [a, b, c] = [0, 3600, 7200].map((time) => {
      const weather = still(small, 5, time);
      weather.surfacePressure.fill(1e5 + time / 100);
      return weather;
    });
    const first = builder.build(a, a, b);
    const end = first.airMassEnd.slice();
    const second = builder.build(b, b, c);
    expect(second).toBe(first);
    expect(second.time).toBe(3600);
    expect(second.airMass).toEqual(end);
  });

  it("refuse winds and pressures that are not numbers", () => {
    const weather = still(small, 5, 0);
    const builder = createMassFluxBuilder(small, layers);
    weather.yWind[30] = Number.NaN;
    expect(() => builder.build(weather, weather, weather)).toThrow(NumericalError);
    const other = still(small, 5, 0);
    other.surfacePressure[3] = Number.NaN;
    expect(() => builder.build(other, other, other)).toThrow(
      /level 0, -?\d+\.\d\d N -?\d+\.\d\d E \(column \d, row \d\): NaN kg m-2/,
    );
  });
});
