/** What nature guarantees of the synthetic weather over mountains. */
import { describe, expect, it } from "vitest";
import { createGrid, gridPreset, longitudeLatitudeGrid } from "../../../src/grids/grid.js";
import { eastAsianHills, groundHeight } from "../../../src/grids/syntheticOrography.js";
import { verticalPreset } from "../../../src/grids/verticalCoordinate.js";
import { layerHeights } from "../../../src/meteorology/hydrostatics.js";
import { type AirFlow, createMassFluxBuilder } from "../../../src/meteorology/massFluxes.js";
import type { MeteorologySource } from "../../../src/meteorology/meteorology.js";
import { syntheticMeteorology } from "../../../src/meteorology/sources/synthetic.js";
import { continuityResidual } from "../continuity.js";

const grid = createGrid(gridPreset("china-64km"));
const vertical = verticalPreset("jdas-15");
const { levels } = vertical;
const { cells } = grid;
const landFraction = new Float64Array(cells).fill(1);
const options = { grid, vertical, landFraction, seed: 2 };
const hilly = syntheticMeteorology(options);
const flat = syntheticMeteorology({ ...options, hills: [] });
const height = grid.longitude.map((longitude, c) => groundHeight(eastAsianHills, longitude, grid.latitude[c]));
const seasons = [
  ["January", Date.UTC(2016, 0, 15) / 1000],
  ["July", Date.UTC(2016, 6, 10) / 1000],
] as const;

function hour(source: MeteorologySource, time: number): AirFlow {
  return createMassFluxBuilder(grid, vertical).build(
    source.airAt(time),
    source.at(time + 1800),
    source.airAt(time + 3600),
  );
}

/** Height of a pressure above sea level in each column, by dry hydrostatics from the ground on [m]. */
function heightOf(source: MeteorologySource, time: number, ground: Float64Array, pressure: number): Float64Array {
  const weather = { ...source.at(time), specificHumidity: new Float64Array(levels * cells) };
  const middles = new Float64Array(levels * cells);
  layerHeights(vertical, weather, middles);
  const at = (k: number, c: number): number => {
    const ps = weather.surfacePressure[c];
    return Math.log((vertical.a[k] + vertical.a[k + 1] + (vertical.b[k] + vertical.b[k + 1]) * ps) / 2);
  };
  return ground.map((base, c) => {
    let k = 1;
    while (at(k, c) > Math.log(pressure)) k++;
    const share = (at(k - 1, c) - Math.log(pressure)) / (at(k - 1, c) - at(k, c));
    return base + (1 - share) * middles[(k - 1) * cells + c] + share * middles[k * cells + c];
  });
}

/** Root mean square of the x winds of all levels through the faces west of some cells [m s-1]. */
function speedOver(source: MeteorologySource, time: number, keep: (cell: number) => boolean): number {
  const { xWind } = source.at(time);
  let [sum, count] = [0, 0];
  for (let level = 0; level < levels; level++) {
    for (let c = 0; c < cells; c++) {
      if (!keep(c)) continue;
      const row = Math.floor(c / grid.columns);
      sum += xWind[(level * grid.rows + row) * (grid.columns + 1) + (c % grid.columns)] ** 2;
      count++;
    }
  }
  return Math.sqrt(sum / count);
}

describe.each(seasons)("synthetic weather over mountains in %s", (_, time) => {
  it("is hydrostatic: pressure surfaces above Tibet are as high as they are above flat ground", () => {
    const [over, above] = [heightOf(hilly, time, height, 3e4), heightOf(flat, time, new Float64Array(cells), 3e4)];
    // The waves of a layer are those of its pressure over surface pressure: their share differs between the two.
    over.forEach((z, c) => expect(Math.abs(z - above[c])).toBeLessThan(150));
    const mean = over.reduce((sum, z, c) => sum + (z - above[c]) / cells, 0);
    expect(Math.abs(mean)).toBeLessThan(15);
    const { surfacePressure } = hilly.airAt(time);
    expect(Math.min(...surfacePressure)).toBeGreaterThan(5.5e4);
    expect(Math.min(...surfacePressure)).toBeLessThan(6e4);
  });

  it("closes the air of every cell, with winds that need no more correction than over flat ground", () => {
    const [over, above] = [hour(hilly, time), hour(flat, time)];
    const { budget, ends } = continuityResidual(grid, levels, over);
    expect(budget).toBeLessThan(1e-12);
    expect(ends).toBe(0);
    expect(over.imbalance).toBeLessThan(1e-13);
    expect(over.correctionWind).toBeLessThan(above.correctionWind + 0.05);
  });

  it("presses no air through the layers: vertical Courant numbers are those over flat ground", () => {
    const greatest = ({ zMassFlux, airMass }: AirFlow): number =>
      airMass.reduce((most, mass, at) => Math.max(most, (1200 * Math.abs(zMassFlux[at])) / mass), 0);
    expect(greatest(hour(hilly, time))).toBeLessThan(1.3 * greatest(hour(flat, time)));
    expect(greatest(hour(hilly, time))).toBeLessThan(0.05);
  });

  it("blows over high ground about as it does over flat ground, and faster around it", () => {
    const high = (c: number): boolean => height[c] > 4200;
    const ratio = speedOver(hilly, time, high) / speedOver(flat, time, high);
    expect(ratio).toBeGreaterThan(0.75);
    expect(ratio).toBeLessThan(1.25);
    const slopes = (c: number): boolean => height[c] > 1500 && height[c] < 3000;
    expect(speedOver(hilly, time, slopes)).toBeGreaterThan(speedOver(flat, time, slopes));
    expect(hilly.at(time).xWind.every((wind) => Math.abs(wind) < 110)).toBe(true);
  });
});

describe("synthetic weather far from hills", () => {
  it("is that over flat ground, to the last bit", () => {
    const pacific = createGrid(longitudeLatitudeGrid("Pacific", 160, 20, 2, 2, 8, 6));
    const make = { grid: pacific, vertical, landFraction: new Float64Array(pacific.cells), seed: 2 };
    const time = seasons[0][1];
    expect(syntheticMeteorology(make).at(time)).toEqual(syntheticMeteorology({ ...make, hills: [] }).at(time));
  });
});
