/**
 * The folder that examples run in, with the small made-up files that they name: weather.nc, acos.nc4, nee.nc, co2.nc, and
 * the run folders runs/small and runs/other.
 */
import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { loadKernels, parseExperiment, runExperiment, silent } from "../../src/index.js";
import { writeNetcdf } from "../../src/io/writeNetcdf.js";
import { writeProduct } from "../backgrounds/productFile.js";
import { plain, writeWeather } from "../meteorology/sources/weatherFile.js";
import { liteVariables, writeLite } from "../observations/sources/liteFile.js";

/** Makes the folder and goes there. @returns goes back and takes the folder away */
export async function enterWorkingFolder(): Promise<() => void> {
  const before = process.cwd();
  const folder = mkdtempSync(join(tmpdir(), "openjdas-examples-"));
  const lite = await writeLite(liteVariables());
  copyFileSync(lite, join(folder, "acos.nc4"));
  rmSync(dirname(lite), { recursive: true });
  await writeWeather(join(folder, "weather.nc"), { ...plain, hours: [0, 3, 6] });
  await writeProduct(join(folder, "co2.nc"), { layout: "cams", hours: [0, 24], co2: () => 402 });
  await writeNee(join(folder, "nee.nc"));
  process.chdir(folder);
  await runSmall("small", "local");
  await runSmall("other", "acm2");
  return () => {
    process.chdir(before);
    rmSync(folder, { recursive: true });
  };
}

/** Two days of 3 gC m-2 d-1 out of 90-130 E, 20-50 N. */
async function writeNee(path: string): Promise<void> {
  const axis = (name: string, units: string, data: readonly number[]) =>
    ({ name, type: "f8", dimensions: [name], attributes: { units }, data }) as const;
  const latitude = [25, 35, 45];
  const longitude = [95, 105, 115, 125];
  const time = [0, 1];
  await writeNetcdf(path, {
    attributes: { title: "made up by a test" },
    dimensions: { time: time.length, latitude: latitude.length, longitude: longitude.length },
    variables: [
      axis("time", "days since 2016-07-01", time),
      axis("latitude", "degrees_north", latitude),
      axis("longitude", "degrees_east", longitude),
      {
        name: "nee",
        type: "f4",
        dimensions: ["time", "latitude", "longitude"],
        attributes: { units: "gC m-2 d-1" },
        data: new Float32Array(time.length * latitude.length * longitude.length).fill(3),
      },
    ],
  });
}

/** A twin of two days and four members, the second day scored. */
async function runSmall(name: string, mixing: "local" | "acm2"): Promise<void> {
  const text = `title: A small twin
output: runs/${name}
period: { start: 2016-07-01, end: 2016-07-03, spinUpDays: 1 }
grid: { projection: "+proj=stere +lat_0=35 +lon_0=110 +R=6370000", columns: 8, rows: 8, spacingKm: 300, centre: [110, 35] }
timeStepMinutes: 60
mixing: ${mixing}
meteorology: { source: synthetic }
background: { source: synthetic }
twin: {}
observations: { source: synthetic, network: towers }
ensemble: { members: 4 }
`;
  await runExperiment(parseExperiment(text, `${name}.yaml`), {
    inputFolder: ".",
    output: `runs/${name}`,
    replace: false,
    progress: silent,
    kernels: loadKernels,
    threads: 1,
    program: "a test",
    node: process.version,
    now: () => new Date(),
  });
}
