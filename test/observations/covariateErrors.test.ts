import { describe, expect, it } from "vitest";
import { createGrid, gridPreset } from "../../src/grids/grid.js";
import { covariateErrors } from "../../src/observations/covariateErrors.js";

const grid = createGrid({ ...gridPreset("china-64km"), columns: 27, rows: 22, dx: 256e3, dy: 256e3 });
const START = Date.UTC(2016, 0, 1, 5) / 1000;
const at = (cell: number, time: number) => ({ time, longitude: grid.longitude[cell], latitude: grid.latitude[cell] });
const middle = 11 * 27 + 13;

describe("errors by covariates", () => {
  it("have about the stated size over a year, the domain and many draws", () => {
    let squares = 0;
    let count = 0;
    for (let seed = 0; seed < 40; seed++) {
      const error = covariateErrors(grid, { seed, bias: 1, shared: 0 });
      for (let month = 0; month < 12; month++) {
        for (const cell of [middle, middle + 8, middle - 5 * 27]) {
          squares += error(at(cell, START + 30 * 86400 * month), cell) ** 2;
          count++;
        }
      }
    }
    expect(Math.sqrt(squares / count)).toBeGreaterThan(0.8);
    expect(Math.sqrt(squares / count)).toBeLessThan(1.25);
  });

  it("grow with the slant path where nothing else differs, or fall with it", () => {
    const difference = (seed: number): number => {
      const error = covariateErrors(grid, { seed, bias: 1, shared: 0 });
      const here = at(middle, START);
      return error({ ...here, latitude: 50 }, middle) - error({ ...here, latitude: 20 }, middle);
    };
    const all = Array.from({ length: 20 }, (_, seed) => difference(seed));
    expect(new Set(all.map(Math.sign))).toEqual(new Set([-1, 1]));
    expect(new Set(all.map((value) => Math.abs(value).toFixed(9))).size).toBe(1);
  });

  it("share their noise with neighbours of the same hour, and with no other", () => {
    const products = { same: 0, near: 0, far: 0, later: 0 };
    const draws = 600;
    const fine = createGrid({ ...gridPreset("china-64km"), columns: 40, rows: 12 });
    for (let seed = 0; seed < draws; seed++) {
      const error = covariateErrors(fine, { seed, bias: 0, shared: 1 });
      const of = (cell: number, time = START): number => error({ time, longitude: 110, latitude: 33 }, cell);
      const here = of(220);
      products.same += here * here;
      products.near += here * of(222);
      products.far += here * of(235);
      products.later += here * of(220, START + 3600);
    }
    expect(Math.abs(products.same / draws - 1)).toBeLessThan(4 * Math.sqrt(2 / draws));
    expect(Math.abs(products.near / draws - Math.exp(-0.5 * (128 / 200) ** 2))).toBeLessThan(4 / Math.sqrt(draws));
    expect(Math.abs(products.far / draws)).toBeLessThan(4 / Math.sqrt(draws));
    expect(Math.abs(products.later / draws)).toBeLessThan(4 / Math.sqrt(draws));
  });

  it("follow from the seed alone and are nothing where they are set to 0", () => {
    const of = (seed: number, bias: number, shared: number): number =>
      covariateErrors(grid, { seed, bias, shared })(at(middle, START), middle);
    expect(of(1, 1, 1)).toBe(of(1, 1, 1));
    expect(of(2, 1, 1)).not.toBe(of(1, 1, 1));
    expect(of(1, 0, 0)).toBeCloseTo(0, 20);
  });
});
