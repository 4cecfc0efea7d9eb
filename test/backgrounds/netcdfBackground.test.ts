import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { netcdfBackground, type NetcdfBackgroundChoice } from "../../src/backgrounds/sources/netcdf.js";
import { createGrid, gridPreset, longitudeLatitudeGrid } from "../../src/grids/grid.js";
import { levelPressure, sigmaCoordinate, verticalPreset } from "../../src/grids/verticalCoordinate.js";
import type { Background } from "../../src/fields/background.js";
import { parseTime } from "../../src/time.js";
import { type Layout, type ProductFile, writeProduct } from "./productFile.js";

const folder = mkdtempSync(join(tmpdir(), "openjdas-background-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const grid = createGrid(longitudeLatitudeGrid("small", 100, 20, 3, 3, 9, 10));
const vertical = verticalPreset("jdas-15");
const cells = Int32Array.from({ length: grid.cells }, (_, cell) => cell);
const surfacePressure = Float64Array.from(cells, (cell) => 8e4 + 200 * cell);
const START = parseTime("2016-07-01")!;
const day = [1.5, 4.5, 7.5, 10.5, 13.5, 16.5, 19.5, 22.5];
/** Linear in place, so that bilinear interpolation is exact. */
const sloping = (lon: number, lat: number, _p: number, hour: number): number =>
  400 + 0.1 * lon + 0.2 * lat + 0.3 * hour;

let number = 0;
async function open(
  file: Partial<ProductFile> & { layout: Layout },
  choice: Partial<NetcdfBackgroundChoice> = {},
): Promise<Background> {
  const path = join(folder, `${number++}.nc`);
  await writeProduct(path, { hours: day, co2: sloping, ...file });
  return netcdfBackground(grid, { files: [path], dates: { kind: "as-is" }, ...choice });
}

function layersOf(background: Background, hour: number): Float64Array {
  const out = new Float64Array(vertical.levels * grid.cells);
  background.layers(cells, START + 3600 * hour, vertical, surfacePressure, out);
  return out.map((value) => 1e6 * value);
}

const layouts: Layout[] = ["carbontracker", "components", "cams", "pressure-levels"];

describe("a background from files", () => {
  it.each(layouts)("in the layout of %s gives the field at place and time", async (layout) => {
    const background = await open({ layout });
    for (const hour of [1.5, 2, 12.25]) {
      layersOf(background, hour).forEach((value, i) => {
        const cell = i % grid.cells;
        expect(value).toBeCloseTo(sloping(grid.longitude[cell], grid.latitude[cell], 0, hour), 8);
      });
    }
    background.close();
  });

  it.each(layouts)(
    "in the layout of %s leaves a uniform field the same number everywhere and always",
    async (layout) => {
      const background = await open({ layout, co2: () => 401.7 });
      const first = layersOf(background, 0)[0];
      expect(first).toBeCloseTo(401.7, 9);
      for (const hour of [0, 2.2, 11, 23]) {
        expect(layersOf(background, hour).every((value) => value === first)).toBe(true);
      }
      expect(1e6 * background.above!(40, 800, START + 7200)).toBe(first);
      background.close();
    },
  );

  it.each(layouts)("in the layout of %s keeps the vertical profile and the stratosphere", async (layout) => {
    const background = await open({ layout, co2: (_lon, _lat, p) => 395 + 10 * (p / 1e5) });
    const profile = layersOf(background, 3);
    const cell = 60;
    // Layers of 7 in the file: no better than half of one.
    for (let level = 0; level < vertical.levels; level++) {
      const p = levelPressure(vertical, level, surfacePressure[cell]);
      expect(Math.abs(profile[level * grid.cells + cell] - (395 + 10 * (p / 1e5)))).toBeLessThan(1.6);
    }
    const column = Array.from({ length: vertical.levels }, (_, level) => profile[level * grid.cells + cell]);
    expect(column).toEqual([...column].sort((a, b) => b - a));
    expect(1e6 * background.above!(cell, 200, START + 3600)).toBeCloseTo(395 + 10 * 0.0025, 6);
    background.close();
  });

  it("conserves the tracer of layers whose column it shares", async () => {
    const background = await open({ layout: "cams", co2: (_lon, _lat, p) => 380 + 30 * (p / 1e5) ** 2 });
    const whole = sigmaCoordinate("whole column", [1, 0.9, 0.7, 0.55, 0.3, 0.11, 0], 0);
    const ps = new Float64Array(grid.cells).fill(1e5);
    const out = new Float64Array(whole.levels);
    background.layers(Int32Array.of(33), START + 5400, whole, ps, out);
    const sigma = [1, 0.9, 0.7, 0.55, 0.3, 0.11, 0];
    const mean = out.reduce((sum, value, k) => sum + value * (sigma[k] - sigma[k + 1]), 0);
    const edges = [1e5, 9.5e4, 8.1e4, 5.4e4, 2.6e4, 5e3, 500, 0];
    const expected = edges.slice(1).reduce((sum, p, k) => {
      const middle = (p + edges[k]) / 2;
      return sum + (380 + 30 * (middle / 1e5) ** 2) * 1e-6 * ((edges[k] - p) / 1e5);
    }, 0);
    expect(Math.abs(mean / expected - 1)).toBeLessThan(1e-12);
    background.close();
  });

  it("joins files, and reads one that covers only the surroundings of the grid", async () => {
    const region = [90, 132, 12, 52] as const;
    const paths = [0, 1].map((n) => join(folder, `day${n}.nc`));
    for (const [n, path] of paths.entries()) {
      const hours = day.map((hour) => hour + 24 * n);
      await writeProduct(path, { layout: "carbontracker", hours, co2: sloping, region });
    }
    const background = await netcdfBackground(grid, { files: paths, dates: { kind: "as-is" } });
    background.check(START, START + 48 * 3600);
    expect(layersOf(background, 24)[5]).toBeCloseTo(sloping(grid.longitude[5], grid.latitude[5], 0, 24), 8);
    background.close();
    const wide = createGrid(gridPreset("china-64km"));
    await expect(netcdfBackground(wide, { files: paths, dates: { kind: "as-is" } })).rejects.toThrow(
      /outside the area/,
    );
  });

  it("makes what is per moist air dry with humidity, and refuses it without", async () => {
    const background = await open({ layout: "moist", humidity: true, co2: () => 405 });
    expect(layersOf(background, 6)[100]).toBeCloseTo(405, 9);
    background.close();
    const without = await open({ layout: "moist" });
    expect(() => without.check(START, START + 3600)).toThrow(/per moist air, and no specific humidity/);
    without.close();
  });

  it("refuses units and numbers that cannot be", async () => {
    const wrong = await open({ layout: "carbontracker" }, { units: "mol mol-1" });
    expect(() => wrong.check(START, START + 3600)).toThrow(/ppm in level 6; expected 100 to 2000 ppm/);
    wrong.close();
    const unknown = await open({ layout: "carbontracker" }, { units: "furlong" });
    expect(() => unknown.check(START, START + 3600)).toThrow(/units "furlong"/);
    unknown.close();
    const gap = await open({ layout: "carbontracker", co2: (lon) => (lon === 102 ? NaN : 400) });
    expect(() => gap.check(START, START + 3600)).toThrow(/no number/);
    gap.close();
    const between = await open({ layout: "pressure-levels", co2: (_, __, p) => (p > 6e4 && p < 9e4 ? NaN : 400) });
    expect(() => between.check(START, START + 3600)).toThrow(/no number \(NaN or fill value\) in level/);
    between.close();
    await expect(open({ layout: "carbontracker" }, { variable: "ch4" })).rejects.toThrow(/no variable "ch4"/);
  });

  it("checks coverage and gaps before the run", async () => {
    const background = await open({ layout: "carbontracker" });
    background.check(START, START + 24 * 3600);
    expect(() => background.check(START, START + 25 * 3600)).toThrow(/no CO2 field for 2016-07-02T01:00Z/);
    expect(() => background.check(START - 60, START + 3600)).toThrow(/no CO2 field for 2016-06-30T23:59Z/);
    background.close();
    const holes = await open({ layout: "carbontracker", hours: day.filter((hour) => hour !== 10.5 && hour !== 13.5) });
    holes.check(START, START + 6 * 3600);
    expect(() => holes.check(START, START + 20 * 3600)).toThrow(/no CO2 field between 2016-07-01T07:30Z and .*T16:30Z/);
    holes.close();
  });

  it("shifts dates and holds one instant, and says so", async () => {
    const shifted = await open({ layout: "cams" }, { dates: { kind: "shift", seconds: 10 * 86400 } });
    shifted.check(START + 10 * 86400, START + 11 * 86400);
    expect(shifted.remarks).toContain("the dates of the background are shifted by +10 days");
    const out = new Float64Array(vertical.levels * grid.cells);
    shifted.layers(cells, START + 10 * 86400 + 7200, vertical, surfacePressure, out);
    expect(1e6 * out[7]).toBeCloseTo(sloping(grid.longitude[7], grid.latitude[7], 0, 2), 8);
    shifted.close();
    const steady = await open({ layout: "cams" }, { dates: { kind: "held-steady" } });
    steady.check(0, 4e9);
    expect(layersOf(steady, 5000)).toEqual(layersOf(steady, 1));
    expect(steady.remarks.join()).toContain("2016-07-01T01:30Z, held steady");
    steady.close();
  });
});
