import { describe, expect, it } from "vitest";
import { createGrid, longitudeLatitudeGrid } from "../../src/grids/grid.js";
import { boxes } from "../../src/regions/boxes.js";
import { kindOf } from "../../src/regions/kinds.js";
import { regionMasks } from "../../src/regions/masks.js";
import { type DrawnRegion, overlapsInWords, ownRegions } from "../../src/regions/ownRegions.js";
import { titleOfPart } from "../../src/regions/region.js";
import { thrownBy } from "../thrownBy.js";

const grid = createGrid(longitudeLatitudeGrid("four cells", 100.5, 30.5, 1, 1, 2, 2));
const [total] = [grid.area.reduce((sum, area) => sum + area, 0)];
const drawn = (name: string, share: readonly number[], area = total): DrawnRegion => ({
  name,
  where: "file",
  area,
  share: Float64Array.from(share),
});
const faultsOf = (...regions: readonly DrawnRegion[]): string => String(thrownBy(() => ownRegions(grid, regions)));

describe("regions of the experiment file", () => {
  it("keep their shares, but for round-off, and say how much of them the grid has", () => {
    const { regions, outside } = ownRegions(grid, [
      drawn("whole", [1 + 1e-9, 1, 1, 1]),
      drawn("part", [0.5, 1e-9, -1e-12, 0], 2 * grid.area[0]),
      drawn("elsewhere", [0, 0, 1e-9, 0]),
    ]);
    expect(regions.map(({ id, title }) => [id, title])).toEqual([
      ["whole", "whole"],
      ["part", "part (25 % of it)"],
    ]);
    expect(regions.map(({ share }) => [...share])).toEqual([
      [1, 1, 1, 1],
      [0.5, 0, 0, 0],
    ]);
    expect(outside).toEqual(["elsewhere"]);
    expect(titleOfPart("crumb", 0.004)).toBe("crumb (less than 1 % of it)");
  });

  it("are refused where a name stands twice or is the program's own", () => {
    const one = [1, 0, 0, 0];
    expect(faultsOf(drawn("A", one), drawn("B", one), drawn("A", one))).toContain(
      'ConfigError: file: a second region "A", as in the same file; expected each name once',
    );
    for (const taken of ["land", "Domain", "loess-plateau", "R8-3", "r24-1", "province-x", "mainland-china"]) {
      expect(faultsOf(drawn(taken, one))).toContain(`a region "${taken}", which the program itself has`);
    }
  });

  it("are refused where a cell has more than it can hold, or less than nothing", () => {
    expect(faultsOf(drawn("A", [1, 1.5, 0, 0]))).toContain('region "A": 150.0 % of the cell at 101.50 E 30.50 N');
    expect(faultsOf(drawn("A", [1, 0, -0.5, 0]))).toContain("-50.0 % of the cell at 100.50 E 31.50 N");
  });

  it("are refused where none has a cell in the grid", () => {
    expect(faultsOf(drawn("A", [0, 0, 0, 0]))).toContain('grid "four cells": no cell of the region "A"');
    expect(faultsOf(drawn("A", [0, 0, 0, 0]), drawn("B", [0, 0, 0, 0]))).toContain("no cell of any of the 2 regions");
  });

  it("may overlap, and that is said with the least area that must be shared", () => {
    const side = ownRegions(grid, [drawn("A", [1, 0.4, 0, 0]), drawn("B", [0, 0.6, 1, 0])]).regions;
    expect(overlapsInWords(side, grid.area)).toEqual([]);
    const over = ownRegions(grid, [drawn("A", [1, 0.8, 0, 0]), drawn("B", [0, 0.6, 1, 0])]).regions;
    const shared = Number(((0.4 * grid.area[1]) / 1e6).toPrecision(2));
    expect(overlapsInWords(over, grid.area)).toEqual([
      `Regions that overlap, whose totals are not to be added: A and B (${shared} km2, 25 % of the smaller).`,
    ]);
  });

  it("have names of a kind that no region of the program has", () => {
    const land = Float64Array.of(1, 1, 1, 0);
    const built = [...regionMasks(grid, land), ...boxes];
    expect(built.map(({ id }) => kindOf(id))).not.toContain("own");
    expect(["R8-1", "R24-24"].map(kindOf)).toEqual(["part", "part"]);
    expect(["R9-1", "provinces", "R8", "Congo"].map(kindOf)).toEqual(["own", "own", "own", "own"]);
  });
});
