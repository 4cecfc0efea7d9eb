/** ERA5 and MERRA-2 in the layouts in which they are downloaded, on files that netCDF4 writes. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { InputError } from "../../../src/errors.js";
import { createGrid, longitudeLatitudeGrid } from "../../../src/grids/grid.js";
import { sigmaCoordinate } from "../../../src/grids/verticalCoordinate.js";
import type { MeteorologySource } from "../../../src/meteorology/meteorology.js";
import { type GriddedMeteorologyOptions, griddedMeteorology } from "../../../src/meteorology/sources/gridded.js";
import { griddedVertical } from "../../../src/meteorology/sources/griddedLayers.js";
import { openNetcdf } from "../../../src/io/openNetcdf.js";
import { describeWithNetcdf4, python } from "../../io/tools.js";
import { describeWithShared, sharedData } from "../../sharedData.js";

const SCRIPT = readFileSync(new URL("reanalysisFixtures.py", import.meta.url), "utf8");
const grid = createGrid(longitudeLatitudeGrid("inside", 104, 28, 1, 1, 9, 8));
const vertical = sigmaCoordinate("four", [1, 0.9, 0.6, 0.3, 0], 8000);
const START = Date.UTC(2009, 8, 1) / 1000;
const ramp = (offset: number, cell: number): number =>
  offset + 0.1 * (grid.longitude[cell] - 110) - 0.2 * (grid.latitude[cell] - 32);

describeWithNetcdf4("reanalyses as they are downloaded", () => {
  const folder = mkdtempSync(join(tmpdir(), "openjdas-reanalyses-"));
  const cache = process.env.OPENJDAS_CACHE;
  beforeAll(() => {
    process.env.OPENJDAS_CACHE = join(folder, "cache");
    python(SCRIPT, folder);
  });
  afterAll(() => {
    if (cache === undefined) delete process.env.OPENJDAS_CACHE;
    else process.env.OPENJDAS_CACHE = cache;
    rmSync(folder, { recursive: true });
  });

  const open = (
    names: readonly string[],
    options: Partial<GriddedMeteorologyOptions> = {},
  ): Promise<MeteorologySource> =>
    griddedMeteorology({
      grid,
      vertical,
      landFraction: new Float64Array(grid.cells).fill(1),
      files: names.map((name) => join(folder, name)),
      dates: { kind: "as-is" },
      boundaryLayer: "source",
      ...options,
    });

  it("ERA5 of the new Climate Data Store: its versions along time, and single levels from the archive", async () => {
    const source = await open(["era5_pl.nc", "era5_sl.zip"]);
    expect(source.coverage).toEqual({ start: START, end: START + 7200 });
    expect(source.files).toEqual([join(folder, "era5_pl.nc"), join(folder, "era5_sl.zip")]);
    expect(source.remarks).toEqual([]);
    const weather = source.at(START + 3600);
    for (const cell of [0, 40, 71]) {
      expect(weather.surfacePressure[cell]).toBeCloseTo(ramp(95000, cell), 1);
      expect(weather.boundaryLayerHeight[cell]).toBeCloseTo(ramp(700, cell) + 100, 2);
      // 100 W m-2 (h + 1) in the hour before the stamp h: 250 at 01:00, upward; unstable.
      const density = weather.surfacePressure[cell] / (287.0471 * weather.temperature[cell]);
      const heat = 250;
      const inverse = (-0.4 * 9.80665 * heat) / (density * 1004.7 * weather.temperature[cell] * 0.3 ** 3);
      expect(weather.inverseObukhovLength[cell]).toBeCloseTo(inverse, 4);
    }
    source.close();
    // The archive is unpacked once.
    writeFileSync(join(folder, "copy.zip"), readFileSync(join(folder, "era5_sl.zip")));
    (await open(["era5_pl.nc", "copy.zip"])).close();
  });

  it("ERA5 of the former Climate Data Store: packed, final and preliminary data in two slots", async () => {
    const source = await open(["era5_old.nc"]);
    for (const hour of [0, 1, 2]) {
      const { surfacePressure, temperature, specificHumidity, xWind } = source.at(START + 3600 * hour);
      expect(surfacePressure[30]).toBeCloseTo(ramp(95000, 30), 1);
      expect(temperature[30]).toBeCloseTo(ramp(280, 30), 2);
      expect(specificHumidity[30]).toBeCloseTo(0.004 + 1e-4 * ramp(0, 30), 6);
      expect(Math.abs(xWind[0] - (ramp(5, 0) - 0.05 + hour))).toBeLessThan(0.01);
    }
    source.close();
  });

  it("ERA5 on model levels: layers from the coefficients, surface pressure from its logarithm", async () => {
    const layers = await griddedVertical([join(folder, "era5_ml.nc")]);
    expect([layers.levels, layers.a[0], layers.b[0], layers.a[4]]).toEqual([4, 0, 1, 0]);
    const source = await open(["era5_ml.nc"], { vertical: layers });
    const { surfacePressure, temperature } = source.at(START);
    expect(surfacePressure[10]).toBeCloseTo(ramp(95000, 10), 1);
    // The lowest level is the file's last.
    expect(temperature[10]).toBeCloseTo(ramp(280, 10), 3);
    source.close();
  });

  it("MERRA-2: layers by number from the top, hourly means between three-hourly instants", async () => {
    const files = ["MERRA2_300.inst3_3d_asm_Nv.20090901.nc4", "MERRA2_300.tavg1_2d_flx_Nx.20090901.nc4"];
    const layers = await griddedVertical(files.map((name) => join(folder, name)));
    expect([layers.levels, layers.a[72], layers.b[1]]).toEqual([72, 1, 0.984952]);
    const source = await open(files, { vertical: layers });
    expect(source.coverage).toEqual({ start: START, end: START + 3 * 3600 });
    expect(source.remarks).toEqual([]);
    const [first, last] = [source.at(START), source.at(START + 3 * 3600)];
    expect(first.temperature[5]).toBeCloseTo(271, 4);
    expect(first.temperature[71 * grid.cells + 5]).toBeCloseTo(200, 4);
    // Stamped 00:30, the first mean holds from 00:00; 03:00 lies between those of 02:30 and 03:30.
    expect(first.boundaryLayerHeight[5]).toBeCloseTo(500, 3);
    expect(last.boundaryLayerHeight[5]).toBeCloseTo(750, 3);
    expect(first.inverseObukhovLength[5]).toBeLessThan(-0.01);
    source.close();
  });

  it("an accumulation over an unknown time is not used, and said", async () => {
    python(
      `import netCDF4, sys
with netCDF4.Dataset(sys.argv[1]) as old, netCDF4.Dataset(sys.argv[2], "w") as new:
    for name, size in old.dimensions.items():
        new.createDimension(name, len(size))
    for name, variable in old.variables.items():
        if name == "expver":
            continue
        copy = new.createVariable(name, variable.dtype, variable.dimensions)
        copy.setncatts({key: variable.getncattr(key) for key in variable.ncattrs() if key != "_FillValue"})
        copy[...] = variable[...] + (3600 * 2 * __import__("numpy").arange(3) if name == "valid_time" else 0)
    new.setncatts(old.__dict__)
print("null")`,
      join(folder, "data_stream-oper_stepType-accum.nc"),
      join(folder, "threehourly.nc"),
    );
    const source = await open(["era5_pl.nc", "data_stream-oper_stepType-instant.nc", "threehourly.nc"]);
    expect(source.remarks.join()).toMatch(
      /sensible heat flux not used: the file does not say over how long it is accumulated/,
    );
    source.close();
  });

  it("an archive that is cut off or holds no netCDF is refused by name", async () => {
    const whole = readFileSync(join(folder, "era5_sl.zip"));
    writeFileSync(join(folder, "cut.zip"), whole.subarray(0, whole.length - 100));
    await expect(open(["era5_pl.nc", "cut.zip"])).rejects.toThrow(InputError);
    await expect(open(["era5_pl.nc", "cut.zip"])).rejects.toThrow(
      /cut.zip: no whole zip archive.*fetch the file again/,
    );
    const spoiled = Buffer.from(whole);
    spoiled[200] ^= 255;
    writeFileSync(join(folder, "spoiled.zip"), spoiled);
    await expect(open(["era5_pl.nc", "spoiled.zip"])).rejects.toThrow(
      /spoiled.zip: member "data_stream-oper_stepType-instant.nc"/,
    );
  });
});

describeWithShared("the layers of GEOS", () => {
  it("are those that a file of GEOS-Chem on them has", async () => {
    const file = await openNetcdf(
      sharedData("products", "GEOS-Chem", "GEOSChem.SpeciesConc.20150101_0000z_reduced.nc4"),
    );
    const [a, b] = ["hyai", "hybi"].map((name) => file.variable(name).read());
    file.close();
    const { geosInterfaces } = await import("../../../src/io/geosLayers.js");
    const numbered = (values: Float64Array) => ({
      ...({} as Parameters<typeof geosInterfaces>[0]),
      shape: [72],
      attributes: { units: "layer" },
      read: () => values,
    });
    const ours = geosInterfaces(numbered(Float64Array.from({ length: 72 }, (_, k) => 72 - k)));
    for (let k = 0; k <= 72; k++) {
      expect(Math.abs((ours?.a[k] ?? Number.NaN) - 100 * a[k])).toBeLessThan(1e-4);
      expect(Math.abs((ours?.b[k] ?? Number.NaN) - b[k])).toBeLessThan(1e-7);
    }
  });
});
