/** Cells of a projected mesh on another grid: amounts and constants are kept. */
import { describe, expect, it } from "vitest";
import { createGrid, type Grid, gridPreset, longitudeLatitudeGrid } from "../../src/grids/grid.js";
import { createProjection } from "../../src/grids/projection.js";
import { cellAreas, cellOverlaps, type MeshOfCells } from "../../src/grids/regridCells.js";
import { createWeightedMean, type Regridder } from "../../src/grids/regridder.js";
import { createRegridder } from "../../src/grids/regrid.js";

const albers = createProjection("+proj=aea +lat_1=25 +lat_2=47 +lat_0=30 +lon_0=105 +a=6378137 +rf=298.257222101");

/** Cells of a projected plane. @param downward whether the rows run to the south */
function mesh(west: number, south: number, size: number, columns: number, rows: number, downward = false): MeshOfCells {
  const corners = Array.from({ length: (rows + 1) * (columns + 1) }, (_, corner) => {
    const row = Math.floor(corner / (columns + 1));
    const y = downward ? rows - row : row;
    return albers.inverse(west + size * (corner % (columns + 1)), south + size * y);
  });
  return {
    rows,
    columns,
    cornerLongitude: corners.map(([lambda]) => lambda),
    cornerLatitude: corners.map(([, phi]) => phi),
  };
}

const grid = createGrid(gridPreset("china-64km"));
const wave = (count: number): Float64Array => Float64Array.from({ length: count }, (_, i) => 2 + Math.sin(0.7 * i));

const createCellRegridder = (mesh: MeshOfCells, grid: Grid): Regridder =>
  createWeightedMean(grid, cellOverlaps(mesh, grid));

describe("regridding from the cells of a mesh", () => {
  it.each([
    ["finer", 20e3, 40, 40],
    ["of like size", 70e3, 20, 18],
    ["coarser", 250e3, 6, 5],
  ])("keeps the amount of cells that are %s to 1e-12 in total", (_, size, columns, rows) => {
    const source = mesh(-400e3, -300e3, size, columns, rows);
    const field = wave(columns * rows);
    const areas = cellAreas(source);
    const own = field.reduce((sum, flux, cell) => sum + flux * areas[cell], 0);
    const flux = createCellRegridder(source, grid).apply(field);
    const amount = flux.reduce((sum, value, cell) => sum + value * grid.area[cell], 0);
    expect(Math.abs(amount / own - 1)).toBeLessThan(1e-12);
  });

  it("keeps a constant where it covers the cells, whichever way the rows run", () => {
    const target = createGrid(longitudeLatitudeGrid("inside", 103, 29, 0.5, 0.5, 8, 6));
    for (const downward of [false, true]) {
      const regridder = createCellRegridder(mesh(-900e3, -900e3, 30e3, 60, 60, downward), target);
      const constant = regridder.apply(new Float64Array(regridder.boxes).fill(7));
      for (const value of constant) expect(Math.abs(value - 7)).toBeLessThan(1e-9);
      for (const share of regridder.covered) expect(Math.abs(share - 1)).toBeLessThan(1e-9);
    }
  });

  it("counts as zero where the mesh does not reach, and meets nothing on the other side of the Earth", () => {
    const regridder = createCellRegridder(mesh(0, 0, 50e3, 10, 10), grid);
    const flux = regridder.apply(new Float64Array(100).fill(1));
    expect(flux[grid.cellAt(110, 33)]).toBeGreaterThan(0);
    expect(flux[grid.cellAt(100, 33)]).toBe(0);
    const far = createGrid(longitudeLatitudeGrid("far", -75, -30, 1, 1, 4, 4));
    expect(Math.max(...createCellRegridder(mesh(0, 0, 50e3, 10, 10), far).covered)).toBe(0);
  });

  it("agrees with the regridding from a lattice, whose sides are parallels, where cells are small", () => {
    const target = createGrid(longitudeLatitudeGrid("half", 101.25, 30.25, 0.5, 0.5, 4, 4));
    const edges = (from: number): Float64Array => Float64Array.from({ length: 41 }, (_, i) => from + i / 10);
    const [longitudeEdges, latitudeEdges] = [edges(100), edges(29)];
    const field = wave(1600);
    const lattice = createRegridder({ longitudeEdges, latitudeEdges }, target).apply(field);
    const cells = createCellRegridder(
      {
        rows: 40,
        columns: 40,
        cornerLongitude: Array.from({ length: 41 * 41 }, (_, i) => longitudeEdges[i % 41]),
        cornerLatitude: Array.from({ length: 41 * 41 }, (_, i) => latitudeEdges[Math.floor(i / 41)]),
      },
      target,
    ).apply(field);
    cells.forEach((value, cell) => expect(value).toBeCloseTo(lattice[cell], 3));
  });
});
