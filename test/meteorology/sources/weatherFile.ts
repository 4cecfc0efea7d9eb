/**
 * Writes small weather files of known content: u, v linear in longitude, latitude and log pressure, temperature linear
 * in log pressure, so that interpolation must be exact.
 */
import { writeNetcdf } from "../../../src/io/writeNetcdf.js";

export interface WeatherFile {
  readonly pressures: readonly number[];
  readonly pressureUnits: "hPa" | "Pa";
  readonly latitudes: readonly number[];
  readonly longitudes: readonly number[];
  /** Hours since 2000-01-01. */
  readonly hours: readonly number[];
  readonly names: "era5" | "cf";
  readonly windUnits: string;
  /** Values put out of order, by variable and index. */
  readonly spoiled: readonly { readonly name: string; readonly index: number; readonly value: number }[];
  readonly without: readonly string[];
  /** Stores u as integers with a scale and an offset. */
  readonly packed: boolean;
  /** Half of saturation, beside what else there is. */
  readonly relativeHumidity?: boolean;
  /** Name of the mass flux of updrafts, where there is one. */
  readonly updraft?: string;
  /** More at the surface, the same value everywhere. */
  readonly surface?: readonly { readonly name: string; readonly units: string; readonly value: number }[];
}

export const plain: WeatherFile = {
  pressures: [1000, 850, 500, 200, 50],
  pressureUnits: "hPa",
  latitudes: [20, 25, 30, 35, 40],
  longitudes: [95, 100, 105, 110, 115, 120],
  hours: [0, 6],
  names: "era5",
  windUnits: "m s**-1",
  spoiled: [],
  without: [],
  packed: false,
};

export const eastward = (lon: number, lat: number, pressure: number, hour: number): number =>
  0.3 * (lon - 100) + 0.2 * (lat - 30) - 4 * Math.log(pressure / 1e5) + 0.5 * hour;
export const northward = (lon: number, lat: number, pressure: number): number =>
  0.1 * (lon - 110) - 0.4 * (lat - 25) + Math.log(pressure / 1e5);
export const warmth = (pressure: number): number => 288 + 40 * Math.log(pressure / 1e5);
/** Linear in log pressure, 0 at 200 hPa; above it negative, which is no updraft. */
export const rising = (pressure: number): number => 0.02 * Math.log(pressure / 2e4);
export const surfacePressure = (lon: number, lat: number): number => 98000 + 50 * (lon - 100) - 30 * (lat - 30);

export async function writeWeather(path: string, file: WeatherFile): Promise<void> {
  const { pressures, latitudes, longitudes, hours } = file;
  const time = file.names === "era5" ? "valid_time" : "time";
  const level = file.names === "era5" ? "pressure_level" : "plev";
  const scale = file.pressureUnits === "hPa" ? 100 : 1;
  const deep = (f: (lon: number, lat: number, p: number, hour: number) => number): number[] =>
    hours.flatMap((hour) =>
      pressures.flatMap((p) =>
        latitudes.flatMap((lat) => longitudes.map((lon) => f((lon + 360) % 360, lat, p * scale, hour))),
      ),
    );
  const flat = (f: (lon: number, lat: number) => number): number[] =>
    hours.flatMap(() => latitudes.flatMap((lat) => longitudes.map((lon) => f((lon + 360) % 360, lat))));
  const spoil = (name: string, data: number[]): number[] => {
    for (const { name: spoiled, index, value } of file.spoiled) if (spoiled === name) data[index] = value;
    return data;
  };
  const on4 = [time, level, "latitude", "longitude"];
  const on3 = [time, "latitude", "longitude"];
  const real = (name: string, dimensions: readonly string[], units: string, data: number[]) =>
    ({ name, type: "f8", dimensions, attributes: { units }, data: spoil(name, data) }) as const;
  const u = deep(eastward);
  const variables = [
    real(time, [time], "hours since 2000-01-01 00:00:00", [...hours]),
    real(level, [level], file.pressureUnits, [...pressures]),
    real("latitude", ["latitude"], "degrees_north", [...latitudes]),
    real("longitude", ["longitude"], "degrees_east", [...longitudes]),
    file.packed
      ? ({
          name: "u",
          type: "i4",
          dimensions: on4,
          attributes: { units: file.windUnits, scale_factor: 1e-6, add_offset: 5 },
          data: u.map((value) => Math.round((value - 5) * 1e6)),
        } as const)
      : real("u", on4, file.windUnits, u),
    real("v", on4, file.windUnits, deep(northward)),
    real(
      "t",
      on4,
      "K",
      deep((_lon, _lat, p) => warmth(p)),
    ),
    ...(file.updraft === undefined
      ? []
      : [
          real(
            file.updraft,
            on4,
            "kg m-2 s-1",
            deep((_lon, _lat, p) => rising(p)),
          ),
        ]),
    ...(file.relativeHumidity === true
      ? [
          real(
            "r",
            on4,
            "1",
            deep(() => 0.5),
          ),
        ]
      : []),
    real(
      "q",
      on4,
      "kg kg**-1",
      deep(() => 0.004),
    ),
    ...(file.surface ?? []).map(({ name, units, value }) =>
      real(
        name,
        on3,
        units,
        flat(() => value),
      ),
    ),
    real("sp", on3, "Pa", flat(surfacePressure)),
    real(
      "blh",
      on3,
      "m",
      flat(() => 800),
    ),
    real(
      "zust",
      on3,
      "m s**-1",
      flat(() => 0.25),
    ),
  ].filter(({ name }) => !file.without.includes(name));
  const dimensions = {
    [time]: hours.length,
    [level]: pressures.length,
    latitude: latitudes.length,
    longitude: longitudes.length,
  };
  await writeNetcdf(path, { attributes: {}, dimensions, variables });
}
