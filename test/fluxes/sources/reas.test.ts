import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { InputError } from "../../../src/errors.js";
import { reasInventory, reasName } from "../../../src/fluxes/sources/reas.js";
import { openFlux } from "../../../src/products/reas/openFlux.js";
import { reasSection } from "../../../src/products/reas/section.js";
import { describeWithNetcdf4 } from "../../io/tools.js";
import { context, overGrid, writeInventory } from "./inventories.js";

describe("names of REAS", () => {
  it("say species, sector and year; the header does not know the year", () => {
    expect(reasName("REASv3.1_BC__AVIATION_2015_0.25x0.25")).toEqual({
      version: "3.1",
      species: "BC",
      sector: "AVIATION",
      year: 2015,
      points: false,
    });
    expect(reasName("REASv3.2.1_CO2_POWER_PLANTS_POINT_2015")).toMatchObject({
      species: "CO2",
      sector: "POWER_PLANTS_POINT",
      year: 2015,
      points: true,
    });
    expect(reasName("REASv3.2_CO2_POWER_PLANTS_NON-POINT_2015_0.25x0.25")?.points).toBe(false);
    expect(reasName("2016_01__industry__CO2.nc")).toBeUndefined();
  });
});

describeWithNetcdf4("REAS", () => {
  type Totals = Record<string, { readonly kilotonnes: readonly number[] }>;
  let [folder, totals]: [string, Totals] = ["", {}];
  beforeAll(() => {
    ({ folder, totals } = writeInventory<Totals>("reas"));
  });
  afterAll(() => rmSync(folder, { recursive: true }));
  const open = (names: readonly string[], more: object = {}) =>
    openFlux(
      reasSection.parse({ source: "reas", files: names.map((name) => join(folder, name)), ...more }),
      context("2016-02-10", "2016-02-12"),
    );

  it("has the mass of its files, boxes and points, in the units of the fourth line", async () => {
    const flux = await open(Object.keys(totals));
    const kilotonnes = Object.values(totals).reduce((sum, one) => sum + one.kilotonnes[1], 0);
    const total = (kilotonnes * 1e6) / 44.009e-3 / (29 * 86400);
    expect(flux.totals.total / total).toBeCloseTo(1, 10);
    const inside = overGrid(flux.hourly(context("2016-02-10", "2016-02-12").period.start));
    expect(Math.abs((inside + flux.totals.beyond) / total - 1)).toBeLessThan(1e-12);
    expect(flux.title).toContain("REAS (INDUSTRY, ROAD_TRANSPORT, POWER_PLANTS_POINT)");
    expect(flux.remarks.join(" ")).toContain(
      "the years in the headers are not those of the file names (2008 in that of REASv3.2_CO2_INDUSTRY_2016_0.25x0.25",
    );
  });

  it("has boxes by their south-western corners, and points where they are", async () => {
    const path = join(folder, "REASv3.2_CO2_DOMESTIC_2016_0.25x0.25");
    const numbers = Array.from({ length: 12 }, (_, month) => `${month + 1}`).join(" ");
    writeFileSync(
      path,
      `4\nCO2_ on 0.25 degree by 0.25 degree grid\nx\nCO2_[t/mon],2016,monthly\n 116.25 39.75 ${numbers}\n`,
    );
    const [part, february] = reasInventory({ files: [path], mass: "CO2" }).parts;
    for await (const { places, rates } of part.read()) {
      if (places.kind !== "boxes") throw new Error("boxes were expected");
      const box = rates.findIndex((rate) => rate > 0);
      expect(places.longitudeEdges[box % 1440]).toBe(116.25);
      expect(places.latitudeEdges[Math.floor(box / 1440)]).toBe(39.75);
      expect(rates[box]).toBeCloseTo(1000 / 44.009e-3 / (31 * 86400), 12);
    }
    expect([february.start, february.end]).toEqual([Date.UTC(2016, 1, 1) / 1000, Date.UTC(2016, 2, 1) / 1000]);
  });

  it("says all that is wrong: species, header, rows, places", async () => {
    const write = (name: string, text: string): string => {
      writeFileSync(join(folder, name), text);
      return name;
    };
    const row = (place: string, values = 12): string =>
      `${place} ${Array.from({ length: values }, () => "1").join(" ")}`;
    const bad = [
      write("REASv3.2_SO2_INDUSTRY_2016_0.25x0.25", ""),
      write("REASv3.2_CO2_A_2016_0.25x0.25", "lon lat\n"),
      write("REASv3.2_CO2_B_2016_0.25x0.25", `4\n0.25 degree\nx\nSO2[t/mon],2016\n${row("100 30")}\n`),
      write("REASv3.2_CO2_C_2016_0.25x0.25", `4\n0.25 degree\nx\nCO2[t/mon],2016\n${row("100 30", 11)}\n`),
      write("REASv3.2_CO2_D_2016_0.25x0.25", `4\n0.25 degree\nx\nCO2[kg],2016\n${row("100.125 30.125")}\n`),
      write("REASv3.2_CO2_E_2016_0.25x0.25", `4\n0.25 degree\nx\nCO2[10^6mol],2016\n${row("100 30")}\n`),
    ];
    const error = await open(bad).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(InputError);
    expect((error as InputError).faults.map(({ found }) => found)).toEqual([
      "emissions of SO2",
      'lines 1 and 4 "lon lat" and ""',
      "emissions of SO2",
      expect.stringContaining('"100 30 1 1'),
      'units "10^6mol"',
    ]);
    const long = write(
      "REASv3.2_CO2_F_2016_0.25x0.25",
      `5\n0.25 degree\nx\nCO2[t/mon],2016\n${row("100 30")}\n${row("101 30")}\n`,
    );
    await expect(open([long])).rejects.toThrow("line 1: a header of 5 lines, of which line 5 holds emissions");
    await expect(open(bad.slice(4, 5))).rejects.toThrow("line 5: a south-western corner at longitude 100.125");
  });
});
