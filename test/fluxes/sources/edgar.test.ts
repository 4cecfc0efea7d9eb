import { copyFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { InputError } from "../../../src/errors.js";
import { edgarName } from "../../../src/fluxes/sources/edgarName.js";
import { lookAt } from "../../../src/io/fileLooks.js";
import { openFlux } from "../../../src/products/edgar/openFlux.js";
import { edgarSection } from "../../../src/products/edgar/section.js";
import { recogniseFile, standardRegistry } from "../../../src/products/registry.js";
import { describeWithNetcdf4 } from "../../io/tools.js";
import { describeWithShared, sharedData } from "../../sharedData.js";
import { context, overGrid, writeInventory } from "./inventories.js";

const EXCL = "v6.0_CO2_excl_short-cycle_org_C_2015_TOTALS.5.3x5.1.nc";
const SHORT = "v6.0_CO2_org_short-cycle_C_2015_TOTALS.5.3x5.1.nc";
/** Of the thinned map [kg s-1], by numpy: sum of emi_co2 times R^2 dlambda dsin(phi), sides half-way between middles, seam at 0 E. */
const SUM_OF_EXCL = 724923.43;
const open = (files: readonly string[], more: object = {}, start = "2015-07-01", end = "2015-07-03") =>
  openFlux(edgarSection.parse({ source: "edgar", files, ...more }), context(start, end));

describe("names of EDGAR", () => {
  it.each([
    [EXCL, { gas: "CO2", shortCycle: false, year: 2015, month: undefined, sector: "TOTALS" }],
    [SHORT, { gas: "CO2", shortCycle: true, year: 2015, month: undefined, sector: "TOTALS" }],
    ["v50_CH4_2015.5.3x5.1.nc", { gas: "CH4", shortCycle: false, year: 2015, sector: "TOTALS" }],
    ["v50_CO2_excl_short-cycle_org_C_2015_7_ENE.0.1x0.1.nc", { gas: "CO2", year: 2015, month: 7, sector: "ENE" }],
    ["v8.0_FT2022_GHG_CO2_2022_ENE_flx.nc", { gas: "CO2", shortCycle: false, year: 2022, sector: "ENE" }],
    [
      "v8.0_FT2022_GHG_CO2bio_2021_TNR_Aviation_CDS_emi.nc",
      { shortCycle: true, year: 2021, sector: "TNR_Aviation_CDS" },
    ],
    ["v8.0_FT2022_GHG_CO2_2022_ENE_emi_nc.zip", { gas: "CO2", year: 2022, sector: "ENE" }],
    ["EDGAR_2024_GHG_CO2_2023_REF_TRF_emi.txt", { gas: "CO2", year: 2023, sector: "REF_TRF" }],
  ])("say gas, cycle, year and sector: %s", (name, told) => {
    expect(edgarName(name)).toMatchObject(told);
  });

  it("are no others", () => {
    expect(edgarName("TOTALS_nc.zip")).toBeUndefined();
    expect(edgarName("odiac2019_1x1d_2018.nc")).toBeUndefined();
  });
});

describeWithShared("real maps of EDGAR, thinned", () => {
  const real = (name: string): string => sharedData("products", "EDGAR", name);

  it("are read, also where boxes of the thinned map meet across Greenwich, and fossil carbon is kept apart", async () => {
    const flux = await open([real(EXCL)]);
    expect(flux.totals.total / (SUM_OF_EXCL / 44.009e-3)).toBeCloseTo(1, 6);
    const inside = overGrid(flux.hourly(context("2015-07-01", "2015-07-03").period.start));
    expect(Math.abs((inside + flux.totals.beyond) / flux.totals.total - 1)).toBeLessThan(1e-12);
    expect(flux.title).toMatch(/^EDGAR \(TOTALS\): [\d.]+ Tg CO2 yr-1 in the domain$/);
    await expect(open([real(EXCL), real(SHORT)])).rejects.toThrow(
      `${SHORT}: carbon of short cycles (biofuel); expected fossil carbon alone`,
    );
    const both = await open([real(EXCL), real(SHORT)], { biofuel: true });
    const short = both.totals.total - flux.totals.total;
    expect(short).toBeGreaterThan(0);
    expect(both.remarks.join(" ")).toMatch(/carbon of short cycles \(biofuel\) is added/);
    expect(both.title).toContain("EDGAR (TOTALS, TOTALS (short cycle))");
    await expect(open([real(EXCL)], { biofuel: true })).rejects.toThrow("true, but no file of it");
  });

  it("of methane are refused by name, by variable, and within the zip as it was downloaded", async () => {
    const error = await open([real("v50_CH4_2015.5.3x5.1.nc"), real("TOTALS_nc.zip")]).catch(
      (caught: unknown) => caught,
    );
    expect(error).toBeInstanceOf(InputError);
    expect((error as InputError).faults).toMatchObject([
      { found: "emissions of CH4", expected: "of CO2" },
      { where: expect.stringMatching(/TOTALS_nc.zip: v6.0_CH4_2015_TOTALS/) as string, found: "emissions of CH4" },
    ]);
  });

  it.each([EXCL, SHORT, "v50_CH4_2015.5.3x5.1.nc", "TOTALS_nc.zip"])("are known by their looks: %s", async (name) => {
    const file = await lookAt(real(name));
    expect(recogniseFile(standardRegistry, file).map((product) => product.name)).toEqual(["edgar"]);
    file.close();
  });
});

describeWithNetcdf4("EDGAR", () => {
  type Totals = Record<string, { readonly kilograms: number; readonly year: number }>;
  let [folder, totals]: [string, Totals] = ["", {}];
  beforeAll(() => {
    ({ folder, totals } = writeInventory<Totals>("edgar"));
  });
  afterAll(() => rmSync(folder, { recursive: true }));
  const at = (...names: string[]): string[] => names.map((name) => join(folder, name));
  const rateOf = (...names: string[]): number =>
    names.reduce((sum, name) => sum + totals[name].kilograms, 0) / 44.009e-3 / (365 * 86400);
  const [ENE, IND, BIO] = ["CO2_2022_ENE_flx", "CO2_2022_IND_emi", "CO2bio_2022_ENE_emi"].map(
    (name) => `v8.0_FT2022_GHG_${name}.nc`,
  );
  const RCO = "v8.0_FT2022_GHG_CO2_2022_RCO.txt";
  const in2022 = ["2022-07-01", "2022-07-03"] as const;

  it("has the mass of its maps: emi_co2, fluxes, emissions, text", async () => {
    const v6 = "v6.0_CO2_excl_short-cycle_org_C_2015_TOTALS.0.5x0.5.nc";
    expect((await open(at(v6))).totals.total / rateOf(v6)).toBeCloseTo(1, 10);
    for (const name of [ENE, IND, RCO]) {
      const flux = await open(at(name), {}, ...in2022);
      expect(flux.totals.total / rateOf(name)).toBeCloseTo(1, 10);
    }
    const all = await open(at(ENE, IND, RCO), {}, ...in2022);
    expect(all.totals.total / rateOf(ENE, IND, RCO)).toBeCloseTo(1, 10);
    const inside = overGrid(all.hourly(context(...in2022).period.start));
    expect(Math.abs((inside + all.totals.beyond) / all.totals.total - 1)).toBeLessThan(1e-12);
  });

  it("is the same out of the zip as it was downloaded, which alone is named in the record", async () => {
    const [packed, plain] = [await open(at("IND_emi_nc.zip"), {}, ...in2022), await open(at(IND), {}, ...in2022)];
    expect(packed.mean).toEqual(plain.mean);
    expect(packed.files).toEqual(at("IND_emi_nc.zip"));
  });

  it("adds biofuel where it is asked for, a sector by itself", async () => {
    const flux = await open(at(ENE, BIO), { biofuel: true }, ...in2022);
    expect(flux.totals.total / rateOf(ENE, BIO)).toBeCloseTo(1, 10);
    expect(flux.title).toContain("(ENE, ENE (short cycle))");
  });

  it("refuses what its names, variables and attributes contradict", async () => {
    copyFileSync(join(folder, IND), join(folder, "v8.0_FT2022_GHG_CO2_2021_IND_emi.nc"));
    const otherYear = open(at("v8.0_FT2022_GHG_CO2_2021_IND_emi.nc"), {}, "2021-07-01", "2021-07-02");
    await expect(otherYear).rejects.toThrow("the year 2022 in it; expected 2021, as its name says");
    copyFileSync(join(folder, ENE), join(folder, "v8.0_FT2022_GHG_CO2_2022_TOTALS_flx.nc"));
    const both = open(at(ENE, "v8.0_FT2022_GHG_CO2_2022_TOTALS_flx.nc"), {}, ...in2022);
    await expect(both).rejects.toThrow("the sum of all sectors beside sector ENE");
    writeFileSync(join(folder, "v8.0_FT2022_GHG_CO2_2022_SWD.txt"), "lat;lon;CH4\n10.05;20.05;3\n");
    await expect(open(at("v8.0_FT2022_GHG_CO2_2022_SWD.txt"), {}, ...in2022)).rejects.toThrow(
      "expected emissions of CO2",
    );
    writeFileSync(join(folder, "v8.0_FT2022_GHG_CO2_2022_SWD.txt"), "lat;lon;CO2\n10.05;20.05;3\n");
    await expect(open(at("v8.0_FT2022_GHG_CO2_2022_SWD.txt"), {}, ...in2022)).rejects.toThrow(
      "line 2: a south-western corner",
    );
    for (const [text, fault] of [
      ["lat;lon;CO2\n10.1;20.1;\n", 'line 2: "10.1;20.1;"; expected latitude, longitude and emission'],
      ["lat;lon;CO2\n10.1;20.1;3\n;20.1;3\n", 'line 3: ";20.1;3"; expected latitude'],
      ["lat;lon;CO2\n10,1;20,1;3\n", "with decimal points"],
      ["lon;lat;CO2\n20.1;10.1;3\n", "expected latitude before longitude"],
      ["lat;lon;CO2\n10.1;20.1;3\n10.2;20.1;3\n10.1;20.1;4;\n", "line 4: the box of line 2 again"],
      ["<!DOCTYPE html><html></html>", "a web page; expected a text of EDGAR; the download was refused"],
    ] as const) {
      writeFileSync(join(folder, "v8.0_FT2022_GHG_CO2_2022_SWD.txt"), text);
      await expect(open(at("v8.0_FT2022_GHG_CO2_2022_SWD.txt"), {}, ...in2022)).rejects.toThrow(fault);
    }
    writeFileSync(join(folder, "v8.0_FT2022_GHG_CO2_2022_PRO_nc.zip"), "PK\x03\x04 cut");
    await expect(open(at("v8.0_FT2022_GHG_CO2_2022_PRO_nc.zip"), {}, ...in2022)).rejects.toThrow(
      "no whole zip archive",
    );
  });
});
