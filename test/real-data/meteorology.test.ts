/** Weather files of others, read as they are. */
import { beforeAll, expect, it } from "vitest";
import { CoverageError } from "../../src/errors.js";
import { createGrid, gridPreset } from "../../src/grids/grid.js";
import { createProjection } from "../../src/grids/projection.js";
import { verticalPreset } from "../../src/grids/verticalCoordinate.js";
import { openNetcdf } from "../../src/io/openNetcdf.js";
import { createMassFluxBuilder } from "../../src/meteorology/massFluxes.js";
import type { MeteorologySource } from "../../src/meteorology/meteorology.js";
import { type GriddedMeteorologyOptions, griddedMeteorology } from "../../src/meteorology/sources/gridded.js";
import { continuityResidual } from "../meteorology/continuity.js";
import { describeWithShared, sharedData } from "../sharedData.js";

const grid = createGrid(gridPreset("china-64km"));
const vertical = verticalPreset("jdas-15");
const { cells } = grid;
const common = { grid, vertical, landFraction: new Float64Array(cells).fill(0.7) } as const;

function open(
  files: readonly string[],
  dates: GriddedMeteorologyOptions["dates"],
  boundaryLayer: "source" | "diurnal" = "source",
): Promise<MeteorologySource> {
  return griddedMeteorology({ ...common, files, dates, boundaryLayer });
}

/** A surface field of a file at a point, bilinear by hand. */
async function bilinear(
  path: string,
  name: string,
  time: number,
  longitude: number,
  latitude: number,
): Promise<number> {
  const file = await openNetcdf(path);
  const latitudes = file.variable("lat").read();
  const longitudes = file.variable("lon").read();
  const field = file.variable(name).read([time, 0, 0], [1, latitudes.length, longitudes.length]);
  file.close();
  const bracket = (axis: Float64Array, value: number): { i: number; f: number } => {
    const i = axis.findIndex((here, n) => (here - value) * (axis[n + 1] - value) <= 0);
    return { i, f: (value - axis[i]) / (axis[i + 1] - axis[i]) };
  };
  const y = bracket(latitudes, latitude);
  const x = bracket(longitudes, longitude);
  const at = (dy: number, dx: number): number => field[(y.i + dy) * longitudes.length + x.i + dx];
  return (1 - y.f) * ((1 - x.f) * at(0, 0) + x.f * at(0, 1)) + y.f * ((1 - x.f) * at(1, 0) + x.f * at(1, 1));
}

describeWithShared("GFS at one instant", () => {
  const path = sharedData("gfs", "gfs_2p5_20111011T00.nc");
  let source: MeteorologySource;
  beforeAll(async () => {
    source = await open([path], { kind: "held-steady" });
  });

  it("says what was done to it", () => {
    expect(source.remarks).toContain("one instant, 2011-10-11T00:00Z, held steady");
    expect(source.remarks).toContain("specific humidity made from relative humidity");
    expect(source.remarks).toContain("boundary-layer height diagnosed (bulk Richardson number 0.25)");
  });

  it("interpolates surface pressure as by hand", async () => {
    const { surfacePressure } = source.at(0);
    for (const c of [0, 4321, cells - 1]) {
      const expected = await bilinear(path, "sp", 0, grid.longitude[c], grid.latitude[c]);
      expect(surfacePressure[c]).toBeCloseTo(expected, 6);
    }
  });

  it("has the Tibetan Plateau, a jet and plausible moisture", () => {
    const { surfacePressure, xWind, specificHumidity, boundaryLayerHeight } = source.at(0);
    expect(Math.min(...surfacePressure)).toBeLessThan(6e4);
    expect(xWind.some((u) => u > 30)).toBe(true);
    expect(xWind.every((u) => Math.abs(u) < 90)).toBe(true);
    expect(specificHumidity.every((q) => q >= 0 && q < 0.025)).toBe(true);
    expect(boundaryLayerHeight.every((h) => h >= 50 && h <= 5000)).toBe(true);
  });

  it("closes continuity", () => {
    const flow = createMassFluxBuilder(grid, vertical).build(source.at(0), source.at(1800), source.at(3600));
    expect(continuityResidual(grid, 15, flow).budget).toBeLessThan(1e-12);
    expect(flow.imbalance).toBeLessThan(1e-13);
    expect(flow.correctionWind).toBeLessThan(1);
  });
});

