import { describe, expect, it } from "vitest";
import { ConfigError } from "../../../src/errors.js";
import { definitionOfGrid, definitionOfVertical } from "../../../src/experiments/setup/domain.js";
import { createGrid } from "../../../src/grids/grid.js";

describe("the grid of a configuration", () => {
  it("is one of the literature by its name", () => {
    expect(definitionOfGrid({ grid: "china-64km" })).toMatchObject({ columns: 105, rows: 86, dx: 64e3, dy: 64e3 });
  });

  it("is a projected lattice around its middle, spacing in km", () => {
    const projection = "+proj=laea +lat_0=35 +lon_0=105 +R=6370000";
    const grid = createGrid(
      definitionOfGrid({
        grid: { name: "east", projection, columns: 20, rows: 11, spacingKm: 100, centre: [110, 40] },
      }),
    );
    expect(grid).toMatchObject({ name: "east", columns: 20, rows: 11, dx: 1e5, dy: 1e5 });
    const { column, row } = grid.locate(110, 40);
    expect(column).toBeCloseTo(9.5, 9);
    expect(row).toBeCloseTo(5, 9);
  });

  it("is a longitude-latitude lattice from its south-west cell", () => {
    const grid = createGrid(
      definitionOfGrid({ grid: { name: "ll", southWest: [70, 10], spacing: [2, 1.5], columns: 30, rows: 20 } }),
    );
    expect([grid.longitude[0], grid.latitude[0]]).toEqual([70, 10]);
    expect([grid.longitude[31], grid.latitude[31]]).toEqual([72, 11.5]);
    expect([grid.columns, grid.rows]).toEqual([30, 20]);
  });

  it("needs a projection that proj4 knows", () => {
    const grid = { name: "x", projection: "+proj=flat", columns: 9, rows: 9, spacingKm: 1, centre: [0, 0] } as const;
    expect(() => definitionOfGrid({ grid: { ...grid, centre: [0, 0] } })).toThrow(ConfigError);
  });
});

describe("the levels of a configuration", () => {
  it("are those of the literature by their name", () => {
    expect(definitionOfVertical({ vertical: "jdas-15" }).levels).toBe(15);
  });

  it("are sigma below a top in hPa", () => {
    const { a, b } = definitionOfVertical({ vertical: { sigma: [1, 0.5, 0], topHPa: 50 } });
    expect(Array.from(a)).toEqual([0, 2500, 5000]);
    expect(Array.from(b)).toEqual([1, 0.5, 0]);
  });

  it("are hybrid, a in Pa", () => {
    const { a, b } = definitionOfVertical({ vertical: { aPa: [0, 3000, 100], b: [1, 0.4, 0] } });
    expect(Array.from(a)).toEqual([0, 3000, 100]);
    expect(Array.from(b)).toEqual([1, 0.4, 0]);
    expect(() => definitionOfVertical({ vertical: { aPa: [0, 3000], b: [1, 0.4, 0] } })).toThrow(ConfigError);
  });
});
