/** The names of regions in files of totals or means by region, which tell whose a value is. */
import type { NetcdfFile } from "../io/netcdf.js";
import type { OutputVariable } from "../io/outputDataset.js";
import type { Region } from "../regions/region.js";

export const REGION_NAME = "region_name";

/** On (region). */
export function regionNames(regions: readonly Pick<Region, "id">[]): OutputVariable {
  return {
    name: REGION_NAME,
    type: "string",
    dimensions: ["region"],
    attributes: { long_name: "region" },
    data: regions.map(({ id }) => id),
  };
}

/** @returns names in the order of the file */
export function readRegionNames(file: NetcdfFile): string[] {
  return file.variable(REGION_NAME).readStrings();
}
