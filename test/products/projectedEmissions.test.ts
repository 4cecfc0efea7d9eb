/** Emissions on the cells of projections, in files that netCDF4 for Python writes: amounts come to the grid whole. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openFlux } from "../../src/products/netcdf/openFlux.js";
import { fluxSection } from "../../src/products/netcdf/sections.js";
import { context, overGrid } from "../fluxes/sources/inventories.js";
import { describeWithNetcdf4, python } from "../io/tools.js";

/** 40 x 30 cells of 20 km, tonnes in a year; the last file has no projection but longitudes and latitudes of two dimensions. */
const WRITE = `
import json, sys
import numpy as np
from netCDF4 import Dataset
folder = sys.argv[1]
random = np.random.default_rng(11)
x, y = 20e3 * (np.arange(40) + 0.5), 3.4e6 + 20e3 * (np.arange(30) + 0.5)
lambert = dict(grid_mapping_name="lambert_conformal_conic", standard_parallel=[25.0, 40.0],
    longitude_of_central_meridian=110.0, latitude_of_projection_origin=0.0, earth_radius=6370000.0)
utm = dict(grid_mapping_name="transverse_mercator", longitude_of_central_meridian=111.0, latitude_of_projection_origin=0.0,
    scale_factor_at_central_meridian=0.9996, false_easting=5e5, false_northing=0.0, earth_radius=6370000.0)
totals = {}
for name, mapping in (("lambert", lambert), ("utm", utm), ("places", None)):
    tonnes = (10.0 ** random.uniform(1, 6, (30, 40))).astype("f4")
    totals[name] = float(tonnes.astype("f8").sum())
    with Dataset(f"{folder}/{name}.nc", "w") as f:
        f.createDimension("y", 30)
        f.createDimension("x", 40)
        v = f.createVariable("co2", "f4", ("y", "x"))
        v.units = "t CO2 cell-1 yr-1"
        v[:] = tonnes
        if mapping is None:
            for key, values in (("lat", 30 + 0.2 * np.arange(30)[:, None] + 0.01 * np.arange(40)[None]),
                                ("lon", 108 + 0.2 * np.arange(40)[None] - 0.01 * np.arange(30)[:, None])):
                f.createVariable(key, "f8", ("y", "x"))[:] = values
                f[key].units = "degrees_north" if key == "lat" else "degrees_east"
            v.coordinates = "lat lon"
            continue
        v.grid_mapping = "crs"
        f.createVariable("crs", "i4").setncatts(mapping)
        for key, values in (("x", x), ("y", y)):
            f.createVariable(key, "f8", (key,))[:] = values
            f[key].units, f[key].standard_name = "m", f"projection_{key}_coordinate"
print(json.dumps(totals))
`;

describeWithNetcdf4("emissions on the cells of a projection", () => {
  const folder = mkdtempSync(join(tmpdir(), "openjdas-projected-"));
  let totals: Record<string, number> = {};
  beforeAll(() => {
    totals = python(WRITE, folder);
  });
  afterAll(() => rmSync(folder, { recursive: true }));
  const days = context("2016-07-04", "2016-07-05");
  const open = (section: object) => openFlux(fluxSection.parse({ source: "netcdf", ...section }), days);
  const path = (name: string): string => join(folder, `${name}.nc`);
  /** [mol s-1] */
  const rate = (tonnes: number): number => (tonnes * 1e3) / 44.009e-3 / (365.2425 * 86400);

  it.each(["lambert", "utm", "places"])("come to the grid whole, as amounts of a cell: %s", async (name) => {
    const flux = await open({ files: path(name), variable: "co2" });
    expect(Math.abs(overGrid(flux.hourly(days.period.start)) / rate(totals[name]) - 1)).toBeLessThan(1e-10);
    flux.close();
  });

  it("have hours, weekdays and heights, part by part", async () => {
    const power = { diurnal: "power", weekly: "power", clock: 8, heights: "power" };
    const flux = await open({
      parts: [
        { files: path("utm"), variable: "co2", ...power },
        { files: path("lambert"), variable: "co2" },
      ],
    });
    const hours = Array.from({ length: 168 }, (_, hour) => overGrid(flux.hourly(days.period.start + 3600 * hour)));
    const mean = hours.reduce((sum, value) => sum + value, 0) / 168;
    expect(mean / rate(totals.utm + totals.lambert)).toBeCloseTo(1, 10);
    expect(Math.max(...hours) / mean).toBeGreaterThan(1.05);
    const aloft = flux.aloft!(days.period.start);
    expect(aloft).toHaveLength(1);
    expect(overGrid(aloft[0].flux) + rate(totals.lambert)).toBeCloseTo(hours[0], 2);
    expect(flux.remarks.join(" ")).toContain("heights of power in Europe (Bieser et al. 2011)");
    flux.close();
  });

  it("have no profiles where they are no emissions", async () => {
    const section = fluxSection.parse({ source: "netcdf", files: path("utm"), variable: "co2", diurnal: "power" });
    await expect(openFlux(section, { ...days, component: "ocean" })).rejects.toThrow("fossil and fire alone");
  });
});
