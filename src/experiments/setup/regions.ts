/** Regions of the experiment file, read and brought to the grid. */
import type { Plan } from "../../config/plan.js";
import type { Grid } from "../../grids/grid.js";
import { outlineArea } from "../../grids/outlineArea.js";
import { polygonFractions } from "../../grids/polygons.js";
import { countryOutlines } from "../../io/countryOutlines.js";
import { type NamedPolygons, readNamedPolygons } from "../../io/geoJson.js";
import { expandInputFiles } from "../../io/inputFiles.js";
import { openNetcdf } from "../../io/openNetcdf.js";
import { provincePolygons } from "../../io/provincePolygons.js";
import { readRegionMasks } from "../../io/regionMasks.js";
import { type DrawnRegion, type OwnRegions, ownRegions } from "../../regions/ownRegions.js";
import type { Part, Parts } from "./parts.js";

export interface RegionInputs extends OwnRegions {
  /** Files that were read. */
  readonly files: readonly string[];
}

interface ReadRegions {
  readonly drawn: readonly DrawnRegion[];
  readonly files: readonly string[];
}

type RegionSection = Plan["regions"][number];

/** @param folder that paths in the configuration are relative to */
export async function makeRegions(
  { regions: sections }: Pick<Plan, "regions">,
  grid: Part<Grid>,
  folder: string,
  parts: Parts,
): Promise<Part<RegionInputs>> {
  const read: Part<ReadRegions>[] = [];
  for (const [i, section] of sections.entries()) {
    read.push(await parts.make(["regions", String(i)], () => readSection(section, grid, folder)));
  }
  return parts.make(["regions"], () => {
    const all = read.map((part) => part.get());
    return {
      ...ownRegions(
        grid.get(),
        all.flatMap(({ drawn }) => drawn),
      ),
      files: all.flatMap(({ files }) => files),
    };
  });
}

/** What can be wrong with the files is told whatever the grid. */
async function readSection(section: RegionSection, grid: Part<Grid>, folder: string): Promise<ReadRegions> {
  if ("countries" in section) {
    const outlines = countryOutlines(section.countries, provincePolygons());
    return { drawn: drawnOf(outlines, "countries", grid.get()), files: [] };
  }
  if ("geojson" in section) {
    const files = expandInputFiles(section.geojson, folder);
    const outlines = files.map((path) => ({ path, polygons: readNamedPolygons(path, section.name) }));
    return { drawn: outlines.flatMap(({ path, polygons }) => drawnOf(polygons, path, grid.get())), files };
  }
  const files = expandInputFiles(section.mask, folder);
  const drawn: DrawnRegion[] = [];
  for (const path of files) {
    const file = await openNetcdf(path);
    try {
      drawn.push(...readRegionMasks(file, section, grid.get()));
    } finally {
      file.close();
    }
  }
  return { drawn, files };
}

function drawnOf(polygons: readonly NamedPolygons[], where: string, grid: Grid): DrawnRegion[] {
  return polygons.map(({ name, geometry }) => ({
    name,
    where,
    area: outlineArea(geometry),
    share: polygonFractions(grid, geometry),
  }));
}
