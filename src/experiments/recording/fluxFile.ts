/** The file `flux_YYYYMMDD.nc`: hourly fields, geography, and totals of regions for every member. */
import { SECONDS_PER_DAY, SECONDS_PER_HOUR } from "../../constants.js";
import type { Region } from "../../regions/region.js";
import { timeCoordinate } from "../../io/cfCoordinates.js";
import { gridVariables, onGrid } from "../../io/gridVariables.js";
import { joinParts, type NumberVariable, type OutputVariable } from "../../io/outputDataset.js";
import { writeNetcdf } from "../../io/writeNetcdf.js";
import type { Time } from "../../time.js";
import { dayFile, fileAttributes, type RunFolder } from "./runFolder.js";

export const HOURS = SECONDS_PER_DAY / SECONDS_PER_HOUR;
const FLUX_UNIT = "mol m-2 s-1";
const STANDARD_NAME = "surface_upward_mole_flux_of_carbon_dioxide";

/** Hourly fields of one day by name, [hour][cell], [mol m-2 s-1]. */
export type Fields = Map<string, Float32Array>;

/** Mean flux of the day in each region, [region][member], [mol s-1]. */
export interface RegionTotals {
  readonly regions: readonly Region[];
  readonly prior?: Float64Array;
  readonly posterior: Float64Array;
}

const LONG_NAMES: Readonly<Record<string, string>> = {
  natural_prior: "natural flux (biosphere and ocean), prior",
  natural_prior_spread: "standard deviation of the prior natural flux",
  natural_background: "natural flux, ensemble mean before the observations of its hour and later",
  natural_background_spread: "standard deviation of the background natural flux over the members",
  natural_posterior: "natural flux, posterior ensemble mean",
  natural_posterior_spread: "standard deviation of the posterior natural flux over the members",
  natural_truth: "natural flux, truth of the twin experiment",
  fossil: "flux from fossil fuels, imposed",
  fire: "flux from fires, imposed",
};

/** @throws OutputError where it cannot be written */
export async function writeFluxDay(folder: RunFolder, day: Time, fields: Fields, totals: RegionTotals): Promise<void> {
  const { grid } = folder;
  const hourly = Object.entries(LONG_NAMES).flatMap(([name, long_name]): NumberVariable[] => {
    const data = fields.get(name);
    if (data === undefined) return [];
    const attributes = {
      long_name,
      units: FLUX_UNIT,
      cell_methods: "time: mean",
      ...(!name.endsWith("_spread") && { standard_name: STANDARD_NAME, comment: "positive to the atmosphere" }),
      ...onGrid(grid),
    };
    return [{ name, type: "f4", dimensions: ["time", "y", "x"], attributes, data }];
  });
  const times = Array.from({ length: HOURS }, (_, hour) => day + hour * SECONDS_PER_HOUR);
  const parts = joinParts(timeCoordinate(times, SECONDS_PER_HOUR), gridVariables(grid));
  const regions = totals.regions.length;
  await writeNetcdf(dayFile(folder, "flux", day), {
    attributes: fileAttributes(folder, "surface fluxes of CO2"),
    dimensions: { ...parts.dimensions, region: regions, member: totals.posterior.length / regions },
    variables: [...parts.variables, ...hourly, ...geography(folder), ...totalsOf(totals)],
  });
}

function geography({ grid, landFraction }: RunFolder): NumberVariable[] {
  const onCells = { type: "f4", dimensions: ["y", "x"] } as const;
  return [
    {
      ...onCells,
      name: "cell_area",
      attributes: { standard_name: "cell_area", units: "m2", ...onGrid(grid) },
      data: grid.area,
    },
    {
      ...onCells,
      name: "land_fraction",
      attributes: { standard_name: "land_area_fraction", units: "1", ...onGrid(grid) },
      data: landFraction,
    },
  ];
}

function totalsOf({ regions, prior, posterior }: RegionTotals): OutputVariable[] {
  const total = (kind: string, data: Float64Array): NumberVariable => ({
    name: `region_total_${kind}`,
    type: "f8",
    dimensions: ["region", "member"],
    attributes: { long_name: `${kind} natural flux of the region, mean of the day, each member`, units: "mol s-1" },
    data,
  });
  return [
    {
      name: "region_name",
      type: "string",
      dimensions: ["region"],
      attributes: { long_name: "region" },
      data: regions.map(({ id }) => id),
    },
    ...(prior === undefined ? [] : [total("prior", prior)]),
    total("posterior", posterior),
  ];
}
