/**
 * `grid.nc`: what is the same in all files of a run and stands in none of them: areas of cells, land fraction, and the
 * share of each cell that is of a region: those of the paper, R8 and R24, provinces, and those of the experiment file.
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { InputError } from "../errors.js";
import type { Grid } from "../grids/grid.js";
import { gridVariables, onGrid } from "../io/gridVariables.js";
import type { NumberVariable, TextVariable } from "../io/outputDataset.js";
import { readGrid } from "../io/readGrid.js";
import { writeNetcdf } from "../io/writeNetcdf.js";
import type { Region } from "../regions/region.js";
import type { FileKind } from "./fileKind.js";
import { fileAttributes, type RunFolder } from "./runFolder.js";
import { withOwnNetcdf } from "./ownNetcdf.js";

const NAME = "grid.nc";
const LAND_FRACTION = "land_fraction";
const SHARE = "region_share";
const NAMES = { id: "region_name", title: "region_title" } as const;

export const gridFile: FileKind = {
  shown: NAME,
  known: /^grid\.nc$/,
  holds: "areas of cells, land fraction, shares of cells in regions",
};

/** Where a run is. */
export interface Geography {
  readonly grid: Grid;
  /** [row][column] [1] */
  readonly landFraction: Float64Array;
  /** Every region whose totals a run keeps, in the order of the file. */
  readonly regions: readonly Region[];
}

/** @param regions one at least @throws OutputError where it cannot be written */
export async function writeGridFile(folder: RunFolder, regions: readonly Region[]): Promise<void> {
  const { grid, landFraction } = folder;
  const shares = new Float64Array(regions.length * grid.cells);
  regions.forEach(({ share }, r) => shares.set(share, r * grid.cells));
  const onCells = (name: string, standard_name: string, units: string, data: Float64Array): NumberVariable => {
    return { name, type: "f8", dimensions: ["y", "x"], attributes: { standard_name, units, ...onGrid(grid) }, data };
  };
  const text = (name: string, long_name: string, data: readonly string[]): TextVariable => {
    return { name, type: "string", dimensions: ["region"], attributes: { long_name }, data };
  };
  const [ids, titles] = [regions.map(({ id }) => id), regions.map(({ title }) => title)];
  const { dimensions, variables } = gridVariables(grid);
  await writeNetcdf(join(folder.path, NAME), {
    attributes: { ...fileAttributes(folder, "grid and regions"), grid: grid.name },
    dimensions: { ...dimensions, region: regions.length },
    variables: [
      ...variables,
      onCells("cell_area", "cell_area", "m2", grid.area),
      onCells(LAND_FRACTION, "land_area_fraction", "1", landFraction),
      text(NAMES.id, "region", ids),
      text(NAMES.title, "name of the region for people, with the part of it that the grid covers", titles),
      {
        name: SHARE,
        type: "f8",
        dimensions: ["region", "y", "x"],
        attributes: {
          long_name: "share of the cell's area that is of the region",
          units: "1",
          grid_mapping: onGrid(grid).grid_mapping,
          coordinates: `longitude latitude ${NAMES.id}`,
        },
        data: shares,
      },
    ],
  });
}

/** @throws InputError where the folder has none */
export async function readGridFile(folder: string): Promise<Geography> {
  const path = join(folder, NAME);
  if (!existsSync(path)) {
    throw new InputError({
      where: path,
      found: "no such file",
      expected: "the grid and the regions of the run",
      remedy: "put it back beside the other files of the run, or run again with this version",
    });
  }
  return withOwnNetcdf(path, (file) => {
    const grid = readGrid(file);
    const [ids, titles] = [NAMES.id, NAMES.title].map((name) => file.variable(name).readStrings());
    const shares = file.variable(SHARE).read();
    const { cells } = grid;
    return {
      grid,
      landFraction: file.variable(LAND_FRACTION).read(),
      regions: ids.map((id, r) => ({ id, title: titles[r], share: shares.slice(r * cells, (r + 1) * cells) })),
    };
  });
}
