import { copyFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CoverageError } from "../../../src/errors.js";
import { gfedYear } from "../../../src/fluxes/sources/gfedFile.js";
import { lookAt } from "../../../src/io/fileLooks.js";
import { openFlux } from "../../../src/products/gfed/openFlux.js";
import { gfedSection } from "../../../src/products/gfed/section.js";
import { recogniseFile, standardRegistry } from "../../../src/products/registry.js";
import { describeWithH5py } from "../../io/tools.js";
import { context, overGrid, saidAfter, teragrams, writeInventory } from "./inventories.js";

describe("names of GFED", () => {
  it("say the year", () => {
    expect(gfedYear("GFED4.1s_2016.hdf5")).toBe(2016);
    expect(gfedYear("GFED4.1s_2019_beta.hdf5")).toBe(2019);
    expect(gfedYear("GFED4_2016.hdf5")).toBeUndefined();
  });
});

describeWithH5py("GFED4.1s", () => {
  interface Month {
    readonly dioxide: number;
    readonly carbon: number;
    readonly fire: number;
    readonly fourth: number;
    readonly parts: readonly number[];
  }
  let [folder, totals]: [string, Record<string, Month>] = ["", {}];
  beforeAll(() => {
    ({ folder, totals } = writeInventory<Record<string, Month>>("gfed"));
  });
  afterAll(() => rmSync(folder, { recursive: true }));
  const open = (name: string, more: object, start: string, end: string) =>
    openFlux(gfedSection.parse({ source: "gfed", files: join(folder, name), ...more }), context(start, end, "fire"));
  const month = ["2016-07-01", "2016-08-01"] as const;
  const rate = (kilograms: number, molarMass: number, days: number): number => kilograms / molarMass / (days * 86400);

  it.each([
    ["3-hourly", "2016-07-01", "2016-08-01", 31],
    ["daily", "2016-02-01", "2016-03-01", 29],
    ["monthly", "2016-07-10", "2016-07-12", 31],
  ])("has the CO2 of its dry matter by kind of fire: %s", async (steps, start, end, days) => {
    const flux = await open("GFED4.1s_2016.hdf5", { steps }, start, end);
    expect(flux.totals.total / rate(totals[start.slice(0, 7)].dioxide, 44.009e-3, days)).toBeCloseTo(1, 10);
    expect(Math.abs((flux.totals.inside + flux.totals.beyond) / flux.totals.total - 1)).toBeLessThan(1e-12);
    expect(saidAfter("period of the run", flux.remarks) / teragrams(flux.totals.total)).toBeCloseTo(1, 6);
    flux.close();
  });

  it("sums hour by hour to its month", async () => {
    const flux = await open("GFED4.1s_2016.hdf5", {}, ...month);
    const { period } = context(...month);
    let sum = 0;
    for (let time = period.start; time < period.end; time += 10800) sum += overGrid(flux.hourly(time));
    expect(Math.abs(sum / 248 / flux.totals.inside - 1)).toBeLessThan(1e-12);
    flux.close();
  });

  it("puts a fire to its place, day and part of the day", async () => {
    // The box of row 60 and column 197 from the north-west lies about 0.75 S 116.25 E: a grid of its own holds it.
    const { createGrid, longitudeLatitudeGrid } = await import("../../../src/grids/grid.js");
    const grid = createGrid(longitudeLatitudeGrid("box", 116.25, -0.75, 1.5, 1.5, 1, 1));
    const { period } = context(...month);
    const section = gfedSection.parse({ source: "gfed", files: join(folder, "GFED4.1s_2016.hdf5") });
    const flux = await openFlux(section, { ...context(...month, "fire"), grid, landFraction: new Float64Array(1) });
    const { fire, fourth, parts } = totals["2016-07"];
    const at = (day: number, hour: number): number => flux.hourly(period.start + 86400 * day + 3600 * hour)[0];
    const ofDay = Array.from({ length: 8 }, (_, part) => at(3, 3 * part + 1));
    const moles = ofDay.reduce((sum, value) => sum + value * 10800 * grid.area[0], 0);
    // A cell ends at great circles, not at parallels.
    expect(moles / ((fire * fourth) / 44.009e-3)).toBeCloseTo(1, 3);
    const sum = ofDay.reduce((all, value) => all + value, 0);
    parts.forEach((part, i) => expect(ofDay[i] / sum).toBeCloseTo(part, 4));
    expect(at(3, 1)).not.toBe(at(4, 1));
    flux.close();
  });

  it("takes all carbon as CO2 where that is asked for, and says so", async () => {
    const flux = await open("GFED4.1s_2016.hdf5", { from: "carbon", steps: "monthly" }, ...month);
    expect(flux.totals.total / rate(totals["2016-07"].carbon, 12.011e-3, 31)).toBeCloseTo(1, 10);
    expect(flux.remarks.join(" ")).toContain("all carbon of fires is taken as CO2");
    flux.close();
  });

  it("reads years without burned area, and lets a year stand for another", async () => {
    const dates = { shiftFrom: "2017-01-01", shiftTo: "2020-01-01" };
    const flux = await open("GFED4.1s_2017_beta.hdf5", { dates }, "2020-07-01", "2020-08-01");
    expect(flux.totals.total / rate(totals["2017-07"].dioxide, 44.009e-3, 31)).toBeCloseTo(1, 10);
    expect(flux.remarks.join(" ")).toContain(
      "fires of 2017-07-01 to 2017-07-31 stand for those of 2020-07-01 to 2020-07-31",
    );
    flux.close();
  });

  it("lets a year stand for every year", async () => {
    const flux = await open(
      "GFED4.1s_2016.hdf5",
      { dates: "every-year", steps: "monthly" },
      "1999-07-01",
      "1999-08-01",
    );
    expect(flux.totals.total / rate(totals["2016-07"].dioxide, 44.009e-3, 31)).toBeCloseTo(1, 10);
    expect(flux.remarks.join(" ")).toContain(
      "the same in every year: fires of 2016-07-01 to 2016-07-31 stand for those of",
    );
    flux.close();
  });

  it("names the month or year that is missing, and a year that stands twice", async () => {
    await expect(open("GFED4.1s_2016.hdf5", {}, "2016-07-30", "2016-08-02")).rejects.toThrow(CoverageError);
    await expect(open("GFED4.1s_2016.hdf5", {}, "2016-07-30", "2016-08-02")).rejects.toThrow("no emissions/08/DM");
    await expect(open("GFED4.1s_2016.hdf5", {}, "2015-07-30", "2015-08-02")).rejects.toThrow("no file of 2015");
    copyFileSync(join(folder, "GFED4.1s_2016.hdf5"), join(folder, "GFED4.1s_2016_beta.hdf5"));
    const twice = openFlux(
      gfedSection.parse({
        source: "gfed",
        files: ["GFED4.1s_2016.hdf5", "GFED4.1s_2016_beta.hdf5"].map((name) => join(folder, name)),
      }),
      context(...month, "fire"),
    );
    await expect(twice).rejects.toThrow("the year 2016 twice");
  });

  it("is known by its looks", async () => {
    const file = await lookAt(join(folder, "GFED4.1s_2016.hdf5"));
    expect(recogniseFile(standardRegistry, file).map((product) => product.name)).toEqual(["gfed"]);
    file.close();
  });
});
