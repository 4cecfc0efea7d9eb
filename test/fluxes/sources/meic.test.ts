import { copyFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CoverageError, InputError } from "../../../src/errors.js";
import { meicName } from "../../../src/fluxes/sources/meic.js";
import { readArcGrid } from "../../../src/io/raster.js";
import { openFlux } from "../../../src/products/meic/openFlux.js";
import { meicSection } from "../../../src/products/meic/section.js";
import { describeWithNetcdf4 } from "../../io/tools.js";
import { context, grid, overGrid, saidAfter, teragrams, writeInventory } from "./inventories.js";

describe("names of MEIC", () => {
  it("say year, month, sector and species", () => {
    expect(meicName("2016_01__industry__CO2.nc")).toEqual({ year: 2016, month: 1, sector: "industry", species: "CO2" });
    expect(meicName("2017_12_power_CO2.asc")).toEqual({ year: 2017, month: 12, sector: "power", species: "CO2" });
    expect(meicName("2017__power__CO2.nc")).toEqual({ year: 2017, month: undefined, sector: "power", species: "CO2" });
    expect(meicName("industry_2016.nc")).toBeUndefined();
  });
});

describeWithNetcdf4("MEIC", () => {
  type Totals = Record<string, { readonly tonnes: number; readonly northWest: number }>;
  let [folder, totals]: [string, Totals] = ["", {}];
  beforeAll(() => {
    ({ folder, totals } = writeInventory<Totals>("meic"));
  });
  afterAll(() => rmSync(folder, { recursive: true }));
  const open = (names: readonly string[], more: object = {}, start = "2016-07-01", end = "2016-07-03") =>
    openFlux(
      meicSection.parse({ source: "meic", files: names.map((name) => join(folder, name)), ...more }),
      context(start, end),
    );
  const july = ["2016_07__power__CO2.nc", "2016_07__industry__CO2.nc"];
  const rateOf = (names: readonly string[], days: number): number =>
    names.reduce((sum, name) => sum + totals[name].tonnes, 0) / 44.009e-6 / (days * 86400);

  it.each([
    ["2016_07__power__CO2.nc", "2016_07__industry__CO2.nc"],
    ["2016_07_power_CO2.asc", "2016_07_industry_CO2.asc"],
  ])("has the mass of its files, sectors summed: %s, %s", async (...names) => {
    const flux = await open(names);
    const total = rateOf(july, 31);
    expect(flux.totals.total / total).toBeCloseTo(1, 10);
    expect(saidAfter("period of the run", flux.remarks) / teragrams(total)).toBeCloseTo(1, 6);
    const inside = overGrid(flux.hourly(context("2016-07-01", "2016-07-03").period.start));
    expect(Math.abs((inside + flux.totals.beyond) / flux.totals.total - 1)).toBeLessThan(1e-12);
    expect(flux.totals.beyond).toBeGreaterThan(0);
    expect(flux.totals.overSea).toBeGreaterThan(0);
    expect(flux.title).toContain("MEIC (power, industry): ");
    expect(flux.remarks.join(" ")).toContain("are fill values, read as no emission");
    expect(flux.files).toEqual(names.map((name) => join(folder, name)));
  });

  it("begins in the north-west: what lies there comes to the cells there", async () => {
    const path = join(folder, "2016_07__power__CO2.nc");
    const { meicInventory } = await import("../../../src/fluxes/sources/meic.js");
    const [part] = meicInventory({ files: [path], mass: "CO2" }).parts;
    for await (const { places, rates } of part.read()) {
      if (places.kind !== "boxes") throw new Error("boxes were expected");
      expect([places.longitudeEdges[0], places.longitudeEdges[320]]).toEqual([70, 150]);
      expect([places.latitudeEdges[0], places.latitudeEdges[200]]).toEqual([10, 60]);
      let corner = 0;
      for (let row = 176; row < 180; row++)
        for (let column = 0; column < 4; column++) corner += rates[row * 320 + column];
      expect((corner * 44.009e-6 * 31 * 86400) / totals["2016_07__power__CO2.nc"].northWest).toBeCloseTo(1, 10);
      const sum = rates.reduce((all, rate) => all + (Number.isNaN(rate) ? 0 : rate), 0);
      expect(sum / rateOf(["2016_07__power__CO2.nc"], 31)).toBeCloseTo(1, 10);
      expect(rates.slice(180 * 320).every(Number.isNaN)).toBe(true);
    }
  });

  it("takes each month in its own days", async () => {
    const flux = await open(Object.keys(totals), {}, "2016-06-30", "2016-07-02");
    const { period } = context("2016-06-30", "2016-07-02");
    const first = overGrid(flux.hourly(period.start));
    const last = overGrid(flux.hourly(period.end - 3600));
    expect(first).not.toBe(last);
    expect(overGrid(flux.mean) / ((first + last) / 2)).toBeCloseTo(1, 12);
  });

  it("reads tonnes of carbon as 44.009 / 12.011 times as much, and says so", async () => {
    const [dioxide, carbon] = [await open(july), await open(july, { mass: "carbon" })];
    expect(overGrid(carbon.mean) / overGrid(dioxide.mean)).toBeCloseTo(44.009 / 12.011, 10);
    expect(carbon.remarks.join(" ")).toContain("44.009 / 12.011 = 3.664");
    const kilograms = await open(july, { units: "kgC" });
    expect(overGrid(kilograms.mean) / overGrid(carbon.mean)).toBeCloseTo(1e-3, 12);
    await expect(open(july, { units: "kt" })).rejects.toThrow(/Tg CO2 yr-1 in sector "power"; expected at most 100000/);
  });

  it("lets a year stand for another, month for month, and says so", async () => {
    const dates = { shiftFrom: "2016-01-01", shiftTo: "2018-01-01" };
    const flux = await open(july, { dates }, "2018-07-01", "2018-07-03");
    const { period } = context("2018-07-01", "2018-07-03");
    expect(overGrid(flux.hourly(period.start))).toBe(
      overGrid((await open(july)).hourly(context("2016-07-01", "2016-07-03").period.start)),
    );
    expect(flux.remarks.join(" ")).toContain("emissions of 2016-07 stand for the run from 2018-07-01 to 2018-07-02");
  });

  it("lets its months stand for those of every year, and says so", async () => {
    const flux = await open(Object.keys(totals), { dates: "every-year" }, "1999-06-30", "1999-07-02");
    const own = await open(Object.keys(totals), {}, "2016-06-30", "2016-07-02");
    expect(flux.totals).toEqual(own.totals);
    expect(flux.remarks.join(" ")).toContain(
      "MEIC: the same in every year: emissions of 2016-06, 2016-07 stand for the run from 1999-06-30 to 1999-07-01",
    );
    const years = open(july, { dates: "every-year" }, "1999-07-01", "2000-07-02");
    await expect(years).rejects.toThrow("no file for the days from 1999-08-01 to 2000-06-30");
  });

  it("names the sector and month that is missing, and a time that no file is of", async () => {
    const names = ["2016_06__power__CO2.nc", "2016_07__power__CO2.nc", "2016_06__industry__CO2.nc"];
    await expect(open(names, {}, "2016-06-29", "2016-07-03")).rejects.toThrow(
      'MEIC: no file of sector "industry" for 2016-07; expected in every month or year of the run the sectors power, industry',
    );
    await expect(open(july, {}, "2016-07-30", "2016-08-03")).rejects.toThrow(
      new RegExp(
        "no file for the days from 2016-08-01 to 2016-08-02.*the files are of 2016-07: add files, or let another",
      ),
    );
    await expect(open(july, {}, "2016-08-01", "2016-08-03")).rejects.toThrow(CoverageError);
  });

  it("refuses a sector twice, months beside a year, another species and a name that says nothing", async () => {
    copyFileSync(join(folder, july[0]), join(folder, "2016__power__CO2.nc"));
    copyFileSync(join(folder, july[0]), join(folder, "2016_07__power__NOx.nc"));
    copyFileSync(join(folder, july[0]), join(folder, "power.nc"));
    await expect(open([july[0], "2016_07_power_CO2.asc"])).rejects.toThrow('sector "power" of 2016-07 twice');
    await expect(open([july[0], "2016__power__CO2.nc"])).rejects.toThrow(
      "emissions of 2016 and of 2016-07, which overlap",
    );
    const error = await open(["2016_07__power__NOx.nc", "power.nc"]).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(InputError);
    expect((error as InputError).faults.map(({ found }) => found)).toEqual(["emissions of NOx", 'the name "power.nc"']);
  });

  it("refuses what cannot be an emission", async () => {
    const path = join(folder, "2016_09_power_CO2.asc");
    const rows = Array.from({ length: 4 }, () => "0 1 2 -9999").join("\n");
    writeFileSync(path, `ncols 4\nnrows 4\nxllcorner 110\nyllcorner 30\ncellsize 0.25\n${rows}\n`);
    await expect(open(["2016_09_power_CO2.asc"], {}, "2016-09-01", "2016-09-02")).rejects.toThrow(
      /in the box from 30 N 110.75 E; expected an emission from 0.*fill value that the file does not declare/,
    );
    writeFileSync(path, `ncols 4\nnrows 4\nxllcorner 110\nyllcorner 30\ncellsize 0.25\nnodata_value -9999\n${rows}\n`);
    await expect(open(["2016_09_power_CO2.asc"], { units: "Gt" }, "2016-09-01", "2016-09-02")).rejects.toThrow(
      'units "Gt"',
    );
    writeFileSync(path, `ncols 4\nnrows 4\nxllcorner 110\nyllcorner 30\ncellsize 0.25\n1 2 3\n`);
    expect(() => readArcGrid(path)).toThrow("3 values; expected 4 x 4");
  });

  it("varies by hour and weekday without a change of the week", async () => {
    const steady = await open(july, {}, "2016-07-01", "2016-07-15");
    const varying = await open(july, { diurnal: "sector", weekly: "sector", clock: 8 }, "2016-07-01", "2016-07-15");
    const { start } = context("2016-07-01", "2016-07-15").period;
    const cell = grid.cellAt(110, 35);
    let [sum, least, most] = [0, Infinity, 0];
    for (let hour = 0; hour < 168; hour++) {
      const flux = overGrid(varying.hourly(start + 3600 * (hour + 30)));
      sum += flux;
      [least, most] = [Math.min(least, flux), Math.max(most, flux)];
    }
    expect(sum / 168 / overGrid(steady.mean)).toBeCloseTo(1, 12);
    expect(most / least).toBeGreaterThan(1.5);
    expect(varying.mean[cell]).toBe(steady.mean[cell]);
    expect(varying.remarks.join(" ")).toContain(
      "factors of the hour of each sector (TNO) and of the weekday of each sector (TNO), by UTC+8",
    );
  });
});
