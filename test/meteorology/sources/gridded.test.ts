import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { CoverageError, InputError } from "../../../src/errors.js";
import { createGrid, longitudeLatitudeGrid } from "../../../src/grids/grid.js";
import { sigmaCoordinate } from "../../../src/grids/verticalCoordinate.js";
import type { Meteorology } from "../../../src/meteorology/meteorology.js";
import { type GriddedMeteorologyOptions, griddedMeteorology } from "../../../src/meteorology/sources/gridded.js";
import {
  eastward,
  northward,
  plain,
  rising,
  surfacePressure,
  type WeatherFile,
  warmth,
  writeWeather,
} from "./weatherFile.js";

const folder = mkdtempSync(join(tmpdir(), "weather-"));
afterAll(() => rmSync(folder, { recursive: true }));

const grid = createGrid(longitudeLatitudeGrid("inside", 102, 26, 1, 1, 8, 6));
const vertical = sigmaCoordinate("four", [1, 0.9, 0.6, 0.3, 0], 8000);
const start = Date.UTC(2000, 0, 1) / 1000;
const common = {
  grid,
  vertical,
  landFraction: new Float64Array(grid.cells).fill(1),
  dates: { kind: "as-is" },
  boundaryLayer: "source",
} as const;

let count = 0;
async function open(file: Partial<WeatherFile>, options: Partial<GriddedMeteorologyOptions> = {}) {
  const path = join(folder, `weather${count++}.nc`);
  await writeWeather(path, { ...plain, ...file });
  return griddedMeteorology({ ...common, files: [path], ...options });
}

/** Pressure at the middle of a level under the surface pressure of the file. */
function middle(level: number, lon: number, lat: number): number {
  const ps = surfacePressure(lon, lat);
  return (vertical.a[level] + vertical.a[level + 1] + (vertical.b[level] + vertical.b[level + 1]) * ps) / 2;
}

function largestError(weather: Meteorology, hour: number): number {
  let worst = 0;
  for (let k = 0; k < 4; k++) {
    const check = (found: number, expected: number): void => {
      worst = Math.max(worst, Math.abs(found - expected));
    };
    grid.longitude.forEach((lon, c) => {
      const p = middle(k, lon, grid.latitude[c]);
      check(weather.temperature[k * grid.cells + c], warmth(p));
      check(weather.specificHumidity[k * grid.cells + c], 0.004);
    });
    for (const [faces, wind] of [
      [grid.xFaces, weather.xWind],
      [grid.yFaces, weather.yWind],
    ] as const) {
      faces.longitude.forEach((lon, f) => {
        const lat = faces.latitude[f];
        const p = middle(k, lon, lat);
        const expected =
          eastward(lon, lat, p, hour) * faces.normalEast[f] + northward(lon, lat, p) * faces.normalNorth[f];
        check(wind[k * faces.longitude.length + f], expected);
      });
    }
  }
  return worst;
}