describeWithShared("SPEEDY, July and September", () => {
  const [july, september] = ["07", "09"].map((month) => sharedData("weather", `speedy_t30_eastasia_2016${month}.nc`));
  const start = Date.UTC(2016, 6, 1) / 1000;

  it("reads sigma levels from the top, with its boundary layer", async () => {
    const source = await open([july], { kind: "as-is" });
    const weather = source.at(start + 30 * 3600);
    for (const c of [17, 5000]) {
      const point = [grid.longitude[c], grid.latitude[c]] as const;
      expect(weather.boundaryLayerHeight[c]).toBeCloseTo(await bilinear(july, "blh", 5, ...point), 6);
      expect(weather.frictionVelocity[c]).toBeCloseTo(await bilinear(july, "zust", 5, ...point), 9);
      expect(weather.temperature[c]).toBeCloseTo(await bilinear(july, "t2m", 5, ...point), -0.5);
    }
    expect(source.remarks).toEqual([]);
    expect(source.coverage.start).toBe(start);
    source.close();
  });

  it("closes continuity through a day", async () => {
    const source = await open([july], { kind: "as-is" }, "diurnal");
    const builder = createMassFluxBuilder(grid, vertical);
    for (let hour = 0; hour < 24; hour += 4) {
      const time = start + 3600 * hour;
      const flow = builder.build(source.at(time), source.at(time + 1800), source.at(time + 3600));
      expect(continuityResidual(grid, 15, flow).budget).toBeLessThan(1e-12);
      expect(flow.correctionWind).toBeLessThan(0.5);
    }
    source.close();
  });

  it("joins both months and shifts their dates", async () => {
    const seconds = -2557 * 86400;
    const source = await open([september, july], { kind: "shift", seconds });
    expect(source.remarks).toEqual(["dates shifted by -2557 days"]);
    expect(source.coverage.start).toBe(start + seconds);
    expect(source.at(start + seconds).surfacePressure.every(Number.isFinite)).toBe(true);
    source.close();
  });
});

describeWithShared("ERA5 on a UTM grid", () => {
  const files = ["00", "01", "02"].map((hour) => sharedData("era5-utm32", `era5_utm32_2025_05_01_${hour}.nc`));
  const utm = createProjection("+proj=utm +zone=32 +ellps=WGS84 +units=m");
  /** Cells whose middles are points of the files. */
  const inside = createGrid({
    name: "Alps",
    projection: utm,
    columns: 12,
    rows: 20,
    x0: 460e3,
    y0: 5060e3,
    dx: 20e3,
    dy: 20e3,
  });
  const start = Date.UTC(2025, 4, 1) / 1000;
  const landFraction = new Float64Array(inside.cells).fill(1);

  it("comes to points of the files as it is there, its winds turned from the Earth's directions", async () => {
    const options = {
      grid: inside,
      vertical,
      landFraction,
      dates: { kind: "as-is" },
      boundaryLayer: "source",
    } as const;
    const source = await griddedMeteorology({ ...options, files });
    expect(source.coverage).toEqual({ start, end: start + 7200 });
    source.check(start, start + 7200);
    const { surfacePressure, boundaryLayerHeight, yWind, xWind } = source.at(start + 3600);
    const file = await openNetcdf(files[1]);
    const [sp, blh, u10, v10] = ["sp", "blh", "10u", "10v"].map((name) => file.variable(name).read());
    file.close();
    for (let cell = 0; cell < inside.cells; cell++) {
      const at = (4 + Math.floor(cell / 12)) * 17 + 2 + (cell % 12);
      expect(Math.abs(surfacePressure[cell] - sp[at])).toBeLessThan(0.1);
      expect(Math.abs(boundaryLayerHeight[cell] - Math.max(50, blh[at]))).toBeLessThan(0.1);
    }
    // The lowest layer, some 16 m up, has the direction of the wind at 10 m, turned by the convergence of the meridians.
    let [along, across] = [0, 0];
    for (let cell = 0; cell < inside.cells; cell++) {
      const [row, column] = [Math.floor(cell / 12), cell % 12];
      const at = (4 + row) * 17 + 2 + column;
      const convergence =
        ((inside.longitude[cell] - 9) * Math.sin((inside.latitude[cell] * Math.PI) / 180) * Math.PI) / 180;
      const turned = [
        u10[at] * Math.cos(convergence) - v10[at] * Math.sin(convergence),
        u10[at] * Math.sin(convergence) + v10[at] * Math.cos(convergence),
      ];
      const ours = [
        (xWind[row * 13 + column] + xWind[row * 13 + column + 1]) / 2,
        (yWind[row * 12 + column] + yWind[(row + 1) * 12 + column]) / 2,
      ];
      along += turned[0] * ours[0] + turned[1] * ours[1];
      across += turned[0] * ours[1] - turned[1] * ours[0];
    }
    expect(along).toBeGreaterThan(0);
    expect(Math.abs(across / along)).toBeLessThan(0.01);
    source.close();
  });
});

describeWithShared("weather that cannot serve", () => {
  it("ERA-Interim winds and temperature alone: names what is missing", async () => {
    const files = ["u", "v", "t"].map((name) => sharedData("era-interim", `2005-01-23-0000-${name}.nc`));
    const failure = await open(files, { kind: "held-steady" }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(CoverageError);
    expect(String(failure)).toMatch(/no specific humidity.*no surface pressure/);
  });
});
