/** `regions.nc`: the regions that the experiment file gave, as the share of each cell. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { gridVariables, onGrid } from "../io/gridVariables.js";
import { withNetcdf } from "../io/withNetcdf.js";
import { writeNetcdf } from "../io/writeNetcdf.js";
import type { Region } from "../regions/region.js";
import type { FileKind } from "./fileKind.js";
import { fileAttributes, type RunFolder } from "./runFolder.js";

const NAME = "regions.nc";
const SHARE = "region_share";
const NAMES = { id: "region_name", title: "region_title" } as const;

export const ownRegionsFile: FileKind = {
  shown: NAME,
  known: /^regions\.nc$/,
  holds: "regions of the experiment file",
};

/** @param regions one at least @throws OutputError where it cannot be written */
export async function writeOwnRegions(folder: RunFolder, regions: readonly Region[]): Promise<void> {
  const { cells } = folder.grid;
  const shares = new Float64Array(regions.length * cells);
  regions.forEach(({ share }, r) => shares.set(share, r * cells));
  const { dimensions, variables } = gridVariables(folder.grid);
  const text = (name: string, long_name: string, data: readonly string[]) =>
    ({ name, type: "string", dimensions: ["region"], attributes: { long_name }, data }) as const;
  await writeNetcdf(join(folder.path, NAME), {
    attributes: fileAttributes(folder, "regions of the experiment file"),
    dimensions: { ...dimensions, region: regions.length },
    variables: [
      ...variables,
      text(
        NAMES.id,
        "region",
        regions.map(({ id }) => id),
      ),
      text(
        NAMES.title,
        "name of the region for people, with the part of it that the grid covers",
        regions.map(({ title }) => title),
      ),
      {
        name: SHARE,
        type: "f8",
        dimensions: ["region", "y", "x"],
        attributes: { long_name: "share of the cell's area that is of the region", units: "1", ...onGrid(folder.grid) },
        data: shares,
      },
    ],
  });
}

/** @param cells of the run's grid @returns none where the run was given none */
export async function readOwnRegions(folder: string, cells: number): Promise<Region[]> {
  const path = join(folder, NAME);
  if (!existsSync(path)) return [];
  return withNetcdf(path, (file) => {
    const [ids, titles] = [NAMES.id, NAMES.title].map((name) => file.variable(name).readStrings());
    const shares = file.variable(SHARE).read();
    return ids.map((id, r) => ({ id, title: titles[r], share: shares.slice(r * cells, (r + 1) * cells) }));
  });
}
