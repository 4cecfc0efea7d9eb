/** Four-sided boundary files with time as a dimension, before or after the others. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { netcdfBackground } from "../../src/backgrounds/sources/netcdf.js";
import { createGrid, longitudeLatitudeGrid } from "../../src/grids/grid.js";
import { sigmaCoordinate } from "../../src/grids/verticalCoordinate.js";
import type { NumberVariable } from "../../src/io/outputDataset.js";
import { writeNetcdf } from "../../src/io/writeNetcdf.js";
import { parseTime } from "../../src/time.js";

const folder = mkdtempSync(join(tmpdir(), "openjdas-sides-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const START = parseTime("2016-07-01")!;
const size = { time: 3, height: 4, lat: 5, lon: 6 };
const vertical = sigmaCoordinate("test", [1, 0.7, 0.3, 0], 6000);
const grid = createGrid(longitudeLatitudeGrid("box", 100, 20, 2.5, 2.5, 9, 9));
const cells = Int32Array.from({ length: grid.cells }, (_, cell) => cell);
const surfacePressure = new Float64Array(grid.cells).fill(1e5);

/** @param value of a side by name and day [mol mol-1] */
async function write(path: string, timeLast: boolean, value: (name: string, day: number) => number): Promise<void> {
  const variable = (name: string, units: string, dimensions: string[], data: number[]): NumberVariable => {
    return { name, type: "f8", dimensions, attributes: { units }, data };
  };
  const sides = (["vmr_n", "vmr_s", "vmr_w", "vmr_e"] as const).map((name) => {
    const along = name === "vmr_n" || name === "vmr_s" ? "lon" : "lat";
    const dimensions = timeLast ? ["height", along, "time"] : ["time", "height", along];
    const places = size.height * size[along];
    const data = Array.from({ length: 3 * places }, (_, i) => value(name, timeLast ? i % 3 : Math.floor(i / places)));
    return variable(name, "1", dimensions, data);
  });
  await writeNetcdf(path, {
    attributes: { title: "made up by a test" },
    dimensions: size,
    variables: [
      variable("time", "days since 2016-07-01 00:00:00", ["time"], [0, 1, 2]),
      variable("height", "m", ["height"], [500, 4000, 9000, 18000]),
      variable("lat", "degrees_north", ["lat"], [20, 25, 30, 35, 40]),
      variable("lon", "degrees_east", ["lon"], [100, 104, 108, 112, 116, 120]),
      ...sides,
    ],
  });
}

describe("a four-sided boundary", () => {
  it.each([false, true])("varies in time, each side by itself (time last: %s)", async (timeLast) => {
    const path = join(folder, `sides${String(timeLast)}.nc`);
    const ppm: Readonly<Record<string, number>> = { vmr_w: 400, vmr_e: 404, vmr_s: 410, vmr_n: 396 };
    await write(path, timeLast, (name, day) => 1e-6 * (ppm[name] + day * (name === "vmr_w" ? 2 : 0)));
    const background = await netcdfBackground(grid, { files: [path], dates: { kind: "as-is" } });
    background.check(START, START + 2 * 86400);
    const out = new Float64Array(vertical.levels * grid.cells);
    background.layers(cells, START + 0.5 * 86400, vertical, surfacePressure, out);
    const at = (row: number, column: number): number => 1e6 * out[grid.cells + row * grid.columns + column];
    expect(at(4, 0)).toBeCloseTo(401, 5);
    expect(at(4, 8)).toBeCloseTo(404, 5);
    expect(at(0, 4)).toBeCloseTo(410, 5);
    expect(at(8, 4)).toBeCloseTo(396, 5);
    expect(at(0, 0)).toBeCloseTo((401 + 410) / 2, 5);
    expect(at(8, 8)).toBeCloseTo((404 + 396) / 2, 5);
    expect(at(4, 4)).toBeCloseTo((401 + 404 + 410 + 396) / 4, 5);
    background.close();
  });

  it("that is uniform gives the same number everywhere", async () => {
    const path = join(folder, "uniform.nc");
    await write(path, false, () => 4.0375e-4);
    const background = await netcdfBackground(grid, { files: [path], dates: { kind: "as-is" } });
    const out = new Float64Array(vertical.levels * grid.cells);
    background.layers(cells, START + 30000, vertical, surfacePressure, out);
    expect(out.every((value) => value === 4.0375e-4)).toBe(true);
    background.close();
  });
});
