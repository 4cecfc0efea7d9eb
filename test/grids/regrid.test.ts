import { describe, expect, it } from "vitest";
import { EARTH_RADIUS } from "../../src/constants.js";
import { InputError } from "../../src/errors.js";
import { createGrid, gridPreset, longitudeLatitudeGrid } from "../../src/grids/grid.js";
import { createRegridder } from "../../src/grids/regrid.js";

const DEGREES = 180 / Math.PI;
const edges = (from: number, to: number, n: number): Float64Array =>
  Float64Array.from({ length: n + 1 }, (_, i) => from + ((to - from) * i) / n);
const grid = createGrid(gridPreset("china-64km"));
const global = { longitudeEdges: edges(-180, 180, 180), latitudeEdges: edges(-90, 90, 90) };

describe("createRegridder", () => {
  it("conserves the amount of a field that lies inside, box by box, to 1e-12", () => {
    const regridder = createRegridder(global, grid);
    for (const [longitude, latitude] of [
      [110, 30],
      [90, 45],
      [130, 20],
      [100, 50],
      [116, 12],
    ]) {
      const box = Math.floor((latitude + 90) / 2) * 180 + Math.floor((longitude + 180) / 2);
      const south = 2 * Math.floor(latitude / 2);
      const height = Math.sin((south + 2) / DEGREES) - Math.sin(south / DEGREES);
      const area = EARTH_RADIUS ** 2 * (2 / DEGREES) * height;
      const field = new Float64Array(regridder.boxes);
      field[box] = 2.5;
      const amount = regridder.apply(field).reduce((total, flux, cell) => total + flux * grid.area[cell], 0);
      expect(Math.abs(amount / (2.5 * area) - 1)).toBeLessThan(1e-12);
    }
  });

  it("keeps a constant to round-off, also across the seam of the source and from uneven boxes", () => {
    const uneven = Float64Array.from([-90, -20, 3, 10.5, 17, 21, 29.25, 40, 48, 61, 90]);
    for (const source of [
      global,
      { longitudeEdges: edges(0, 360, 97), latitudeEdges: uneven },
      { longitudeEdges: edges(-240, 120, 144), latitudeEdges: edges(-90, 90, 91) },
    ]) {
      const regridder = createRegridder(source, grid);
      const constant = regridder.apply(new Float64Array(regridder.boxes).fill(7));
      expect(Math.max(...constant.map((value) => Math.abs(value - 7)))).toBeLessThan(1e-11);
    }
  });

  it("is exact on a lattice of the same lines and keeps to the boxes it is given", () => {
    const target = createGrid(longitudeLatitudeGrid("fine", 100.5, 30.5, 1, 1, 8, 6));
    const source = { longitudeEdges: edges(100, 108, 4), latitudeEdges: edges(30, 36, 3) };
    const regridder = createRegridder(source, target);
    const fine = regridder.apply(Float64Array.from({ length: 12 }, (_, box) => box));
    // cells have great-circle sides, boxes parallels: the difference is some metres
    expect(fine[0]).toBeCloseTo(0, 2);
    expect(fine[7]).toBeCloseTo(3, 2);
    expect(fine[5 * 8 + 7]).toBeCloseTo(11, 1);
  });

  it("counts as zero where the source does not reach, and says where", () => {
    const half = { longitudeEdges: edges(60, 116, 56), latitudeEdges: edges(0, 70, 70) };
    const regridder = createRegridder(half, grid);
    const field = regridder.apply(new Float64Array(regridder.boxes).fill(1));
    expect(field[grid.cellAt(140, 35)]).toBe(0);
    expect(regridder.covered[grid.cellAt(140, 35)]).toBe(0);
    expect(field[grid.cellAt(100, 35)]).toBeCloseTo(1, 12);
    field.forEach((value, cell) => expect(value).toBeCloseTo(regridder.covered[cell], 12));
  });

  it("refuses sides that do not increase, leave the sphere or span more than a turn", () => {
    const fine = edges(0, 10, 2);
    expect(() => createRegridder({ longitudeEdges: fine, latitudeEdges: [10, 0] }, grid)).toThrow(InputError);
    expect(() => createRegridder({ longitudeEdges: fine, latitudeEdges: [0, 95] }, grid)).toThrow(/95/);
    expect(() => createRegridder({ longitudeEdges: edges(0, 361, 19), latitudeEdges: fine }, grid)).toThrow(/361/);
    expect(() => createRegridder({ longitudeEdges: [0], latitudeEdges: fine }, grid)).toThrow(InputError);
  });
});
