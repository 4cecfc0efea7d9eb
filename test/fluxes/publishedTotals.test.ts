import { describe, expect, it } from "vitest";
import type { FluxComponent } from "../../src/fluxes/fluxSource.js";
import { publishedPlaces, publishedTotalRemarks } from "../../src/fluxes/publishedTotals.js";
import { createGrid, longitudeLatitudeGrid } from "../../src/grids/grid.js";
import { parseTime } from "../../src/time.js";
import { toPetagramsCarbonPerYear } from "../../src/units.js";

const globe = createGrid(longitudeLatitudeGrid("globe", -175, -85, 10, 10, 36, 18));
const [world] = publishedPlaces(globe, []);
const share = globe.longitude.map((longitude, cell) =>
  Math.abs(longitude - 105) < 11 && Math.abs(globe.latitude[cell] - 35) < 11 ? 1 : 0,
);
const china = publishedPlaces(globe, [{ id: "mainland-china", title: "", share }])[1];
const start = parseTime("2015-01-01")!;

/** A flux of the place that comes to so much [PgC yr-1]. */
function spread(place: typeof world, total: number): Float64Array {
  const area = globe.area.reduce((sum, cell, i) => sum + cell * place.share[i], 0);
  return new Float64Array(globe.cells).fill(total / toPetagramsCarbonPerYear(area));
}

function remarks(place: typeof world, component: FluxComponent, year: number, summer = year, of = 365): string {
  const total = { mean: spread(place, year), summer: spread(place, summer), of };
  return publishedTotalRemarks({ component }, total, globe, place, start).join("\n");
}

/** Typical totals of a year [PgC yr-1], of June to August where that is another. */
const TYPICAL = [
  [world, "biosphere", -3.7, -33],
  [world, "ocean", -2.2, -2.2],
  [world, "fossil", 9.7, 9.7],
  [world, "fire", 2.1, 2.1],
  [china, "biosphere", -0.45, -2.5],
  [china, "fossil", 2.7, 2.7],
] as const;
/** CO2 for carbon, kilograms, hours, months of seconds. */
const WRONG = [44 / 12, 1000, 3600, 30.4 * 86400];

describe("publishedTotalRemarks", () => {
  it("knows places that a grid has wholly", () => {
    expect(publishedPlaces(globe, []).map(({ place }) => place)).toEqual(["the world"]);
    expect(publishedPlaces({ cells: 1, area: new Float64Array(1) }, [])).toEqual([]);
  });

  it.each(TYPICAL)("wonders at no usual total, and at every wrong unit: %# %s", (place, component, year, summer) => {
    expect(remarks(place, component, year, summer)).toBe("");
    for (const factor of WRONG.flatMap((wrong) => [wrong, 1 / wrong])) {
      expect(remarks(place, component, factor * year, factor * summer), `times ${factor}`).not.toBe("");
    }
  });

  it("says what it looks like", () => {
    expect(remarks(world, "fossil", (9.7 * 44) / 12)).toBe(
      "The fossil flux of the world is 35.6 PgC yr-1, where what is published lies between 5.2 and 17: that is as if masses of CO2 were taken for those of carbon",
    );
    expect(remarks(china, "biosphere", 0.4, 2.5)).toMatch(
      /in June to August is 2.5 PgC yr-1, .* -9 and -0.8: that is as if uptake were counted positive$/,
    );
    expect(remarks(world, "fire", 300)).toMatch(/are the units right, is a part missing\?$/);
  });

  it("takes fossil emissions of their year, and seasons for what they are", () => {
    expect(remarks(china, "fossil", 1)).not.toBe("");
    const early = { mean: spread(china, 1), of: 366 };
    const source = { component: "fossil" } as const;
    expect(publishedTotalRemarks(source, early, globe, china, parseTime("2000-01-01")!)).toEqual([]);
    expect(remarks(world, "biosphere", 25, -33, 31)).toBe("");
    expect(remarks(world, "biosphere", 25, -33, 365)).not.toBe("");
  });
});
