import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { odiacName } from "../../../src/fluxes/sources/odiac.js";
import { openFlux } from "../../../src/products/odiac/openFlux.js";
import { odiacSection } from "../../../src/products/odiac/section.js";
import { describeWithTifffile } from "../../io/tools.js";
import { context, grid, overGrid, writeInventory } from "./inventories.js";

describe("names of ODIAC", () => {
  it("say year and month", () => {
    expect(odiacName("odiac2019_1x1d_2018.nc")).toEqual({ kind: "1 degree", year: 2018 });
    expect(odiacName("odiac2020b_1km_excl_intl_1907.tif.gz")).toEqual({ kind: "1 km", year: 2019, month: 7 });
    expect(odiacName("odiac2022_1km_excl_intl_1613.tif")).toBeUndefined();
  });
});

describeWithTifffile("ODIAC", () => {
  type Totals = Record<string, { readonly kilograms?: readonly number[]; readonly tonnes?: number }>;
  let [folder, totals]: [string, Totals] = ["", {}];
  beforeAll(() => {
    ({ folder, totals } = writeInventory<Totals>("odiac"));
  });
  afterAll(() => rmSync(folder, { recursive: true }));
  const open = (name: string, start: string, end: string, more: object = {}) =>
    openFlux(odiacSection.parse({ source: "odiac", files: join(folder, name), ...more }), context(start, end));
  const carbon = (kilograms: number, days: number): number => kilograms / 12.011e-3 / (days * 86400);

  it("has the mass of the 1 degree maps, land and bunkers, as carbon", async () => {
    const flux = await open("odiac2019_1x1d_2016.nc", "2016-02-03", "2016-02-05");
    const february = totals.land.kilograms![1] + totals.intl_bunker.kilograms![1];
    expect(flux.totals.total / carbon(february, 29)).toBeCloseTo(1, 10);
    expect(flux.title).toContain("ODIAC (land, intl_bunker)");
    expect(flux.remarks.join(" ")).toContain("44.009 / 12.011 = 3.664");
  });

  it("has the mass of a GeoTIFF, packed or not, as boxes", async () => {
    const name = "odiac2022_1km_excl_intl_1607.tif";
    const flux = await open(name, "2016-07-03", "2016-07-05");
    expect(flux.totals.total / carbon(totals[name].tonnes! * 1e3, 31)).toBeCloseTo(1, 10);
    const inside = overGrid(flux.hourly(context("2016-07-03", "2016-07-05").period.start));
    expect(Math.abs((inside + flux.totals.beyond) / flux.totals.total - 1)).toBeLessThan(1e-12);
    expect((await open(`${name}.gz`, "2016-07-03", "2016-07-05")).mean).toEqual(flux.mean);
  });

  it("has the mass of a fine GeoTIFF, each cell in the one that holds its middle", async () => {
    const name = "odiac2022_1km_excl_intl_1608.tif";
    const flux = await open(name, "2016-08-03", "2016-08-05");
    const total = carbon(totals[name].tonnes! * 1e3, 31);
    expect(flux.totals.total / total).toBeCloseTo(1, 10);
    expect(overGrid(flux.mean) / total).toBeCloseTo(1, 10);
    expect(flux.totals.beyond).toBe(0);
    // From 113 to 121.33 E and from 37.83 to 42 N.
    expect(flux.mean[grid.cellAt(117, 40)]).toBeGreaterThan(0);
    expect(flux.mean[grid.cellAt(111.5, 40)]).toBe(0);
    expect(flux.mean[grid.cellAt(117, 36.8)]).toBe(0);
    expect(flux.mean[grid.cellAt(117, 43)]).toBe(0);
  });

  it("says that its sectors have no factors of time of their own", async () => {
    const flux = await open("odiac2019_1x1d_2016.nc", "2016-02-03", "2016-02-05", { diurnal: "sector" });
    expect(flux.remarks.join(" ")).toContain("there are no factors of time of land, intl_bunker; these emit evenly");
    const power = await open("odiac2019_1x1d_2016.nc", "2016-02-03", "2016-02-05", { diurnal: "power" });
    expect(power.remarks.join(" ")).toContain("factors of the hour of power (TNO), by mean solar time");
    expect(overGrid(power.hourly(context("2016-02-03", "2016-02-05").period.start))).not.toBe(overGrid(flux.mean));
  });

  it("says what is no GeoTIFF, and a name that says nothing", async () => {
    writeFileSync(join(folder, "odiac2022_1km_excl_intl_1609.tif"), "no picture");
    await expect(open("odiac2022_1km_excl_intl_1609.tif", "2016-09-03", "2016-09-05")).rejects.toThrow(
      "it cannot be read as GeoTIFF",
    );
    writeFileSync(join(folder, "odiac2022_1km_excl_intl_1609.tif.gz"), "no picture");
    await expect(open("odiac2022_1km_excl_intl_1609.tif.gz", "2016-09-03", "2016-09-05")).rejects.toThrow(
      /odiac2022_1km_excl_intl_1609.tif.gz: it cannot be read as GeoTIFF/,
    );
    await expect(open("odiac.tif", "2016-09-03", "2016-09-05")).rejects.toThrow('the name "odiac.tif"');
  });
});
