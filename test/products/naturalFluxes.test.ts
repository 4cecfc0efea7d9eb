/** Flux products of inversions, on files that netCDF4 for Python writes in their layouts: totals are those of the files. */
import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { fileURLToPath } from "node:url";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { FluxComponent, FluxSource } from "../../src/fluxes/fluxSource.js";
import { createGrid, longitudeLatitudeGrid } from "../../src/grids/grid.js";
import { lookAt } from "../../src/io/fileLooks.js";
import { camsInversion } from "../../src/products/cams-inversion/index.js";
import { carbontracker } from "../../src/products/carbontracker/index.js";
import { carbontrackerEurope } from "../../src/products/carbontracker-europe/index.js";
import type { FluxContext, FluxRole } from "../../src/products/product.js";
import { recogniseFile, standardRegistry } from "../../src/products/registry.js";
import type { Section } from "../../src/products/section.js";
import { parseTime, type Time } from "../../src/time.js";
import { describeWithNetcdf4, output } from "../io/tools.js";

const world = createGrid(longitudeLatitudeGrid("world", -174, -85.5, 12, 9, 30, 20));
const at = (text: string): Time => parseTime(text)!;
let folder: string;
let totals: Readonly<Record<string, readonly number[]>>;

const open = async (
  role: FluxRole,
  component: FluxComponent,
  written: { readonly files: readonly string[] } & Readonly<Record<string, unknown>>,
): Promise<FluxSource> => {
  const files = written.files.map((name) => join(folder, name));
  const section = role.schema.parse({
    source: role.schema.shape.source.value,
    ...written,
    files,
  }) as unknown as Section;
  return (await role.open())(section, { grid: world, component } as FluxContext);
};
const total = (flux: Float64Array): number => flux.reduce((sum, value, cell) => sum + value * world.area[cell], 0);
/** How far the total of an hour is from the file's own, relative to that. */
const amiss = (source: FluxSource, time: string, file: string, variable: string, step = 0): number =>
  Math.abs(total(source.hourly(at(time))) / totals[`${file} ${variable}`][step] - 1);

describeWithNetcdf4("flux products of inversions", () => {
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "natural-"));
    const script = fileURLToPath(new URL("naturalFluxFiles.py", import.meta.url));
    totals = JSON.parse(output(process.env.OPENJDAS_PYTHON ?? "/usr/bin/python3", script, folder)) as typeof totals;
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it("CarbonTracker, three-hourly: times are the middles of steps, each component has its variable", async () => {
    const files = ["CT2022.flux1x1.20180715.nc", "CT2022.flux1x1.20180716.nc"];
    for (const [component, variable] of [
      ["biosphere", "bio_flux_opt"],
      ["ocean", "ocn_flux_opt"],
      ["fossil", "fossil_flux_imp"],
      ["fire", "fire_flux_imp"],
    ] as const) {
      const source = await open(carbontracker.roles.fluxes, component, { files });
      source.check!(at("2018-07-15"), at("2018-07-17"));
      expect(amiss(source, "2018-07-15T00", files[0], variable)).toBeLessThan(1e-10);
      expect(amiss(source, "2018-07-15T02", files[0], variable)).toBeLessThan(1e-10);
      expect(amiss(source, "2018-07-15T03", files[0], variable, 1)).toBeLessThan(1e-10);
      expect(amiss(source, "2018-07-16T23", files[1], variable, 7)).toBeLessThan(1e-10);
      source.close();
    }
  });

  it("CarbonTracker, a month in a file, and old names with components of the date alone", async () => {
    const monthly = "CT2019B.flux1x1.201807.nc";
    const source = await open(carbontracker.roles.fluxes, "biosphere", { files: [monthly] });
    source.check!(at("2018-07-01"), at("2018-08-01"));
    expect(amiss(source, "2018-07-31T23", monthly, "bio_flux_opt")).toBeLessThan(1e-10);
    expect(source.title).toBe("CarbonTracker, optimized biosphere fluxes");
    const old = "CT2010.flux1x1.20090715.nc";
    const fossil = await open(carbontracker.roles.fluxes, "fossil", { files: [old] });
    expect(amiss(fossil, "2009-07-15T05", old, "fossil_imposed", 1)).toBeLessThan(1e-10);
    for (const opened of [source, fossil]) opened.close();
  });

  it("refuses times that contradict their components, a prior that is not there, and one of what is imposed", async () => {
    const { fluxes } = carbontracker.roles;
    const wrong = open(fluxes, "biosphere", { files: ["CT-NRT.v2025-1.flux1x1.20180715.nc"] });
    await expect(wrong).rejects.toThrow(/2018-07-17T01:30Z in "time" and 2018-07-16T01:30Z in "time_components"/);
    const files = ["CT2022.flux1x1.20180715.nc"];
    await expect(open(fluxes, "ocean", { files, estimate: "prior" })).rejects.toThrow(
      /none of the variables ocn_flux_prior.*leave out "estimate"/s,
    );
    await expect(open(fluxes, "fire", { files, estimate: "prior" })).rejects.toThrow(
      /is imposed; leave out "estimate"/,
    );
  });

  it("CarbonTracker Europe: both estimates, months, areas of cells on a sphere little larger", async () => {
    const { fluxes } = carbontrackerEurope.roles;
    const prior = await open(fluxes, "ocean", { files: ["cte.nc"], estimate: "prior" });
    expect(amiss(prior, "2018-02-28T23", "cte.nc", "ocean_flux_prior", 1)).toBeLessThan(1e-10);
    const source = await open(fluxes, "biosphere", { files: ["cte.nc"] });
    expect(amiss(source, "2018-12-31T23", "cte.nc", "biosphere_flux_optimized", 11)).toBeLessThan(1e-10);
    for (const opened of [prior, source]) opened.close();
  });

  it("CAMS inversion: the month of the name, its length, half boxes at the poles", async () => {
    const { fluxes } = camsInversion.roles;
    const files = [
      "z_cams_l_cams55_201806_FT23r3_ra_sfc_mm_co2_flux.nc",
      "cams73_latest_co2_flux_surface_mm_201807.nc",
    ];
    const source = await open(fluxes, "biosphere", { files });
    source.check!(at("2018-06-01"), at("2018-08-01"));
    expect(amiss(source, "2018-06-30T23", files[0], "flux_apos_bio")).toBeLessThan(1e-10);
    expect(amiss(source, "2018-07-01T00", files[1], "flux_apos_bio")).toBeLessThan(1e-10);
    expect(source.remarks.join()).toMatch(/hold fires/);
    const fossil = await open(fluxes, "fossil", { files });
    expect(amiss(fossil, "2018-07-01T00", files[1], "flux_foss")).toBeLessThan(1e-10);
    for (const opened of [source, fossil]) opened.close();
    copyFileSync(join(folder, files[0]), join(folder, "renamed.nc"));
    await expect(open(fluxes, "ocean", { files: ["renamed.nc"] })).rejects.toThrow(/no month in the name/);
  });

  it("know their files, and no other product does", async () => {
    for (const [file, product] of [
      ["CT2022.flux1x1.20180715.nc", "carbontracker"],
      ["CT2010.flux1x1.20090715.nc", "carbontracker"],
      ["cte.nc", "carbontracker-europe"],
      ["cams73_latest_co2_flux_surface_mm_201807.nc", "cams-inversion"],
    ]) {
      const looks = await lookAt(join(folder, file));
      expect(recogniseFile(standardRegistry, looks).map(({ name }) => name)).toEqual([product]);
      looks.close();
    }
  });
});
