import { rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { writeNetcdf } from "../../../src/io/writeNetcdf.js";
import { openFlux } from "../../../src/products/ceds/openFlux.js";
import { cedsSection } from "../../../src/products/ceds/section.js";
import { describeWithNetcdf4 } from "../../io/tools.js";
import { context, overGrid, writeInventory } from "./inventories.js";

describeWithNetcdf4("CEDS", () => {
  type Totals = Record<string, Record<string, readonly number[]>>;
  let [folder, totals]: [string, Totals] = ["", {}];
  beforeAll(() => {
    ({ folder, totals } = writeInventory<Totals>("ceds"));
  });
  afterAll(() => rmSync(folder, { recursive: true }));
  const open = (name: string, start: string, end: string) =>
    openFlux(cedsSection.parse({ source: "ceds", files: join(folder, name) }), context(start, end));

  it("has the mass of its sectors, also of that which takes up, in months of a calendar without leap days", async () => {
    const [name] = Object.keys(totals);
    const flux = await open(name, "2016-02-29", "2016-03-02");
    const kilograms = Object.values(totals[name]).reduce((sum, months) => sum + (months[1] + months[2]) / 2, 0);
    expect((flux.totals.total * 44.009e-3) / kilograms).toBeCloseTo(1, 10);
    const { period } = context("2016-02-29", "2016-03-02");
    const halves = [period.start, period.end - 3600].map((time) => overGrid(flux.hourly(time)));
    expect(halves[0]).not.toBe(halves[1]);
    expect((halves[0] + halves[1]) / 2 / flux.totals.inside).toBeCloseTo(1, 12);
    expect(flux.title).toContain("CEDS (Agriculture, Energy, Negative CO2 Emissions)");
    expect(flux.remarks.join(" ")).toMatch(/Negative CO2 Emissions -[\d.]+ Tg CO2 yr-1/);
  });

  it("names the months that are missing, and what else a file holds", async () => {
    await expect(open(Object.keys(totals)[0], "2016-03-30", "2016-04-03")).rejects.toThrow(
      "no file for the days from 2016-04-01 to 2016-04-02",
    );
    await writeNetcdf(join(folder, "air.nc"), {
      dimensions: { one: 1 },
      variables: [
        { name: "CO2_em_AIR_anthro", type: "f4", dimensions: ["one"], data: [0], attributes: { units: "kg m-2 s-1" } },
      ],
      attributes: {},
    });
    await expect(open("air.nc", "2016-03-30", "2016-04-01")).rejects.toThrow(
      "variables CO2_em_AIR_anthro; expected CO2_em_anthro, emissions at the ground",
    );
  });
});