describe("gridded weather", () => {
  it.each<[string, Partial<WeatherFile>]>([
    ["plain", {}],
    [
      "levels from the top, in Pa, CF names",
      { pressures: [5e3, 2e4, 5e4, 8.5e4, 1e5], pressureUnits: "Pa", names: "cf" },
    ],
    ["latitudes from the north", { latitudes: [40, 35, 30, 25, 20] }],
    ["longitudes west of Greenwich counted negative", { longitudes: [-265, -260, -255, -250, -245, -240] }],
    ["packed, units m/s", { packed: true, windUnits: "m/s" }],
    ["units m s^-1", { windUnits: "m s^-1" }],
  ])("interpolates linear fields exactly: %s", async (_, file) => {
    const source = await open(file);
    expect(largestError(source.at(start), 0)).toBeLessThan(2e-6);
    expect(largestError(source.at(start + 6 * 3600), 6)).toBeLessThan(2e-6);
    expect(largestError(source.at(start + 1.5 * 3600), 1.5)).toBeLessThan(2e-6);
    for (const time of [start, start + 1.5 * 3600, start + 2 * 3600]) {
      const { surfacePressure: ps, specificHumidity } = source.at(time);
      expect(source.airAt(time)).toEqual({ time, surfacePressure: ps, specificHumidity });
    }
    expect(() => source.airAt(start - 1)).toThrow(CoverageError);
    expect(source.at(start).boundaryLayerHeight[5]).toBeCloseTo(800, 8);
    expect(source.at(start).frictionVelocity[5]).toBeCloseTo(0.25, 8);
    source.close();
  });

  it("joins files of several times and variables", async () => {
    const paths = ["a", "b", "c"].map((name) => join(folder, `${name}.nc`));
    await writeWeather(paths[0], { ...plain, hours: [0], without: ["q", "sp"] });
    await writeWeather(paths[1], { ...plain, hours: [3], without: ["q", "sp"] });
    await writeWeather(paths[2], { ...plain, hours: [0, 3], without: ["u", "v", "t"] });
    const source = await griddedMeteorology({ ...common, files: paths });
    expect(source.coverage).toEqual({ start, end: start + 3 * 3600 });
    expect(largestError(source.at(start + 3600), 1)).toBeLessThan(1e-9);
    source.close();
  });

  it("holds one instant steady, or shifts the dates, and says so", async () => {
    const steady = await open({}, { dates: { kind: "held-steady" } });
    expect(steady.remarks).toContain("one instant, 2000-01-01T00:00Z, held steady");
    expect(largestError(steady.at(0), 0)).toBeLessThan(1e-9);
    expect(steady.at(1e9).time).toBe(1e9);
    const seconds = -2557 * 86400;
    const shifted = await open({}, { dates: { kind: "shift", seconds } });
    expect(shifted.remarks).toContain("dates shifted by -2557 days");
    expect(shifted.coverage.start).toBe(start + seconds);
    expect(largestError(shifted.at(start + seconds + 3 * 3600), 3)).toBeLessThan(1e-9);
  });

  it("imposes a diurnal boundary layer and says so", async () => {
    const source = await open({}, { boundaryLayer: "diurnal", dates: { kind: "held-steady" } });
    expect(source.remarks.join()).toContain("diurnal boundary layer imposed");
    const noon = source.at(Date.UTC(2010, 6, 1, 7) / 1000).boundaryLayerHeight[10];
    const midnight = source.at(Date.UTC(2010, 6, 1, 18) / 1000).boundaryLayerHeight[10];
    expect(noon).toBeGreaterThan(1000);
    expect(midnight).toBeLessThanOrEqual(300);
  });

  it("diagnoses what is absent and says so", async () => {
    const source = await open({ without: ["blh", "zust"] });
    expect(source.remarks).toContain("boundary-layer height diagnosed (bulk Richardson number 0.25)");
    expect(source.remarks).toContain("friction velocity diagnosed (log law)");
    const { boundaryLayerHeight, frictionVelocity } = source.at(start);
    expect(boundaryLayerHeight.every((h) => h >= 50 && h <= 5000)).toBe(true);
    expect(frictionVelocity.every((u) => u >= 0.03 && u < 2)).toBe(true);
  });

  it("makes specific humidity of relative humidity on levels that its file rounds", async () => {
    const [dry, moist] = ["dry.nc", "moist.nc"].map((name) => join(folder, name));
    await writeWeather(dry, { ...plain, without: ["q"] });
    const others = ["u", "v", "t", "q", "sp", "blh", "zust"];
    const pressures = plain.pressures.map((pressure) => pressure + 1e-4);
    await writeWeather(moist, { ...plain, pressures, relativeHumidity: true, without: others });
    const source = await griddedMeteorology({ ...common, files: [dry, moist] });
    expect(source.remarks).toContain("specific humidity made from relative humidity");
    const { specificHumidity } = source.at(start);
    expect(specificHumidity.every((q) => q > 0 && q < 0.02)).toBe(true);
    source.close();
  });

  it("fills values below the ground from above", async () => {
    // Level 0 (1000 hPa) lies below a ground of 98 kPa or so.
    const source = await open({ spoiled: [{ name: "u", index: 14, value: Number.NaN }] });
    const whole = await open({});
    const [found, expected] = [source.at(start).xWind, whole.at(start).xWind];
    expect(found.every(Number.isFinite)).toBe(true);
    expect(found.subarray(54)).toEqual(expected.subarray(54));
    expect(found.subarray(0, 54)).not.toEqual(expected.subarray(0, 54));
  });
});

describe("sunlight and rain, which are only shown,", () => {
  const sunlight = { name: "ssrd", units: "W m-2", value: 400 };
  const hourly = { hours: [0, 1, 2] };
  const shown = async (file: Partial<WeatherFile>) => {
    const source = await open(file);
    const { shortwave, precipitation } = source.at(start + 1800);
    source.close();
    return { shortwave: shortwave?.[7], precipitation: precipitation?.[7], remarks: source.remarks.join("; ") };
  };

  it("are read as they are called: rates, sums of an hour, and the two kinds of rain", async () => {
    const rate = { name: "mtpr", units: "kg m**-2 s**-1", value: 2e-4 };
    const ofRates = await shown({ surface: [sunlight, rate] });
    expect(ofRates.shortwave).toBeCloseTo(400, 9);
    expect(ofRates.precipitation).toBeCloseTo(2e-4, 12);
    const sums = [
      { name: "ssrd", units: "J m**-2", value: 1.8e6 },
      { name: "tp", units: "m", value: 3.6e-4 },
    ];
    const ofSums = await shown({ ...hourly, surface: sums });
    expect(ofSums.shortwave).toBeCloseTo(500, 9);
    expect(ofSums.precipitation).toBeCloseTo(1e-4, 12);
    const kinds = [
      { name: "cpr", units: "kg m-2 s-1", value: 1e-4 },
      { name: "lspr", units: "kg m-2 s-1", value: 5e-5 },
    ];
    expect((await shown({ surface: kinds })).precipitation).toBeCloseTo(1.5e-4, 12);
    expect((await shown({ surface: kinds.slice(1) })).precipitation).toBeUndefined();
  });

  it("are left out where they cannot be used, which stops nothing and is said", async () => {
    const sum = await shown({ surface: [{ name: "ssrd", units: "J m**-2", value: 1e7 }] });
    expect(sum.shortwave).toBeUndefined();
    expect(sum.remarks).toMatch(/sunlight at the ground is not shown: .*over how long it is accumulated/);
    const units = await shown({ surface: [{ name: "tp", units: "furlongs", value: 1 }] });
    expect(units.remarks).toMatch(/precipitation is not shown: tp has units "furlongs"/);
    const bare = await shown({ surface: [{ name: "tp", units: "", value: 1e-3 }] });
    expect([bare.precipitation, bare.remarks]).toEqual([undefined, expect.stringContaining("gives it no units")]);
    const gap = await shown({ surface: [sunlight], spoiled: [{ name: "ssrd", index: 14, value: Number.NaN }] });
    expect(gap.shortwave).toBeUndefined();
    expect((await shown({})).remarks).not.toMatch(/shown/);
  });
});

