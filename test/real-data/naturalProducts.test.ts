/** Products of natural fluxes and of backgrounds on real files: what they recognise, and what they make of them. */
import { expect, it } from "vitest";
import { netcdfBackground } from "../../src/backgrounds/sources/netcdf.js";
import type { FluxComponent, FluxSource } from "../../src/fluxes/fluxSource.js";
import { createGrid, type Grid, longitudeLatitudeGrid } from "../../src/grids/grid.js";
import { landFraction } from "../../src/grids/landFraction.js";
import { verticalPreset } from "../../src/grids/verticalCoordinate.js";
import { lookAt } from "../../src/io/fileLooks.js";
import { naturalEarthLand } from "../../src/io/naturalEarth.js";
import { openNetcdf } from "../../src/io/openNetcdf.js";
import { overlayNetcdf, withAttributes } from "../../src/io/overlayNetcdf.js";
import type { NetcdfFile, NetcdfVariable } from "../../src/io/netcdf.js";
import { openghg } from "../../src/products/openghg/index.js";
import type { FluxContext, FluxRole } from "../../src/products/product.js";
import { recogniseFile, standardRegistry } from "../../src/products/registry.js";
import type { Section } from "../../src/products/section.js";
import { takahashi } from "../../src/products/takahashi/index.js";
import { tvprm } from "../../src/products/tvprm/index.js";
import { parseTime } from "../../src/time.js";
import { describeWithShared, sharedData } from "../sharedData.js";

const product = (...path: string[]): string => sharedData("products", ...path);
const TVPRM = product("TVPRM", "ABoVE_TVPRM_bbox.nc4");
const TAKAHASHI = product("ocean-Takahashi", "M2001001.1200.a7.all_products.BIN.01jan011200.v1.20132321105.data.nc");
const NEMO = product("openghg-flux", "co2-nemo-ocean-mth_TEST_2013.nc");
const GEOS_CHEM = product("GEOS-Chem", "GEOSChem.SpeciesConc.20150101_0000z_reduced.nc4");
const SIDES = sharedData("reader-fixtures", "co2_EUROPE_201407.nc");

const open = async (role: FluxRole, component: FluxComponent, grid: Grid, file: string): Promise<FluxSource> => {
  const section = role.schema.parse({ source: role.schema.shape.source.value, files: file }) as unknown as Section;
  return (await role.open())(section, { grid, component } as FluxContext);
};
const total = (flux: Float64Array, grid: Grid): number =>
  flux.reduce((sum, value, cell) => sum + value * grid.area[cell], 0);

