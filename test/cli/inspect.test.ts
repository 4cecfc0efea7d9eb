/** `jdas inspect` as a user types it: text, JSON, figures, files that cannot be read, and exit codes. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import type { Inspection } from "../../src/inspection/inspection.js";
import { writeNetcdf } from "../../src/io/writeNetcdf.js";
import { describeWithShared, sharedData } from "../sharedData.js";
import { jdas, temporaryFolder } from "./jdas.js";

const folder = temporaryFolder();
const ESCAPE = "\u001b[31m";
const read = (name: string): string => readFileSync(new URL(`../../${name}`, import.meta.url), "utf8");

/** Natural fluxes by the names of CarbonTracker: uptake of land and sea, 2 days of 3 hours on one degree. */
async function writeFluxes(path: string, sign: number): Promise<void> {
  const [hours, rows, columns] = [16, 10, 20];
  const size = hours * rows * columns;
  const flux = (name: string, of: (hour: number) => number) => ({
    name,
    type: "f4" as const,
    dimensions: ["time", "latitude", "longitude"],
    attributes: { units: "mol m-2 s-1", long_name: `${ESCAPE}flux` },
    data: Float64Array.from({ length: size }, (_, i) => of(Math.floor(i / rows / columns))),
  });
  await writeNetcdf(path, {
    attributes: { title: `fluxes ${ESCAPE}of a test` },
    dimensions: { time: hours, latitude: rows, longitude: columns },
    variables: [
      {
        name: "time",
        type: "f8",
        dimensions: ["time"],
        attributes: { units: "hours since 2016-07-01 00:00:00" },
        data: Array.from({ length: hours }, (_, i) => 3 * i + 1.5),
      },
      {
        name: "latitude",
        type: "f8",
        dimensions: ["latitude"],
        attributes: { units: "degrees_north" },
        data: Array.from({ length: rows }, (_, i) => 30.5 + i),
      },
      {
        name: "longitude",
        type: "f8",
        dimensions: ["longitude"],
        attributes: { units: "degrees_east" },
        data: Array.from({ length: columns }, (_, i) => 100.5 + i),
      },
      // Uptake by day of eastern Asia, from 0 to 9 UTC.
      flux("bio_flux_opt", (hour) => sign * (hour % 8 < 3 ? -1e-5 : 4e-6)),
      flux("ocn_flux_opt", () => -1e-9),
      flux("fossil_flux_imp", () => 1e-8),
      flux("fire_flux_imp", () => 0),
    ],
  });
}

beforeAll(async () => {
  await writeFluxes(join(folder, "fluxes.nc"), 1);
  await writeFluxes(join(folder, "turned.nc"), -1);
  writeFileSync(join(folder, "empty.nc"), "");
  writeFileSync(join(folder, "notes.txt"), "of someone\n");
  const whole = readFileSync(join(folder, "fluxes.nc"));
  writeFileSync(join(folder, "cut.nc"), whole.subarray(0, whole.length / 2));
});

async function json(...words: string[]): Promise<Inspection> {
  return JSON.parse((await jdas(folder, "inspect", "--json", ...words)).stdout) as Inspection;
}

