/** Small made-up files for a day of July 2016: weather.nc, nee.nc, power.nc and soundings.nc4. */
import { copyFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { writeNetcdf } from "../../../src/io/writeNetcdf.js";
import { plain, writeWeather } from "../../meteorology/sources/weatherFile.js";
import { type LiteVariable, liteVariables, writeLite } from "../../observations/sources/liteFile.js";

const steps = (from: number, by: number, count: number): number[] =>
  Array.from({ length: count }, (_, i) => from + by * i);

/** @param change of one flux, of one height [1], and of one column [ppm] */
export async function writeDayOfFiles(folder: string, change = 0): Promise<void> {
  const [latitudes, longitudes] = [steps(10, 5, 12), steps(80, 5, 14)];
  const spoiled = change === 0 ? [] : [{ name: "blh", index: 7, value: 800 * (1 + change) }];
  await writeWeather(join(folder, "weather.nc"), { ...plain, latitudes, longitudes, hours: steps(0, 6, 5), spoiled });
  const wave = (hour: number, place: number): number => Math.sin(hour / 4) * Math.cos(place);
  await writeFluxes(join(folder, "nee.nc"), 24, {
    nee: (hour, place) => -3e-6 * wave(hour, place) * (hour === 9 && place === 60 ? 1 + change : 1),
    gpp: (hour, place) => 2e-6 * (1 + wave(hour, place)),
  });
  await writeFluxes(join(folder, "power.nc"), 1, { co2: (_, place) => 1e-7 * (1 + Math.cos(place) ** 2) });
  const soundings = await writeLite(lite(20, change), { Platform: "GOSAT", title: "made up" });
  copyFileSync(soundings, join(folder, "soundings.nc4"));
  rmSync(dirname(soundings), { recursive: true });
}

/** @param hours from 2016-07-01 on @param fluxes by name, in boxes of 4 x 4 degrees [mol m-2 s-1] */
async function writeFluxes(
  path: string,
  hours: number,
  fluxes: Readonly<Record<string, (hour: number, place: number) => number>>,
): Promise<void> {
  const axis = (name: string, units: string, data: readonly number[]) =>
    ({ name, type: "f8", dimensions: [name], attributes: { units, standard_name: name }, data }) as const;
  const [latitude, longitude, time] = [steps(15, 4, 11), steps(85, 4, 14), steps(0, 1, hours)];
  const timed = hours > 1;
  await writeNetcdf(path, {
    attributes: { title: "made up" },
    dimensions: { ...(timed && { time: hours }), latitude: latitude.length, longitude: longitude.length },
    variables: [
      ...(timed ? [axis("time", "hours since 2016-07-01", time)] : []),
      axis("latitude", "degrees_north", latitude),
      axis("longitude", "degrees_east", longitude),
      ...Object.entries(fluxes).map(
        ([name, flux]) =>
          ({
            name,
            type: "f4",
            dimensions: [...(timed ? ["time"] : []), "latitude", "longitude"],
            attributes: { units: "mol m-2 s-1" },
            data: time.flatMap((hour) =>
              steps(0, 1, latitude.length * longitude.length).map((place) => flux(hour, place)),
            ),
          }) as const,
      ),
    ],
  });
}

/** Soundings of three levels over 100 to 120 E, 30 to 40 N, from 5 to 7 UTC. */
function lite(count: number, change: number): Record<string, LiteVariable> {
  const pair = liteVariables();
  const places = steps(0, 1, count);
  const spread = (name: string, of: (i: number) => number): LiteVariable => ({
    ...pair[name],
    values: Float32Array.from(places, of),
    shape: [count],
  });
  const repeated = ({ values, units }: LiteVariable): LiteVariable => ({
    values: Float32Array.from(places.flatMap(() => Array.from(values as Float32Array).slice(0, 3))),
    shape: [count, 3],
    ...(units !== undefined && { units }),
  });
  const start = Date.UTC(2016, 6, 1, 5) / 1000;
  return {
    ...pair,
    sounding_id: { values: BigUint64Array.from(places, (i) => 20160701050000n + BigInt(i)), shape: [count] },
    time: { ...pair.time, values: Float64Array.from(places, (i) => start + 360 * i), shape: [count] },
    longitude: spread("longitude", (i) => 100 + i),
    latitude: spread("latitude", (i) => 30 + i / 2),
    xco2: spread("xco2", (i) => 400 + Math.sin(i) + (i === 3 ? change : 0)),
    xco2_apriori: spread("xco2_apriori", () => 399),
    xco2_uncertainty: spread("xco2_uncertainty", (i) => 0.5 + i / 40),
    xco2_quality_flag: { values: Int8Array.from(places, (i) => (i % 7 === 0 ? 1 : 0)), shape: [count], units: "none" },
    ...Object.fromEntries(
      ["pressure_levels", "xco2_averaging_kernel", "pressure_weight", "co2_profile_apriori"].map((name) => [
        name,
        repeated(pair[name]),
      ]),
    ),
  };
}
