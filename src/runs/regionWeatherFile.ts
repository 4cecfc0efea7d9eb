/** `region_weather_YYYYMMDD.nc`: the weather near the ground in the mean of one day, over the area of each region. */
import { existsSync } from "node:fs";
import { SECONDS_PER_DAY } from "../constants.js";
import { timeCoordinate, timeless } from "../io/cfCoordinates.js";
import type { OutputVariable } from "../io/outputDataset.js";
import { writeNetcdf } from "../io/writeNetcdf.js";
import type { Region } from "../regions/region.js";
import type { Time } from "../time.js";
import type { FileKind } from "./fileKind.js";
import { withOwnNetcdf } from "./ownNetcdf.js";
import { readRegionNames, REGION_NAME, regionNames } from "./regionNames.js";
import { dayFile, fileAttributes, type RunFolder } from "./runFolder.js";

const STEM = "region_weather";

export const regionWeatherFile: FileKind = {
  shown: `${STEM}_YYYYMMDD.nc`,
  known: /^region_weather_\d{8}\.nc$/,
  holds: "daily weather near the ground, by region",
};

const QUANTITIES = {
  temperature: {
    name: "air_temperature",
    attributes: { standard_name: "air_temperature", long_name: "temperature of the lowest layer", units: "K" },
  },
  shortwave: {
    name: "shortwave",
    attributes: {
      standard_name: "surface_downwelling_shortwave_flux_in_air",
      long_name: "sunlight that reaches the ground",
      units: "W m-2",
    },
  },
  precipitation: {
    name: "precipitation",
    attributes: { standard_name: "precipitation_flux", long_name: "rain and snow", units: "kg m-2 s-1" },
  },
} as const;

export type WeatherQuantity = keyof typeof QUANTITIES;
export const weatherQuantities = Object.keys(QUANTITIES) as WeatherQuantity[];

/** Means of a day by quantity, [region]: temperature [K], shortwave [W m-2], precipitation [kg m-2 s-1]; those that are known. */
export type RegionWeather = Readonly<Partial<Record<WeatherQuantity, Float64Array>>>;

/** @param regions in the order of the means @throws OutputError where it cannot be written */
export async function writeRegionWeather(
  folder: RunFolder,
  day: Time,
  regions: readonly Pick<Region, "id">[],
  weather: RegionWeather,
): Promise<void> {
  const time = timeCoordinate([day], SECONDS_PER_DAY);
  const means = weatherQuantities.flatMap((quantity): OutputVariable[] => {
    const data = weather[quantity];
    if (data === undefined) return [];
    const { name, attributes } = QUANTITIES[quantity];
    const dimensions = ["time", "region"];
    const how = { cell_methods: "time: mean", coordinates: REGION_NAME };
    return [{ name, type: "f8", dimensions, attributes: { ...attributes, ...how }, data }];
  });
  const name = regionNames(regions);
  const variables = [...time.variables, name, ...means];
  await writeNetcdf(dayFile(folder.path, STEM, day), {
    attributes: { ...fileAttributes(folder, "daily weather of regions"), ...timeless(variables) },
    dimensions: { ...time.dimensions, region: regions.length },
    variables,
  });
}

/** @returns means of a day, [region] in the order of `ids`, NaN of one that the file lacks; undefined where there is no file */
export async function readRegionWeather(
  folder: string,
  day: Time,
  ids: readonly string[],
): Promise<RegionWeather | undefined> {
  const path = dayFile(folder, STEM, day);
  if (!existsSync(path)) return undefined;
  return withOwnNetcdf(path, (file) => {
    const written = readRegionNames(file);
    const places = ids.map((id) => written.indexOf(id));
    const known = weatherQuantities.flatMap((quantity) => {
      const { name } = QUANTITIES[quantity];
      if (!file.has(name)) return [];
      const values = file.variable(name).read();
      return [[quantity, Float64Array.from(places, (place) => values[place] ?? Number.NaN)] as const];
    });
    return Object.fromEntries(known);
  });
}
