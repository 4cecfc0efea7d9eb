import { describe, expect, it } from "vitest";
import { GAS_CONSTANT_DRY_AIR, GRAVITY } from "../../../src/constants.js";
import { createGrid, gridPreset } from "../../../src/grids/grid.js";
import { bilinearWeights } from "../../../src/grids/interpolation.js";
import { groundRoughness } from "../../../src/grids/syntheticOrography.js";
import type { Retrieval } from "../../../src/observations/retrieval.js";
import { syntheticOrbit } from "../../../src/observations/sources/synthetic.js";
import { syntheticOco2 } from "../../../src/observations/sources/syntheticOco2.js";

const grid = createGrid(gridPreset("china-64km"));
const landFraction = new Float64Array(grid.cells).fill(1);
const january = Date.UTC(2016, 0, 1) / 1000;
/** A slope that falls by 1 Pa an hour. */
const slope = (time: number): Float64Array =>
  Float64Array.from({ length: grid.cells }, (_, cell) => 8e4 + 100 * (cell % grid.columns) - (time - january) / 3600);
const orbit = { grid, landFraction, surfacePressure: slope, seed: 1, start: january, days: 24 };
const gosat = syntheticOrbit(orbit).observations;
const oco2 = syntheticOco2(orbit).map(([retrieval]) => retrieval);

/** Height of the sounding's ground above the smooth one at the hour that it lies in, over the roughness there [1]. */
function relief({ pressure, longitude, latitude, time }: Retrieval): number {
  const field = slope(Math.floor(time / 3600) * 3600);
  const smooth = bilinearWeights(grid, longitude, latitude).reduce(
    (sum, { cell, weight }) => sum + weight * field[cell],
    0,
  );
  const height = ((GAS_CONSTANT_DRY_AIR * 280) / GRAVITY) * Math.log(smooth / pressure[pressure.length - 1]);
  return height / groundRoughness(longitude, latitude);
}

const moments = (values: readonly number[]): [number, number] => {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return [mean, Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length)];
};

describe("the ground of synthetic soundings", () => {
  it("lies about the smooth ground of their place and hour, as rough as the place is", () => {
    expect(gosat.length).toBeGreaterThan(2000);
    const [mean, spread] = moments(gosat.map(relief));
    expect(Math.abs(mean)).toBeLessThan(0.1);
    expect(Math.abs(spread - 1)).toBeLessThan(0.1);
  });

  it("is metres off on plains and hundreds of metres in mountains", () => {
    expect(groundRoughness(117, 34)).toBeLessThan(15);
    expect(groundRoughness(100, 30)).toBeGreaterThan(200);
    for (let longitude = 60; longitude < 150; longitude++) {
      for (let latitude = 10; latitude < 60; latitude++) {
        expect(groundRoughness(longitude, latitude)).toBeLessThan(360);
      }
    }
  });

  it("belongs to the place: exposures of a point share it, and so do passes three days apart", () => {
    const byPlace = new Map<string, number[]>();
    for (const sounding of gosat) {
      const place = `${sounding.longitude.toFixed(1)} ${sounding.latitude.toFixed(1)}`;
      byPlace.set(place, [...(byPlace.get(place) ?? []), relief(sounding)]);
    }
    const repeated = [...byPlace.values()].filter((list) => list.length > 3);
    expect(repeated.length).toBeGreaterThan(50);
    for (const list of repeated) expect(Math.max(...list) - Math.min(...list)).toBeLessThan(1e-9);
  });

  it("is smoother where frames are averaged", () => {
    const [, spread] = moments(oco2.map(relief));
    expect(spread).toBeGreaterThan(0.25);
    expect(spread).toBeLessThan(0.75);
  });
});
