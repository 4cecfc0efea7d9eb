/** Real files as `jdas inspect` sees them: known as what they are, and what they come to. */
import { describe, expect, it } from "vitest";
import { inspectFiles } from "../../src/inspection/inspect.js";
import type { ColumnFacts, FluxFacts, WeatherFacts } from "../../src/inspection/inspection.js";
import { standardRegistry } from "../../src/products/registry.js";
import { describeWithShared, sharedData } from "../sharedData.js";

const inspect = (...names: string[]) =>
  inspectFiles(
    standardRegistry,
    names.map((name) => sharedData(name)),
    (path) => path,
  );

describeWithShared("inspection of real files", () => {
  it.each([
    ["acos/acos_LtCO2_090901_v205205_B9213A_200310212449s.nc4", "lite", "netCDF-4 or HDF5", "points"],
    ["era-interim/2005-01-23-0000-u.nc", "gridded", "netCDF-4 or HDF5", "longitude-latitude"],
    ["era-interim/2005-01-23-0000-t.nc", "gridded", "netCDF-4 or HDF5", "longitude-latitude"],
    ["era5-utm32/era5_utm32_2025_05_01_00.nc", "gridded", "netCDF classic, 64-bit offset", "projection"],
    ["gfs/gfs_2p5_20111011T00.grib2", "gridded", "GRIB", ""],
    ["gfs/gfs_2p5_20111011T00.nc", "gridded", "netCDF-4 or HDF5", "longitude-latitude"],
    ["mcip/METCRO3D_au-test_v1", "mcip", "netCDF-4 or HDF5", ""],
    ["mcip/GRIDDESC", "", "text", ""],
    ["products/EDGAR/TOTALS_nc.zip", "edgar", "zip archive", ""],
    ["products/ERA5-old-netcdf/tuv_pl.nc", "gridded", "netCDF classic, 64-bit offset", "longitude-latitude"],
    [
      "products/GEOS-Chem/GEOSChem.SpeciesConc.20150101_0000z_reduced.nc4",
      "geos-chem",
      "netCDF-4 or HDF5",
      "longitude-latitude",
    ],
    ["products/ICOS/ICOS_ATC_L2_L2-2024.1_RGL_90.0_CTS.CH4", "icos", "text", ""],
    ["products/MERRA-2/M2T1NXSLV_example.dmr", "", "text", ""],
    ["products/NOAA-insitu/co2_mlo_surface-insitu_1_ccgg_DailyData.txt", "noaa", "text", ""],
    ["products/ObsPack/ch4_esp_surface-flask_2_representative.nc", "obspack", "netCDF-4 or HDF5", "points"],
    ["products/TVPRM/ABoVE_TVPRM_bbox.nc4", "tvprm", "netCDF-4 or HDF5", "projection"],
    ["products/WRF/wrf_tip_d1.nc", "wrf", "netCDF-4 or HDF5", "mesh"],
    ["products/ocean-SOCAT-clim/20100101_OCF-CO2-GLO-1M-KRG-CLIM.nc", "", "netCDF-4 or HDF5", "longitude-latitude"],
    [
      "products/ocean-Takahashi/M2001001.1200.a7.all_products.BIN.01jan011200.v1.20132321105.data.nc",
      "takahashi",
      "netCDF classic",
      "longitude-latitude",
    ],
    ["products/openghg-flux/co2-gpp-cardamom_EUROPE_2012.nc", "openghg", "netCDF-4 or HDF5", "longitude-latitude"],
    ["reader-fixtures/co2_EUROPE_201407.nc", "openghg", "netCDF-4 or HDF5", "longitude-latitude"],
    ["reader-fixtures/hw20230402_20230402.public.qc.nc", "tccon", "netCDF-4 or HDF5", "points"],
    ["weather/speedy_t30_eastasia_201607.nc", "gridded", "netCDF-4 or HDF5", "longitude-latitude"],
    ["wrf/WRFOUT_d01_2022-12-07T0000Z.nc", "wrf", "netCDF-4 or HDF5", "mesh"],
  ])("%s", async (name, product, format, grid) => {
    const { files } = await inspect(name);
    const [{ products, contents, faults }] = files;
    expect(products.map((one) => one.name).join()).toBe(product);
    expect(files[0].format).toBe(format);
    expect(contents?.grids[0]?.kind ?? "").toBe(grid);
    expect(faults).toEqual([]);
  });

  it("counts the soundings of a day of GOSAT, as the file's own flags do", async () => {
    const { uses, places } = await inspect("acos/acos_LtCO2_090901_v205205_B9213A_200310212449s.nc4");
    const facts = uses[0].facts as ColumnFacts;
    expect(facts).toMatchObject({ soundings: 985, good: 350, first: "2009-09-01T00:01Z", last: "2009-09-01T23:06Z" });
    expect(facts.meanPpm).toBeCloseTo(384.28, 1);
    expect(places[0].ppm.filter(Number.isFinite)).toHaveLength(350);
  });

  it("totals a map of EDGAR as its remarks do, by another way", async () => {
    const { uses } = await inspect("products/EDGAR/v6.0_CO2_excl_short-cycle_org_C_2015_TOTALS.5.3x5.1.nc");
    const [{ totals, start, end }] = (uses[0].facts as FluxFacts).fluxes;
    expect([start, end]).toEqual(["2015-01-01", "2016-01-01"]);
    // 22876.37 Tg of CO2.
    // By numpy: the sum of emi_co2 times the areas of the boxes on the sphere of 6370 km.
    expect(totals[0].PgCPerYear).toBeCloseTo(6.243453133915, 10);
    expect(totals[1].PgCPerYear).toBeCloseTo(2.31, 2);
  });

  it("totals the boxes of a regional file, as numpy does", async () => {
    const { uses } = await inspect("products/openghg-flux/co2-gpp-cardamom_EUROPE_2012.nc");
    const [{ totals }] = (uses[0].facts as FluxFacts).fluxes;
    expect(totals[0].PgCPerYear).toBeCloseTo(-8.517815978403, 10);
  });

  it("sees the month of weather, its layers and what it lacks", async () => {
    const { uses } = await inspect("weather/speedy_t30_eastasia_201607.nc");
    const facts = uses[0].facts as WeatherFacts;
    expect(facts).toMatchObject({ layers: 8, first: "2016-07-01T00:00Z", last: "2016-08-02T00:00Z" });
    expect(facts.found).toContain("boundary-layer height");
    expect(facts.absent).toContain("relative humidity");
  });

  it("says that a measurement is of another gas, and that days are no hours", async () => {
    const { uses } = await inspect(
      "products/ObsPack/ch4_bao_tower-insitu_1_ccgg_all.nc",
      "products/NOAA-insitu/co2_mlo_surface-insitu_1_ccgg_DailyData.txt",
    );
    const said = uses.flatMap(({ suspicions }) => suspicions).join("\n");
    expect(said).toContain("measurements of ch4; expected CO2");
    expect(said).toContain("means over a day");
  });

  it("says that a time is none", async () => {
    const { files } = await inspect("products/ocean-SOCAT-clim/20100101_OCF-CO2-GLO-1M-KRG-CLIM.nc");
    expect(files[0].suspicions.join()).toContain("expected a date before the year 10000");
  });
});

describe("inspectFiles", () => {
  it("has nothing to say of no file", async () => {
    expect(await inspectFiles(standardRegistry, [], (path) => path)).toEqual({ files: [], uses: [], places: [] });
  });
});