describeWithShared("products of natural fluxes and backgrounds", () => {
  it.each([
    [TVPRM, "tvprm"],
    [TAKAHASHI, "takahashi"],
    [NEMO, "openghg"],
    [product("openghg-flux", "co2-gpp-cardamom_EUROPE_2012.nc"), "openghg"],
    [GEOS_CHEM, "geos-chem"],
    [SIDES, "openghg"],
  ])("%s is of %s alone", async (path, name) => {
    const looks = await lookAt(path);
    expect(recogniseFile(standardRegistry, looks).map((found) => found.name)).toEqual([name]);
    looks.close();
  });

  it("TVPRM opens as the biosphere of its hours", async () => {
    const alaska = createGrid(longitudeLatitudeGrid("alaska", -172.5, 60.25, 1, 0.5, 36, 26));
    const source = await open(tvprm.roles.fluxes, "biosphere", alaska, TVPRM);
    expect(total(source.hourly(parseTime("2008-01-01T00")!), alaska)).toBeGreaterThan(0);
    source.close();
  });

  it("Takahashi's January, the same in every year: its amount, and its sea where the world's is", async () => {
    // Cells that have the file's coordinates as middles.
    const world = createGrid(longitudeLatitudeGrid("world", -180, -80, 1, 1, 360, 161));
    const source = await open(takahashi.roles.fluxes, "ocean", world, TAKAHASHI);
    const flux = source.hourly(parseTime("2016-01-20")!);
    expect(source.hourly(parseTime("1999-01-03")!)).toEqual(flux);
    expect(() => source.check!(parseTime("2016-01-20")!, parseTime("2016-02-02")!)).toThrow(/no month February/);
    const file = await openNetcdf(TAKAHASHI);
    const own = file.variable("CO2flux").read([0, 10, 0], [1, 161, 360]);
    file.close();
    const molesPerSecond = 1 / 12.011 / (31 * 86400);
    const amount = own.reduce((sum, value, box) => {
      const phi = ((80 - Math.floor(box / 360)) * Math.PI) / 180;
      const area = (6.37e6 ** 2 * Math.PI * (Math.sin(phi + Math.PI / 360) - Math.sin(phi - Math.PI / 360))) / 180;
      return sum + (Number.isNaN(value) ? 0 : value * area * molesPerSecond);
    }, 0);
    // But for the rows at both ends, where the cells' great circles leave the parallels.
    expect(Math.abs(total(flux, world) / amount - 1)).toBeLessThan(1e-4);
    const perYear = amount * 12.011e-15 * 365.2425 * 86400;
    expect(perYear).toBeGreaterThan(-3);
    expect(perYear).toBeLessThan(-1);
    const land = landFraction(world, naturalEarthLand("110m"));
    const onLand = (columns: number, rows: number): number =>
      flux.reduce((count, value, cell) => {
        const [row, column] = [Math.floor(cell / 360) + rows, ((cell % 360) + columns + 360) % 360];
        return count + (value !== 0 && land[row * 360 + column] > 0.999 ? 1 : 0);
      }, 0);
    const asRead = onLand(0, 0);
    expect(onLand(1, 0)).toBeGreaterThan(asRead);
    expect(onLand(-1, 0)).toBeGreaterThan(asRead);
    expect(onLand(0, 1) + onLand(0, -1)).toBeGreaterThan(2 * asRead);
    source.close();
  });

  it("NEMO's December, whose month its source says", async () => {
    const channel = createGrid(longitudeLatitudeGrid("channel", 1, 52, 0.5, 0.5, 4, 4));
    const source = await open(openghg.roles.fluxes, "ocean", channel, NEMO);
    source.check!(parseTime("2013-12-01")!, parseTime("2014-01-01")!);
    expect(total(source.hourly(parseTime("2013-12-31T23")!), channel)).toBeLessThan(0);
    expect(source.remarks.join()).toMatch(/fill values/);
    source.close();
  });

  it("GEOS-Chem's layers, with its methane scaled to be carbon dioxide: the model's ground, polar half boxes", async () => {
    const grid = createGrid(longitudeLatitudeGrid("china", 100, 20, 4, 4, 5, 5));
    const scaled = (file: NetcdfFile): NetcdfFile => {
      const methane = file.variable("SpeciesConc_CH4");
      const own: NetcdfVariable = {
        ...withAttributes(methane, {}),
        name: "SpeciesConc_CO2",
        // 1.8 ppm at the ground, less above: between 300 and 500 ppm.
        read: (start, count) => methane.read(start, count).map((value) => 3.5e-4 + value * 30),
      };
      return overlayNetcdf(file, [own]);
    };
    const choice = {
      files: [GEOS_CHEM],
      variable: "SpeciesConc_CO2",
      view: scaled,
      surfacePressure: "of the model where the files have none",
      dates: { kind: "held-steady" },
    } as const;
    await expect(netcdfBackground(grid, { ...choice, surfacePressure: undefined })).rejects.toThrow(
      /hybrid or sigma levels without surface pressure/,
    );
    const background = await netcdfBackground(grid, choice);
    background.check(0, 1);
    expect(background.remarks.join()).toMatch(/no surface pressure; the layers follow the model's own/);
    const vertical = verticalPreset("jdas-15");
    const cells = Int32Array.of(12);
    const column = (ps: number): Float64Array => {
      const out = new Float64Array(vertical.levels);
      background.layers(cells, 0, vertical, new Float64Array(grid.cells).fill(ps), out);
      return out;
    };
    const file = await openNetcdf(GEOS_CHEM);
    const methane = file.variable("SpeciesConc_CH4");
    const latitudes = file.variable("lat").read();
    const row = latitudes.findIndex((phi) => phi >= 28);
    const lowest = methane.read([0, 0, row - 1, 56], [1, 1, 2, 2]);
    file.close();
    // The lowest layer of the model is the lowest of GEOS-Chem wherever the ground is.
    for (const ps of [1e5, 6e4]) {
      const [first] = column(ps);
      expect(first).toBeGreaterThan(3.5e-4 + 30 * Math.min(...lowest) - 2e-6);
      expect(first).toBeLessThan(3.5e-4 + 30 * Math.max(...lowest) + 2e-6);
    }
    expect(column(1e5)).not.toEqual(column(6e4));
    background.close();
  });
});
