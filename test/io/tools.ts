/** Readers that others wrote, from Debian packages; tests that need one skip where it is absent, and say so. */
import { spawnSync } from "node:child_process";
import { describe } from "vitest";

/** Debian's packages belong to the system's interpreter, which need not be the first on the path. */
const PYTHON = process.env.OPENJDAS_PYTHON ?? "/usr/bin/python3";

/** @returns what a program printed @throws Error with its complaint */
export function output(program: string, ...options: string[]): string {
  const { status, stdout, stderr, error } = spawnSync(program, options, { encoding: "utf8", maxBuffer: 1 << 28 });
  if (error !== undefined || status !== 0) throw new Error(`${program}: ${error?.message ?? stderr}`);
  return stdout;
}

/** @param code prints one JSON value @param options its `sys.argv[1:]` */
export function python<T>(code: string, ...options: string[]): T {
  return JSON.parse(output(PYTHON, "-W", "ignore", "-c", code, ...options)) as T;
}

/** A `describe` for each reader, skipped where a program that tries it out fails. */
function describeWith(what: string, ...trial: [string, ...string[]]): (name: string, define: () => void) => void {
  const [program, ...options] = trial;
  const present = spawnSync(program, options).status === 0;
  return (name, define) => {
    if (!present) console.warn(`skipped "${name}": no ${what} here; see scripts/install-system-packages.sh`);
    // oxlint-disable-next-line vitest/valid-title, vitest/valid-describe-callback -- a wrapper has no literal title
    describe.runIf(present)(name, define);
  };
}

export const describeWithNcdump = describeWith("ncdump", "sh", "-c", "command -v ncdump");
export const describeWithNetcdf4 = describeWith("netCDF4 for Python", PYTHON, "-c", "import netCDF4");
export const describeWithH5py = describeWith("netCDF4 and h5py for Python", PYTHON, "-c", "import netCDF4, h5py");
export const describeWithXarray = describeWith(
  "xarray, dask and pyproj for Python",
  PYTHON,
  "-c",
  "import xarray, netCDF4, dask, pyproj",
);
export const describeWithTifffile = describeWith("tifffile for Python", PYTHON, "-c", "import tifffile, netCDF4");
export const describeWithEccodes = describeWith(
  "grib_to_netcdf",
  "sh",
  "-c",
  "command -v grib_to_netcdf grib_copy grib_filter",
);
