/** Flux files as users of other systems met them. */
import { expect, it } from "vitest";
import type { FluxSource } from "../../src/fluxes/fluxSource.js";
import { openNetcdfFlux } from "../../src/fluxes/sources/netcdf.js";
import { createGrid, longitudeLatitudeGrid } from "../../src/grids/grid.js";
import { describeWithShared, sharedCase, sharedData } from "../sharedData.js";

const grid = createGrid(longitudeLatitudeGrid("box", 100.5, 25.5, 1, 1, 20, 20));
const START = Date.UTC(2009, 8, 1) / 1000;

const open = (name: string, ...files: string[]): Promise<FluxSource> =>
  openNetcdfFlux(grid, "biosphere", {
    files: files.map((file) => sharedCase(name, file)),
    variable: "nee",
  });
const mean = (flux: Float64Array): number => {
  const whole = grid.area.reduce((sum, area) => sum + area, 0);
  return flux.reduce((sum, value, cell) => sum + value * grid.area[cell], 0) / whole;
};

describeWithShared("fluxes from the field", () => {
  it("latitudes that are the southern edges of their boxes, as their bounds say", async () => {
    const source = await open("lat-bounds-ignored", "n.nc");
    expect(mean(source.hourly(START)) / 9.446e-7).toBeCloseTo(1, 3);
    source.close();
  });

  it("coordinates of one file that went through 32 bits", async () => {
    const source = await open("coordinates-rounded-in-one-file", "h1.nc", "h2.nc");
    expect(source.hourly(START + 86400).every(Number.isFinite)).toBe(true);
    source.close();
  });

  it("a day without any value is an error, no flux of zero", async () => {
    const source = await open("second-day-all-fill", "b4.nc");
    expect(() => source.hourly(START + 86400)).toThrow(/no value inside the domain in the step from 2009-09-02T00:00Z/);
    source.close();
  });

  it("a fill value that is not declared is refused with its place and the likely cause", async () => {
    await expect(open("undeclared-fill-in-flux", "b.nc")).rejects.toThrow(
      /-9999 at 5.5 N 115.5 E.*from -0.0002 to 0.0002 mol m-2 s-1.*_FillValue/,
    );
  });

  it("time as the last dimension", async () => {
    const europe = createGrid(longitudeLatitudeGrid("europe", 0, 45, 1, 1, 10, 10));
    const source = await openNetcdfFlux(europe, "biosphere", {
      files: [sharedData("products", "openghg-flux", "co2-gpp-cardamom_EUROPE_2012.nc")],
      variable: "flux",
      steps: "monthly",
    });
    const january = source.hourly(Date.UTC(2012, 0, 10) / 1000);
    expect(january.every((value) => Math.abs(value) < 2e-5)).toBe(true);
    expect(january.some((value) => Math.abs(value) > 1e-8)).toBe(true);
    source.close();
  });
});