describe("jdas inspect", () => {
  it("says what a file is, holds and comes to", async () => {
    const { code, stdout, stderr } = await jdas(folder, "inspect", "fluxes.nc");
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(
      /^fluxes\.nc\n {2}format {7}netCDF-4 or HDF5\n {2}product {6}CarbonTracker \(source carbontracker/,
    );
    expect(stdout).toContain("20 x 10 of 1 x 1 degrees, 100 to 120 E, 30 to 40 N, south first");
    expect(stdout).toContain("16 from 2016-07-01T01:30Z to 2016-07-02T22:30Z, every 3 h");
    expect(stdout).toContain("  write        fluxes: { biosphere: { source: carbontracker, files: fluxes.nc } }\n");
    // 1e-8 mol m-2 s-1 over 2.023 million km2, 3.156e7 s and 12.01 g mol-1.
    expect(stdout).toMatch(/fossil: .*, 2016-07-01 to 2016-07-03\n {2}total {8}0\.00767 PgC yr-1 in all of the file\n/);
    expect(stdout).toMatch(/biosphere: .*\n {2}total {8}-0\.9\d\d PgC yr-1 in all of the file\n/);
  });

  it("shows control characters as escapes", async () => {
    for (const options of [[], ["--json"]]) {
      const { stdout } = await jdas(folder, "inspect", "fluxes.nc", ...options);
      expect(stdout).not.toContain("\u001b");
      expect(stdout).toContain("fluxes \\u001b[31mof a test");
    }
  });

  it("says that fluxes are turned around, and does not fail for it", async () => {
    const { code, stdout } = await jdas(folder, "inspect", "turned.nc");
    expect(code).toBe(0);
    expect(stdout).toContain(
      `? ${join(folder, "turned.nc")}: land in its months of growth that gives off 10.00 umol m-2 s-1 by day`,
    );
  });

  it("reports each file at its place, and the faults of those that cannot be read", async () => {
    const { code, stdout, stderr } = await jdas(
      folder,
      "inspect",
      "empty.nc",
      "fluxes.nc",
      "absent.nc",
      "cut.nc",
      "notes.txt",
    );
    expect(stderr).toBe("");
    expect(code).toBe(1);
    const [empty, fluxes, absent, cut, notes, use] = stdout.split("\n\n");
    expect(empty).toBe(
      `empty.nc\n  ! ${join(folder, "empty.nc")}: an empty file; expected data of some product; fetch the file again`,
    );
    expect(fluxes).toMatch(/^fluxes\.nc\n {2}format/);
    expect(absent).toBe(
      `absent.nc\n  ! ${join(folder, "absent.nc")}: no such file; expected a readable file; check the path`,
    );
    expect(cut).toMatch(/^cut\.nc\n {2}! .*it ends after \d+ of \d+ bytes; .*fetch it again$/);
    expect(notes).toBe("notes.txt\n  format       text\n  product      none knows it");
    expect(use).toMatch(/^CarbonTracker as fluxes: fluxes\.nc\n/);
    expect(stdout).toContain("Products whose files are known");
    expect(stdout).not.toMatch(/^ +at /m);
  });

  it("writes JSON whose keys are documented", async () => {
    const { files, uses } = await json("fluxes.nc", "empty.nc");
    expect(files.map(({ format }) => format)).toEqual(["netCDF-4 or HDF5", "unreadable"]);
    expect(files[1].faults).toHaveLength(1);
    expect(files[0].contents?.variables[2].statistics).toMatchObject({ looked: 3200, of: 3200, missing: 0 });
    expect(uses).toHaveLength(1);
    expect(uses[0].facts?.kind).toBe("fluxes");
    const page = read("docs/inspect.md");
    const keys = new Set<string>();
    const visit = (value: unknown, path: string): void => {
      if (typeof value !== "object" || value === null) return;
      for (const [key, part] of Object.entries(value)) {
        // The file's own names.
        if (Array.isArray(value) || /attributes|contents\.dimensions/.test(path)) visit(part, path);
        else {
          keys.add(key);
          visit(part, `${path}.${key}`);
        }
      }
    };
    visit(JSON.parse((await jdas(folder, "inspect", "--json", "fluxes.nc")).stdout), "");
    keys.delete("kind");
    expect([...keys].filter((key) => !page.includes(`\`${key}\``))).toEqual([]);
    expect(keys.size).toBeGreaterThan(50);
  });

  it.each([
    ["map.png", "PNG"],
    ["map.svg", "bio_flux_opt [mol m-2 s-1]"],
  ])("draws %s", async (name, holds) => {
    expect((await jdas(folder, "inspect", "fluxes.nc", "--figure", name)).code).toBe(0);
    expect(readFileSync(join(folder, name)).toString("latin1")).toContain(holds);
  });

  it.each([
    ["notes.txt", "map.png", "no field on a grid and no observation"],
    ["fluxes.nc", "map.jpg", "a figure of another kind; expected a name that ends in .svg, .png, .pdf"],
  ])("cannot draw %s as %s", async (file, name, words) => {
    const { code, stdout, stderr } = await jdas(folder, "inspect", file, "--figure", name);
    expect(code).toBe(1);
    expect(stdout).toContain(`${file}\n  format`);
    expect(stderr).toContain(words);
  });

  it("needs a file", async () => {
    expect((await jdas(folder, "inspect")).stderr).toContain("missing required argument 'files'");
  });
});

describeWithShared("jdas inspect on real files", () => {
  it("prints what docs/inspect.md shows", async () => {
    const name = "v6.0_CO2_excl_short-cycle_org_C_2015_TOTALS.5.3x5.1.nc";
    const { stdout } = await jdas(sharedData("products", "EDGAR"), "inspect", name);
    expect(read("docs/inspect.md")).toContain(`\`\`\`text\n${stdout}\`\`\``);
  });

  it.each(["cdf5-negative-dimension.nc", "cdf2-negative-begin.nc"])("refuses %s in one sentence", async (name) => {
    const { code, stdout, stderr } = await jdas(sharedData("..", "faults"), "inspect", name);
    expect([code, stderr]).toEqual([1, ""]);
    expect(stdout).toMatch(/^[^\n]+\n {2}! [^\n]+a damaged classic netCDF file[^\n]+\n$/);
  });

  it("opens the files of MCIP together", async () => {
    const names = ["METCRO3D", "METDOT3D", "METCRO2D", "GRIDCRO2D"].map((name) => `${name}_au-test_v1`);
    const { stdout } = await jdas(sharedData("mcip"), "inspect", "--json", ...names);
    const { uses } = JSON.parse(stdout) as Inspection;
    expect(uses.map(({ files, suspicions }) => ({ files, suspicions }))).toEqual([{ files: names, suspicions: [] }]);
    expect(uses[0].facts).toMatchObject({ kind: "meteorology", layers: 32 });
  });
});
