import { describe, expect, it } from "vitest";
import { createGrid, gridPreset } from "../../../src/grids/grid.js";
import { verticalPreset } from "../../../src/grids/verticalCoordinate.js";
import { createSyntheticConvection } from "../../../src/meteorology/sources/syntheticConvection.js";

const grid = createGrid(gridPreset("china-64km"));
const vertical = verticalPreset("jdas-15");
const { cells, latitude } = grid;
const land = new Float64Array(cells).fill(1);
/** 0.915, next to cloud base. */
const NEAR_BASE = 5;
/** Midnight. */
const day = (month: number, date: number): number => Date.UTC(2016, month, date) / 1000;

/** Mean over a band of latitudes and four weeks of hours apart, [g m-2 s-1], and the share of columns that convects. */
function ofBand(month: number, south: number, north: number, at = land): { flux: number; share: number } {
  const convection = createSyntheticConvection(grid, vertical, at, 3);
  let [sum, convecting, count] = [0, 0, 0];
  for (let step = 0; step < 96; step++) {
    const updraft = convection(day(month, 8) + step * 7 * 3600).updraftMassFlux;
    for (let cell = 0; cell < cells; cell++) {
      if (latitude[cell] < south || latitude[cell] > north) continue;
      const flux = updraft[NEAR_BASE * cells + cell];
      sum += 1000 * flux;
      convecting += flux > 0 ? 1 : 0;
      count++;
    }
  }
  return { flux: sum / count, share: convecting / count };
}

describe("the convection of the synthetic weather", () => {
  it("is in a tenth of the columns, and as strong as its rain asks for", () => {
    const july = ofBand(6, 20, 30);
    expect(july.share).toBeCloseTo(0.1, 1);
    // Of 6 g m-2 s-1 at 22 N, 0.94 in the mean of the band, 0.85 at this interface: 4.8, and few patches at a time.
    expect(july.flux).toBeGreaterThan(4.1);
    expect(july.flux).toBeLessThan(5.9);
    expect(ofBand(0, 22, 50).flux).toBeLessThan(0.05 * july.flux);
  });

  it("rises from nothing at the ground to nothing at the top, most in the middle troposphere", () => {
    const updraft = createSyntheticConvection(grid, vertical, land, 3)(day(6, 10)).updraftMassFlux;
    const strongest = updraft.subarray(NEAR_BASE * cells, (NEAR_BASE + 1) * cells);
    const cell = strongest.indexOf(Math.max(...strongest));
    const column = Array.from({ length: 16 }, (_, k) => updraft[k * cells + cell]);
    expect([column[0], column[14], column[15]]).toEqual([0, 0, 0]);
    const top = column.indexOf(Math.max(...column));
    expect(vertical.b[top]).toBeGreaterThan(0.4);
    expect(vertical.b[top]).toBeLessThan(0.55);
    expect(updraft.every((flux) => flux >= 0)).toBe(true);
  });

  it("follows from seed and time alone, and the day has its course over land", () => {
    const [one, other] = [1, 1].map((seed) => createSyntheticConvection(grid, vertical, land, seed));
    other(day(6, 1));
    expect(other(day(6, 20))).toEqual(one(day(6, 20)));
    const sea = createSyntheticConvection(grid, vertical, new Float64Array(cells), 1);
    // 08 UTC is 16 h at 120 E.
    const afternoon = day(6, 20) + 8 * 3600;
    const [overLand, overSea] = [one, sea].map((convection) => convection(afternoon).updraftMassFlux);
    const at = overLand.findIndex((flux, i) => flux > 0 && Math.abs(grid.longitude[i % cells] - 120) < 4);
    expect(at).toBeGreaterThan(0);
    expect(overLand[at] / overSea[at]).toBeCloseTo(1.5, 1);
  });
});