describe("gridded weather refuses", () => {
  it("files that lack a variable, naming it", async () => {
    await expect(open({ without: ["q", "sp"] })).rejects.toThrow(CoverageError);
    await expect(open({ without: ["q", "sp"] })).rejects.toThrow(/no specific humidity \(q.*no surface pressure \(sp/);
  });

  it("other units", async () => {
    await expect(open({ windUnits: "knots" })).rejects.toThrow(InputError);
    await expect(open({ windUnits: "knots" })).rejects.toThrow(/u has units "knots"; expected m s-1/);
  });

  it("a wind that is no number, with variable, level, time and place", async () => {
    // Time 1, level 2 (500 hPa), latitude 2, longitude 3.
    const index = 150 + 2 * 30 + 2 * 6 + 3;
    const source = await open({ spoiled: [{ name: "v", index, value: Number.NaN }] });
    expect(() => source.at(start + 3600)).toThrow(InputError);
    expect(() => source.at(start + 3600)).toThrow(/"v".*2000-01-01T06:00Z, 500.0 hPa, 30 N 110 E/);
  });

  it("values out of all range", async () => {
    const source = await open({ spoiled: [{ name: "sp", index: 8, value: 980 }] });
    expect(() => source.at(start)).toThrow(/"sp": 980 at 2000-01-01T00:00Z, 25 N 105 E.*check its units/);
  });

  it("levels that are no whole column, in other units than they say or the half of them", async () => {
    const upper = await open({ pressures: [500, 200, 50] });
    expect(() => upper.check(start, start + 3600)).toThrow(
      /"u": levels from 500 hPa to 50 hPa, where surface pressure reaches .* hPa; expected eastward wind from near the ground/,
    );
    const wrong = await open({ pressures: [10, 8.5, 5, 2, 0.5] });
    expect(() => wrong.check(start, start + 3600)).toThrow(
      /levels from 10 hPa to 0.5 hPa.*check the units of the levels/,
    );
    for (const source of [upper, wrong]) source.close();
  });

  it("times outside the files", async () => {
    const source = await open({});
    expect(() => source.at(start - 1)).toThrow(CoverageError);
    expect(() => source.at(start + 7 * 3600)).toThrow(
      /no weather for 2000-01-01T07:00Z; expected a time from 2000-01-01T00:00Z to 2000-01-01T06:00Z/,
    );
  });

  it("a grid larger than the weather", async () => {
    await expect(open({ latitudes: [26, 27, 28, 29, 30] })).rejects.toThrow(/lies outside the area of the files/);
  });

  it("missing and truncated files", async () => {
    const missing = join(folder, "nowhere.nc");
    await expect(griddedMeteorology({ ...common, files: [missing] })).rejects.toThrow(/nowhere.nc: no such file/);
    const whole = join(folder, "whole.nc");
    await writeWeather(whole, plain);
    const cut = join(folder, "cut.nc");
    const bytes = readFileSync(whole);
    writeFileSync(cut, bytes.subarray(0, bytes.length >> 1));
    await expect(griddedMeteorology({ ...common, files: [cut] })).rejects.toThrow(InputError);
  });
});

it("reads the mass flux of updrafts at the interfaces, by any of its names, linear in time and log pressure", async () => {
  for (const updraft of ["mumf", "CMFMC", "mcu"]) {
    const source = await open({ updraft });
    const { updraftMassFlux } = source.at(start + 3 * 3600);
    expect(updraftMassFlux).toHaveLength(5 * grid.cells);
    for (let cell = 0; cell < grid.cells; cell++) {
      const ps = surfacePressure(grid.longitude[cell], grid.latitude[cell]);
      for (const k of [2, 3]) {
        const expected = Math.max(0, rising(vertical.a[k] + vertical.b[k] * ps));
        expect(updraftMassFlux![k * grid.cells + cell]).toBeCloseTo(expected, 10);
      }
      expect(updraftMassFlux![cell]).toBe(0);
      expect(updraftMassFlux![4 * grid.cells + cell]).toBe(0);
    }
    source.close();
  }
  const without = await open({});
  expect(without.at(start).updraftMassFlux).toBeUndefined();
  without.close();
});
