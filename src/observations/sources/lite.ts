/**
 * ACOS (GOSAT), OCO-2 and OCO-3 Level-2 Lite files, unmodified netCDF-4: one file a day, 20 levels from space to
 * surface, ppm and hPa. Checked against ACOS v9 (doi:10.5067/VWSABTO7ZII4).
 * Quality, told by the variable's name: `xco2_quality_flag` 0 is good (Lite), `outcome_flag` 1 is good (Standard).
 */
import { type Fault, InputError } from "../../errors.js";
import type { NetcdfFile } from "../../io/netcdf.js";
import { openNetcdf } from "../../io/openNetcdf.js";
import type { RetrievalSet } from "../observation.js";
import type { Retrieval } from "../retrieval.js";
import { liteProfiles, liteQualityFlags, liteScalars, SYNTHETIC } from "./liteForm.js";
import { attributeText, readQuantities } from "./quantities.js";

/**
 * @param files paths, in any order, each once
 * @throws InputError with the first fault of each file: a variable that is absent or has other units, shape or order
 *   of levels than expected, a sounding that comes twice
 * @example
 * import { readLite, toPpm } from "openjdas";
 *
 * const { observations } = await readLite(["acos.nc4"]);
 * observations.map(({ xco2 }) => toPpm(xco2).toFixed(1)); // => ["401.0", "400.0"]
 */
export async function readLite(files: readonly string[]): Promise<RetrievalSet> {
  const retrievals: Retrieval[] = [];
  const titles = new Set<string>();
  const remarks = new Set<string>();
  const origin = new Map<string, string>();
  const read = (file: NetcdfFile): void => {
    const { path } = file;
    try {
      titles.add(titleOf(file));
      const doi = attributeText(file.attributes.identifier_product_doi);
      if (doi !== "") remarks.add(`Retrievals: doi:${doi}`);
      const synthetic = attributeText(file.attributes[SYNTHETIC]);
      if (synthetic !== "") remarks.add(synthetic);
      for (const retrieval of readFile(file)) {
        const earlier = origin.get(retrieval.id);
        if (earlier !== undefined) {
          throw new InputError({
            where: path,
            found: `sounding ${retrieval.id} was already read from ${earlier}`,
            expected: "each sounding once",
            remedy: "name each file once, and only one version of each day",
          });
        }
        origin.set(retrieval.id, path);
        retrievals.push(retrieval);
      }
    } finally {
      file.close();
    }
  };
  const faults: Fault[] = [];
  for (const path of files) {
    try {
      read(await openNetcdf(path));
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      faults.push(...error.faults);
    }
  }
  if (faults.length > 0) throw new InputError(faults);
  const order = (retrieval: Retrieval): number => (Number.isNaN(retrieval.time) ? Infinity : retrieval.time);
  retrievals.sort((a, b) => (order(a) < order(b) ? -1 : order(a) > order(b) ? 1 : 0));
  return { title: [...titles].join(", "), remarks: [...remarks], files: [...files], observations: retrievals };
}

function readFile(file: NetcdfFile): Retrieval[] {
  const ids = Array.from(file.variable("sounding_id").readBigInts(), String);
  const soundings = ids.length;
  const levels = file.variable("pressure_levels").shape.at(-1) ?? 0;
  const scalars = readQuantities(file, liteScalars, [soundings]);
  const profiles = readQuantities(file, liteProfiles, [soundings, levels]);
  const good = readQuality(file);
  const profile = (name: keyof typeof liteProfiles, i: number): Float64Array =>
    profiles[name].subarray(i * levels, (i + 1) * levels);
  const scalarNames = Object.keys(scalars) as (keyof typeof liteScalars)[];
  const profileNames = Object.keys(profiles) as (keyof typeof liteProfiles)[];
  return ids.map((id, i) => {
    const missing = [
      ...scalarNames.filter((name) => Number.isNaN(scalars[name][i])),
      ...profileNames.filter((name) => profile(name, i).some(Number.isNaN)),
    ];
    checkOrder(file.path, id, profile("pressure_levels", i));
    const longitude = scalars.longitude[i];
    return {
      kind: "column",
      id,
      time: scalars.time[i],
      longitude: longitude - 360 * Math.round(longitude / 360),
      latitude: scalars.latitude[i],
      xco2: scalars.xco2[i],
      priorXco2: scalars.xco2_apriori[i],
      uncertainty: scalars.xco2_uncertainty[i],
      good: good[i],
      pressure: profile("pressure_levels", i),
      averagingKernel: profile("xco2_averaging_kernel", i),
      pressureWeight: profile("pressure_weight", i),
      priorProfile: profile("co2_profile_apriori", i),
      ...(missing.length > 0 ? { missing } : {}),
    };
  });
}

function readQuality(file: NetcdfFile): boolean[] {
  const flag = liteQualityFlags.find(({ name }) => file.has(name));
  if (flag === undefined) {
    throw new InputError({
      where: file.path,
      found: "no quality flag",
      expected: liteQualityFlags.map(({ name, good }) => `"${name}" (${good} is good)`).join(" or "),
      remedy: "give an ACOS, OCO-2 or OCO-3 Level-2 Lite file",
    });
  }
  return Array.from(file.variable(flag.name).read(), (value) => value === flag.good);
}

function checkOrder(path: string, id: string, pressure: Float64Array): void {
  for (let k = 1; k < pressure.length; k++) {
    if (pressure[k] <= pressure[k - 1]) {
      throw new InputError({
        where: path,
        found: `pressure_levels of sounding ${id} do not grow from level ${k} to level ${k + 1}`,
        expected: "levels from space to surface",
      });
    }
  }
}

/** "GOSAT ACOS L2 Lite Output B9.2.00" */
function titleOf(file: NetcdfFile): string {
  const parts = ["Platform", "title", "BuildId"].map((name) => attributeText(file.attributes[name]));
  return parts.filter((part) => part !== "").join(" ") || "Level-2 Lite retrievals";
}
