/** `region_totals_YYYYMMDD.nc`: the natural flux of each region in the mean of one day, for every member. */
import { existsSync } from "node:fs";
import { SECONDS_PER_DAY } from "../constants.js";
import { timeCoordinate, timeless } from "../io/cfCoordinates.js";
import type { NetcdfFile } from "../io/netcdf.js";
import type { NumberVariable } from "../io/outputDataset.js";
import { writeNetcdf } from "../io/writeNetcdf.js";
import type { Region } from "../regions/region.js";
import type { Time } from "../time.js";
import type { FileKind } from "./fileKind.js";
import { readRegionNames, REGION_NAME, regionNames } from "./regionNames.js";
import { dayFile, fileAttributes, type RunFolder } from "./runFolder.js";
import { withOwnNetcdf } from "./ownNetcdf.js";

const STEM = "region_totals";
const TOTALS = { prior: "region_total_prior", posterior: "region_total_posterior" } as const;

export const regionTotalsFile: FileKind = {
  shown: `${STEM}_YYYYMMDD.nc`,
  known: /^region_totals_\d{8}\.nc$/,
  holds: "daily totals of regions, of every member",
};

/** Mean flux of the day in each region, [region][member], [mol s-1]; those that are known. */
export interface RegionTotals {
  readonly regions: readonly Pick<Region, "id">[];
  readonly members: number;
  readonly prior?: Float64Array;
  readonly posterior?: Float64Array;
}

/** @throws OutputError where it cannot be written */
export async function writeRegionTotals(
  folder: RunFolder,
  day: Time,
  { regions, members, prior, posterior }: RegionTotals,
): Promise<void> {
  const total = (kind: keyof typeof TOTALS, data: Float64Array): NumberVariable => ({
    name: TOTALS[kind],
    type: "f8",
    dimensions: ["time", "region", "member"],
    attributes: {
      long_name: `${kind} natural flux of the region, each member`,
      units: "mol s-1",
      cell_methods: "time: mean",
      coordinates: REGION_NAME,
    },
    data,
  });
  const time = timeCoordinate([day], SECONDS_PER_DAY);
  const name = regionNames(regions);
  const variables = [
    ...time.variables,
    name,
    ...(prior === undefined ? [] : [total("prior", prior)]),
    ...(posterior === undefined ? [] : [total("posterior", posterior)]),
  ];
  await writeNetcdf(dayFile(folder.path, STEM, day), {
    attributes: { ...fileAttributes(folder, "daily totals of the natural flux"), ...timeless(variables) },
    dimensions: { ...time.dimensions, region: regions.length, member: members },
    variables,
  });
}

/** Totals of each member by region id, [member] [mol s-1]; empty where they were not written. */
export interface TotalsOfDay {
  readonly prior: ReadonlyMap<string, Float64Array>;
  readonly posterior: ReadonlyMap<string, Float64Array>;
}

export async function readRegionTotals(folder: string, day: Time): Promise<TotalsOfDay> {
  const path = dayFile(folder, STEM, day);
  if (!existsSync(path)) return { prior: new Map(), posterior: new Map() };
  return withOwnNetcdf(path, (file) => ({
    prior: readTotals(file, TOTALS.prior),
    posterior: readTotals(file, TOTALS.posterior),
  }));
}

function readTotals(file: NetcdfFile, name: string): Map<string, Float64Array> {
  if (!file.has(name)) return new Map();
  const values = file.variable(name).read();
  const names = readRegionNames(file);
  const members = values.length / names.length;
  return new Map(names.map((region, i) => [region, values.slice(i * members, (i + 1) * members)]));
}
