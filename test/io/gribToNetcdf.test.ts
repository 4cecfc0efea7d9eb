/** GRIB by ecCodes, on real files: the same instant as netCDF that others made, and model levels. */
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { InputError } from "../../src/errors.js";
import { createGrid, longitudeLatitudeGrid } from "../../src/grids/grid.js";
import { sigmaCoordinate } from "../../src/grids/verticalCoordinate.js";
import { readLayerInterfaces } from "../../src/io/cfLayers.js";
import { readLevelAxis } from "../../src/io/cfLevels.js";
import { netcdfInputs } from "../../src/io/netcdfInputs.js";
import { openNetcdf } from "../../src/io/openNetcdf.js";
import { griddedMeteorology } from "../../src/meteorology/sources/gridded.js";
import { describeWithShared, sharedData } from "../sharedData.js";
import { describeWithEccodes } from "./tools.js";

const GFS = sharedData("gfs", "gfs_2p5_20111011T00.grib2");
const folder = mkdtempSync(join(tmpdir(), "openjdas-grib-"));
const { OPENJDAS_CACHE, PATH } = process.env;
beforeAll(() => {
  process.env.OPENJDAS_CACHE = join(folder, "cache");
});
afterAll(() => {
  if (OPENJDAS_CACHE === undefined) delete process.env.OPENJDAS_CACHE;
  else process.env.OPENJDAS_CACHE = OPENJDAS_CACHE;
  rmSync(folder, { recursive: true });
});

describeWithShared("GRIB", () => {
  describeWithEccodes("with ecCodes", () => {
    it("is the weather that netCDF of the same instant is, converted once", async () => {
      const grid = createGrid(longitudeLatitudeGrid("inside", 104, 28, 2, 2, 9, 8));
      const vertical = sigmaCoordinate("four", [1, 0.9, 0.6, 0.3, 0], 8000);
      const open = (file: string) =>
        griddedMeteorology({
          grid,
          vertical,
          landFraction: new Float64Array(grid.cells).fill(1),
          files: [file],
          dates: { kind: "as-is" },
          boundaryLayer: "source",
        });
      const [grib, netcdf] = [await open(GFS), await open(sharedData("gfs", "gfs_2p5_20111011T00.nc"))];
      expect(grib.coverage).toEqual(netcdf.coverage);
      expect(grib.files).toEqual([GFS]);
      const [ours, theirs] = [grib.at(grib.coverage.start), netcdf.at(grib.coverage.start)];
      for (const [name, tolerance] of [
        ["surfacePressure", 1],
        ["temperature", 0.01],
        ["xWind", 0.01],
        ["yWind", 0.01],
        ["specificHumidity", 1e-5],
      ] as const) {
        ours[name].forEach((value, i) => expect(Math.abs(value - theirs[name][i])).toBeLessThan(tolerance));
      }
      grib.close();
      netcdf.close();
      const [kept] = readdirSync(join(folder, "cache")).filter((name) => name.endsWith("netcdf"));
      expect(kept).toMatch(/^[0-9a-f]{24}-netcdf$/);
      expect(readdirSync(join(folder, "cache", kept, "gfs_2p5_20111011T00.grib2"))).toContain(
        "u_isobaricInhPa_instant.nc",
      );
    });

    it("has the levels of its coefficients: every fourth of 137", async () => {
      const inputs = await netcdfInputs([sharedData("products", "ERA5-grib", "ml_data.grib")]);
      const file = await openNetcdf(inputs.find((path) => path.endsWith("t_hybrid_instant.nc")) ?? "");
      const level = file.variable("level");
      const axis = readLevelAxis(file, level);
      expect([level.shape[0], file.attributes.GRIB_centre]).toEqual([35, "ecmf"]);
      // Level 137 of the 137 (https://confluence.ecmwf.int/display/UDOC/L137+model+level+definitions): 1012.0494 hPa.
      expect((axis.a[34] + axis.b[34] * 101325) / 100).toBeCloseTo(1012.0494, 2);
      expect(axis.a[0] / 100).toBeCloseTo(0.01, 2);
      expect(readLayerInterfaces(file, level, axis).kind).toBe("none");
      const single = await openNetcdf(inputs.find((path) => path.endsWith("lnsp_hybrid_instant.nc")) ?? "");
      expect(Math.exp(single.variable("lnsp").read()[0])).toBeGreaterThan(5e4);
      file.close();
      single.close();
    });

    it("that ecCodes cannot convert is refused in its words", async () => {
      await expect(netcdfInputs([sharedData("products", "CAMS-grib", "chem-cams.grib")])).rejects.toThrow(
        /chem-cams.grib: a GRIB file without weather on pressure or model levels/,
      );
    });
  });

  describe("without ecCodes", () => {
    it("says what to install", async () => {
      process.env.PATH = folder;
      try {
        const failure = netcdfInputs([sharedData("products", "ERA5-grib", "tuv_pl.grib")]);
        await expect(failure).rejects.toThrow(InputError);
        await expect(failure).rejects.toThrow(
          /no grib_copy to convert it with; expected ECMWF's ecCodes.*apt install libeccodes-tools/,
        );
      } finally {
        process.env.PATH = PATH;
      }
    });
  });
});
