/**
 * ObsPack files of CO2 in the layout of GLOBALVIEWplus, written by netCDF4 for Python: dimensions and character arrays as the
 * real files of CH4 have them, numbers from a seeded generator.
 */
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { python } from "../../io/tools.js";

const WRITE = `
import json, sys
import numpy as np
from netCDF4 import Dataset
path, given = sys.argv[1], json.loads(sys.argv[2])
rng = np.random.default_rng(given["seed"])
with Dataset(path, "w") as f:
    for name, value in given["attributes"].items():
        setattr(f, name, value)
    n = len(given["time"])
    f.createDimension("obs", None)
    f.createDimension("calendar_components", 6)
    f.createDimension("string_of_10chars", 10)
    f.createDimension("string_of_200chars", 200)
    def put(name, type, values, dims=("obs",), fill=None, **attributes):
        v = f.createVariable(name, type, dims, fill_value=fill)
        v.set_auto_maskandscale(False)
        for key, value in attributes.items():
            setattr(v, key, value)
        v[:] = values
    def text(name, length, values):
        v = f.createVariable(name, "S1", ("obs", "string_of_%dchars" % length))
        v[:] = np.array(values, dtype="S%d" % length).view("S1").reshape(n, length)
    put("time", "i4", given["time"], units="seconds since 1970-01-01T00:00:00Z",
        comment="POSIX time. Time-averaged values are reported at the beginning of the averaging interval.")
    value = np.array(given["ppm"]) * 1e-6 + given["noise"] * 1e-6 * rng.standard_normal(n)
    for i in given["fills"]:
        value[i] = -1e34
    put("value", "f4", value, fill=-1e34, units="mol mol-1")
    deviation = np.full(n, given["deviation"] * 1e-6)
    for i in given["undeclared"]:
        deviation[i] = -9.99
    put("value_std_dev", "f4", deviation, fill=-99.99, units="mol mol-1")
    for name in ("latitude", "longitude"):
        put(name, "f4", np.full(n, given[name]), fill=-1e34, units="degrees")
    intake = np.array(given["intake"], dtype="f4")
    put("elevation", "f4", np.full(n, given["elevation"]), fill=-1e34, units="m")
    put("intake_height", "f4", intake, fill=-1e34, units="m")
    put("altitude", "f4", intake + given["elevation"], fill=-1e34, units="m")
    text("qcflag", 10, given["qcflag"])
    put("obs_flag", "i4", given["obs_flag"], fill=-9, units="binary")
    text("obspack_id", 200, ["obspack_co2_1_TEST~%s~%d" % (given["attributes"]["dataset_name"], i + 1) for i in range(n)])
print("null")
`;

export interface ObspackContent {
  readonly site: string;
  /** "surface-insitu", "tower-insitu", "surface-flask", ... */
  readonly project: string;
  readonly longitude: number;
  readonly latitude: number;
  readonly elevation: number;
  /** Each [obs]: beginning of the hour, [ppm], height above the ground [m], flags. */
  readonly time: readonly number[];
  readonly ppm: readonly number[];
  readonly intake: readonly number[];
  readonly qcflag: readonly string[];
  readonly obs_flag: readonly number[];
  /** Observations whose value is the fill value, and whose deviation is one that nothing declares. */
  readonly fills?: readonly number[];
  readonly undeclared?: readonly number[];
  readonly scale?: string;
  readonly parameter?: string;
  /** Standard deviation of what the generator adds [ppm]. */
  readonly noise?: number;
}

/** @returns the path of a new file */
export function writeObspack(content: ObspackContent, folder = mkdtempSync(join(tmpdir(), "obspack-"))): string {
  const { site, project, scale = "WMO CO2 X2019", parameter = "co2", noise = 0, ...own } = content;
  const name = `${parameter}_${site.toLowerCase()}_${project}_1_allvalid`;
  const path = join(folder, `${name}.nc`);
  const attributes = {
    site_code: site,
    dataset_name: name,
    dataset_parameter: parameter,
    dataset_project: project,
    dataset_platform: "fixed",
    dataset_calibration_scale: scale,
    ...(project.includes("insitu") && { dataset_data_frequency: "1", dataset_data_frequency_unit: "hour" }),
    obspack_name: "obspack_co2_1_TEST",
  };
  const given = { seed: 1, noise, deviation: 0.8, fills: [], undeclared: [], ...own, attributes };
  python(WRITE, path, JSON.stringify(given));
  return path;
}

/** Every hour of some days. @param start of the first [s] */
export function hourlyContent(
  start: number,
  days: number,
  place: Pick<ObspackContent, "site" | "project" | "longitude" | "latitude" | "elevation">,
  { intake = 50, ppm = 405 } = {},
): ObspackContent {
  const hours = Array.from({ length: 24 * days }, (_, i) => i);
  return {
    ...place,
    time: hours.map((hour) => start + 3600 * hour),
    ppm: hours.map(() => ppm),
    intake: hours.map(() => intake),
    qcflag: hours.map(() => "..."),
    obs_flag: hours.map(() => 1),
  };
}
