/**
 * GRIB as netCDF by ECMWF's ecCodes (https://confluence.ecmwf.int/display/ECC), whose programs must be on the PATH. Messages
 * are put apart by quantity first, for grib_to_netcdf takes those of one kind of level and one set of times only; of model
 * levels the coefficients, which it leaves out, are added as hyam, hybm and, where all levels down to the ground are
 * there, hyai and hybi. The centre stands in GRIB_centre.
 */
import { execFile } from "node:child_process";
import { readdirSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { InputError } from "../errors.js";
import { hdf5Library } from "./hdf5Library.js";
import { withNetcdf } from "./withNetcdf.js";

const run = promisify(execFile);

/** Short names of ecCodes of what weather may hold; the heights are in the names of those near the ground. */
const ON_LEVELS = "u/v/t/q/r/w/lnsp/mumf";
const AT_SURFACE = "sp/blh/zust/sshf/ishf/2t/10u/10v/skt";
/** Largest text that a program may print. */
const MOST = 1 << 26;

/** @param folder that the netCDF files, one a quantity, are put into @throws InputError where ecCodes is not there or cannot convert */
export async function gribToNetcdf(path: string, folder: string): Promise<void> {
  const call = (program: string, ...options: string[]): Promise<string> => called(path, folder, program, options);
  const input = resolve(path);
  const parts = "[shortName]_[typeOfLevel]_[stepType].grib";
  await call("grib_copy", "-w", `typeOfLevel=isobaricInhPa/hybrid,shortName=${ON_LEVELS}`, input, parts);
  const ground = "typeOfLevel=surface/heightAboveGround,stepType=instant/accum";
  await call("grib_copy", "-w", `${ground},shortName=${AT_SURFACE}`, input, parts);
  const found = readdirSync(folder).filter((name) => name.endsWith(".grib"));
  if (found.length === 0) {
    throw new InputError({
      where: path,
      found: "a GRIB file without weather on pressure or model levels",
      expected: `fields such as ${ON_LEVELS.split("/").join(", ")}, ${AT_SURFACE.split("/").join(", ")}`,
    });
  }
  for (const name of found) {
    const out = `${name.replace(/\.grib$/, "")}.nc`;
    await call("grib_to_netcdf", "-k", "4", "-D", "NC_FLOAT", "-o", out, name);
    const centre = await call("grib_get", "-w", "count=1", "-p", "centre", name);
    const pv = name.includes("_hybrid_")
      ? await call("grib_get", "-w", "count=1", "-p", "numberOfVerticalCoordinateValues", name)
      : "0";
    const coefficients = Number(pv) > 0 ? await readCoefficients(call, folder, name) : undefined;
    await complete(join(folder, out), centre.trim(), coefficients);
    rmSync(join(folder, name));
  }
}

/** a [Pa] and b of the interfaces, from the top. */
interface Coefficients {
  readonly a: readonly number[];
  readonly b: readonly number[];
}

async function readCoefficients(
  call: (program: string, ...options: string[]) => Promise<string>,
  folder: string,
  name: string,
): Promise<Coefficients> {
  const rules = "pv.rules";
  writeFileSync(join(folder, rules), 'if (count == 1) { print "[pv]"; }\n');
  const text = await call("grib_filter", rules, name);
  rmSync(join(folder, rules));
  const values = text.trim().split(/\s+/).map(Number);
  return { a: values.slice(0, values.length / 2), b: values.slice(values.length / 2) };
}

/** Adds what grib_to_netcdf leaves out. */
async function complete(path: string, centre: string, coefficients: Coefficients | undefined): Promise<void> {
  const levels = await withNetcdf(path, (file) => (file.has("level") ? Array.from(file.variable("level").read()) : []));
  const library = await hdf5Library();
  const file = new library.File(path, "a");
  try {
    file.create_attribute("GRIB_centre", centre);
    if (coefficients === undefined || levels.length < 2) return;
    const { a, b } = coefficients;
    const add = (name: string, values: readonly number[], units: string): void => {
      file
        .create_dataset({ name, data: Float64Array.from(values), shape: [values.length] })
        .create_attribute("units", units);
    };
    const middle = (edges: readonly number[]): number[] => levels.map((n) => (edges[n - 1] + edges[n]) / 2);
    add("hyam", middle(a), "Pa");
    add("hybm", middle(b), "1");
    const whole = levels.every((n, i) => n === levels[0] + i) && levels[levels.length - 1] === a.length - 1;
    if (!whole) return;
    add("hyai", a.slice(levels[0] - 1), "Pa");
    add("hybi", b.slice(levels[0] - 1), "1");
  } finally {
    file.close();
  }
}

/** Runs a program of ecCodes in the folder. @returns what it printed */
async function called(path: string, folder: string, program: string, options: readonly string[]): Promise<string> {
  try {
    const { stdout } = await run(program, [...options], { cwd: folder, maxBuffer: MOST });
    return stdout;
  } catch (cause) {
    const { code, stderr = "" } = cause as NodeJS.ErrnoException & { stderr?: string };
    if (code === "ENOENT") throw withoutEccodes(path, program, cause);
    const complaint = stderr.trim().split("\n").slice(-2).join(" ");
    throw new InputError(
      {
        where: path,
        found: `${program} cannot convert it: ${complaint}`,
        expected: "GRIB on a regular longitude-latitude or Gaussian grid",
        remedy: "order it on a longitude-latitude grid, or convert it to netCDF, for example with `cdo -R -f nc4 copy`",
      },
      { cause },
    );
  }
}

function withoutEccodes(path: string, program: string, cause: unknown): InputError {
  return new InputError(
    {
      where: path,
      found: `a GRIB file, and no ${program} to convert it with`,
      expected: "ECMWF's ecCodes on the PATH",
      remedy:
        "install it (Debian and Ubuntu: apt install libeccodes-tools; conda: eccodes), or convert the file to netCDF",
    },
    { cause },
  );
}
