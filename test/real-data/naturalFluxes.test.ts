/** Natural fluxes as their makers distribute them, through the general reader. */
import { expect, it } from "vitest";
import { openNetcdfFlux } from "../../src/fluxes/sources/netcdf.js";
import { createGrid, longitudeLatitudeGrid } from "../../src/grids/grid.js";
import { cellAreas } from "../../src/grids/regridCells.js";
import { findMesh } from "../../src/io/cfMesh.js";
import { openNetcdf } from "../../src/io/openNetcdf.js";
import { parseTime } from "../../src/time.js";
import { describeWithShared, sharedData } from "../sharedData.js";

const TVPRM = sharedData("products", "TVPRM", "ABoVE_TVPRM_bbox.nc4");
const openghg = (name: string): string => sharedData("products", "openghg-flux", name);

describeWithShared("TVPRM, hourly exchange on an Albers grid of 30 km", () => {
  const alaska = createGrid(longitudeLatitudeGrid("alaska", -172.5, 60.25, 1, 0.5, 36, 26));

  it("keeps the file's own total, with cells where its longitudes and latitudes say", async () => {
    const file = await openNetcdf(TVPRM);
    const nee = file.variable("NEE");
    const mesh = findMesh(file, nee)!;
    const areas = cellAreas(mesh);
    // 900 km2 of the ellipsoid, on a sphere.
    for (const area of areas) expect(Math.abs(area / 900e6 - 1)).toBeLessThan(0.01);
    const hour = nee.read([6, 0, 0], [1, 20, 20]);
    const own = hour.reduce((sum, value, cell) => sum + (Number.isNaN(value) ? 0 : 1e-6 * value * areas[cell]), 0);
    file.close();
    const source = await openNetcdfFlux(alaska, "biosphere", { files: [TVPRM], variable: "NEE" });
    const flux = source.hourly(parseTime("2008-01-01T06")!);
    const total = flux.reduce((sum, value, cell) => sum + value * alaska.area[cell], 0);
    expect(own).toBeGreaterThan(1000);
    expect(Math.abs(total / own - 1)).toBeLessThan(1e-10);
    source.close();
  });

  it("takes the hours of its bounds, whose middles are its times, and names the holes of a longer period", async () => {
    const source = await openNetcdfFlux(alaska, "biosphere", { files: [TVPRM], variable: "NEE" });
    const [start, end] = [parseTime("2008-01-01T00")!, parseTime("2008-01-01T10")!];
    source.check!(start, end);
    expect(() => source.check!(start, end + 3600)).toThrow(/no fluxes from 2008-01-01T10:00Z to 2008-01-01T11:00Z/);
    const stamp = openNetcdfFlux(alaska, "biosphere", { files: [TVPRM], variable: "NEE", stamp: "start" });
    await expect(stamp).rejects.toThrow(/leave out "stamp"/);
    expect(source.remarks.join()).toMatch(/lies beyond the file/);
    source.close();
  });
});

describeWithShared("fluxes of OpenGHG, time last", () => {
  const england = createGrid(longitudeLatitudeGrid("england", 0.5, 52, 0.5, 0.5, 4, 4));

  it("reads CARDAMOM's two-hourly respiration, and its shares of an hour", async () => {
    const path = openghg("co2-rtot-cardamom-2hr_TEST_2014.nc");
    const source = await openNetcdfFlux(england, "biosphere", { files: [path], variable: "flux" });
    const file = await openNetcdf(path);
    const own = file.variable("flux").read();
    file.close();
    const time = parseTime("2014-06-29T18")!;
    source.check!(time, time + 24 * 3600);
    const flux = source.hourly(time);
    expect(Math.min(...flux)).toBeGreaterThan(0);
    expect(Math.max(...flux)).toBeLessThanOrEqual(Math.max(...own));
    expect(source.hourly(time)).toEqual(source.hourly(time + 3600));
    source.close();
  });

  it("shifts another year to this one, and says so", async () => {
    const [shiftFrom, shiftTo] = ["2014-06-29", "2015-06-29"].map((day) => parseTime(day)!);
    const dates = { kind: "shift", seconds: shiftTo - shiftFrom, shiftFrom, shiftTo } as const;
    const choice = { files: [openghg("co2-rtot-cardamom-2hr_TEST_2014.nc")], variable: "flux", dates };
    const source = await openNetcdfFlux(england, "biosphere", choice);
    expect(source.hourly(parseTime("2015-06-30T00")!)[0]).toBeGreaterThan(0);
    expect(source.remarks.join()).toMatch(/2014-06-29 stands for 2015-06-29/);
    source.close();
  });
});

describeWithShared("climatologies of the ocean's CO2", () => {
  it("refuses fugacity, which is no flux, in words", async () => {
    const world = createGrid(longitudeLatitudeGrid("pacific", 160.5, 10.5, 1, 1, 4, 4));
    const files = [sharedData("products", "ocean-SOCAT-clim", "20100101_OCF-CO2-GLO-1M-KRG-CLIM.nc")];
    const variable = "fCO2_2010_interpolated_pred";
    // Its only time is the 10^9th day since 1970.
    const choice = { files, variable, steps: "monthly" } as const;
    await expect(openNetcdfFlux(world, "ocean", choice)).rejects.toThrow(/a date before the year 10000/);
  });
});
