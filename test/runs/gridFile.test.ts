import { rmSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { InputError } from "../../src/errors.js";
import { centredGrid, createGrid } from "../../src/grids/grid.js";
import { createProjection, obliqueStereographic } from "../../src/grids/projection.js";
import { readGridFile, writeGridFile } from "../../src/runs/gridFile.js";
import type { RunFolder } from "../../src/runs/runFolder.js";
import { temporaryFolder } from "../experiments/recording/folder.js";

let folder: RunFolder;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => rmSync(folder.path, { recursive: true }));

const regions = [
  { id: "land", title: "Land", share: Float64Array.from({ length: 12 }, (_, cell) => cell / 11) },
  { id: "own", title: "Own (3 % of it)", share: new Float64Array(12).fill(1 / 3) },
];

describe("grid.nc", () => {
  it("gives back areas, land and shares bit for bit, on degrees and on a projection", async () => {
    const plane = createGrid(
      centredGrid("plane", createProjection(obliqueStereographic(110, 35)), 4, 3, 9e4, [110, 35]),
    );
    for (const grid of [folder.grid, plane]) {
      await writeGridFile({ ...folder, grid }, regions);
      const found = await readGridFile(folder.path);
      expect(found.regions).toEqual(regions);
      expect(found.landFraction).toEqual(folder.landFraction);
      for (const name of ["name", "columns", "rows", "x0", "y0", "area", "longitude"] as const)
        expect(found.grid[name]).toEqual(grid[name]);
    }
  });

  it("is asked for by name where it is not there", async () => {
    await expect(readGridFile(folder.path)).rejects.toThrow(InputError);
    await expect(readGridFile(folder.path)).rejects.toThrow(/grid\.nc: no such file/);
  });
});
