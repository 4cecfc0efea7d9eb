/** Backgrounds of products, on files that netCDF4 for Python writes in their layouts: a field that is known everywhere. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";
import { CoverageError } from "../../src/errors.js";
import type { Background } from "../../src/fields/background.js";
import { createGrid, longitudeLatitudeGrid } from "../../src/grids/grid.js";
import { levelPressure, verticalPreset } from "../../src/grids/verticalCoordinate.js";
import { lookAt } from "../../src/io/fileLooks.js";
import { camsEgg4 } from "../../src/products/cams-egg4/index.js";
import { camsInversion } from "../../src/products/cams-inversion/index.js";
import { carbontracker } from "../../src/products/carbontracker/index.js";
import type { BackgroundContext, BackgroundRole } from "../../src/products/product.js";
import { recogniseFile, standardRegistry } from "../../src/products/registry.js";
import type { Section } from "../../src/products/section.js";
import { parseTime, type Time } from "../../src/time.js";
import { describeWithNetcdf4, output } from "../io/tools.js";

const china = createGrid(longitudeLatitudeGrid("china", 100, 20, 4, 4, 5, 5));
const america = createGrid(longitudeLatitudeGrid("america", -120, 30, 4, 4, 5, 5));
const vertical = verticalPreset("jdas-15");
const at = (text: string): Time => parseTime(text)!;
let folder: string;

const open = async (role: BackgroundRole, names: readonly string[], grid = china): Promise<Background> => {
  const source = role.schema.shape.source.value;
  const section = role.schema.parse({ source, files: names.map((name) => join(folder, name)) }) as unknown as Section;
  return (await role.open())(section, { grid } as BackgroundContext);
};

/** The greatest difference from the field, at the middles of layers between 850 hPa, above all grounds, and 50 hPa [ppm]. */
function difference(background: Background, grid: typeof china, time: string, ps: number): number {
  const cells = Int32Array.from({ length: grid.cells }, (_, cell) => cell);
  const out = new Float64Array(vertical.levels * grid.cells);
  background.layers(cells, at(time), vertical, new Float64Array(grid.cells).fill(ps), out);
  const days = (at(time) - at("2018-07-15")) / 86400;
  let most = 0;
  for (let level = 0; level < vertical.levels; level++) {
    const pressure = levelPressure(vertical, level, ps);
    if (pressure < 5000 || pressure > 85000) continue;
    for (const cell of cells) {
      const own = 400 + pressure / 1e4 + 0.1 * grid.latitude[cell] + days;
      most = Math.max(most, Math.abs(1e6 * out[level * grid.cells + cell] - own));
    }
  }
  return most;
}

describeWithNetcdf4("backgrounds of products", () => {
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "backgrounds-"));
    const script = fileURLToPath(new URL("backgroundFiles.py", import.meta.url));
    output(process.env.OPENJDAS_PYTHON ?? "/usr/bin/python3", script, folder);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it("CarbonTracker of 34 layers: linear in space and time, whole days of three-hourly means", async () => {
    const files = ["CT2022.molefrac_glb3x2_2018-07-15.nc", "CT2022.molefrac_glb3x2_2018-07-16.nc"];
    const background = await open(carbontracker.roles.background, files);
    background.check(at("2018-07-15"), at("2018-07-17"));
    expect(difference(background, china, "2018-07-15T13", 95000)).toBeLessThan(0.05);
    // Between the last of one file and the first of the next.
    expect(difference(background, china, "2018-07-16T00", 95000)).toBeLessThan(0.05);
    background.close();
  });

  it("CarbonTracker of 25 layers with components and `press`, and North America on one degree", async () => {
    const parts = await open(carbontracker.roles.background, ["CT2019B.molefrac_components_glb3x2_2018-07-15.nc"]);
    expect(parts.title).toMatch(/bg \+ bio \+ ff \+ fires \+ ocean/);
    expect(difference(parts, china, "2018-07-15T13", 95000)).toBeLessThan(0.05);
    const nam = ["CT2022.molefrac_nam1x1_2018-07-15.nc"];
    const american = await open(carbontracker.roles.background, nam, america);
    expect(difference(american, america, "2018-07-15T13", 95000)).toBeLessThan(0.05);
    await expect(open(carbontracker.roles.background, nam)).rejects.toThrow(CoverageError);
    for (const background of [parts, american]) background.close();
  });

  it("names the day that is missing, and refuses columns without the upper troposphere", async () => {
    const files = ["15", "16", "18"].map((day) => `CT2022.molefrac_glb3x2_2018-07-${day}.nc`);
    const background = await open(carbontracker.roles.background, files);
    expect(() => background.check(at("2018-07-15"), at("2018-07-19"))).toThrow(
      /no CO2 field between 2018-07-16T22:30Z and 2018-07-18T01:30Z/,
    );
    const low = await open(carbontracker.roles.background, ["low.nc"], america);
    expect(() => low.check(at("2018-07-15"), at("2018-07-16"))).toThrow(/CO2 up to \d+ hPa; expected up to 200 hPa/);
    for (const opened of [background, low]) opened.close();
  });

  it("CAMS inversion: hybrid interfaces, a meridian that stands twice", async () => {
    const background = await open(camsInversion.roles.background, ["cams73_v20r2_co2_conc_surface_inst_201807.nc"]);
    background.check(at("2018-07-15"), at("2018-07-16"));
    expect(difference(background, china, "2018-07-15T13", 95000)).toBeLessThan(0.05);
    background.close();
  });

  it("EGG4 on pressure levels: packed mass mixing ratios", async () => {
    const background = await open(camsEgg4.roles.background, ["egg4.nc"]);
    background.check(at("2018-07-15"), at("2018-07-16"));
    expect(difference(background, china, "2018-07-15T13", 95000)).toBeLessThan(0.05);
    background.close();
  });

  it("know their files, and no other product of that role does", async () => {
    for (const [file, product] of [
      ["CT2022.molefrac_glb3x2_2018-07-15.nc", "carbontracker"],
      ["CT2019B.molefrac_components_glb3x2_2018-07-15.nc", "carbontracker"],
      ["cams73_v20r2_co2_conc_surface_inst_201807.nc", "cams-inversion"],
      ["egg4.nc", "cams-egg4"],
    ]) {
      const looks = await lookAt(join(folder, file));
      const found = recogniseFile(standardRegistry, looks).filter(({ roles }) => "background" in roles);
      expect(found.map(({ name }) => name)).toEqual([product]);
      looks.close();
    }
  });
});
