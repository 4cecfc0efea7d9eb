/** The CAMS-derived CO2 boundary file of OpenGHG (July 2014, Europe), as its producers distribute it. */
import { expect, it } from "vitest";
import { netcdfBackground } from "../../src/backgrounds/sources/netcdf.js";
import { standardPressure } from "../../src/grids/standardAtmosphere.js";
import { createGrid, longitudeLatitudeGrid } from "../../src/grids/grid.js";
import { sigmaCoordinate } from "../../src/grids/verticalCoordinate.js";
import { openNetcdf } from "../../src/io/openNetcdf.js";
import { parseTime } from "../../src/time.js";
import { describeWithShared, sharedData } from "../sharedData.js";

const path = sharedData("reader-fixtures", "co2_EUROPE_201407.nc");
const TIME = parseTime("2014-07-01")!;
const held = { files: [path], dates: { kind: "held-steady" } } as const;
const vertical = sigmaCoordinate("test", [1, 0.9, 0.6, 0.2, 0], 6000);

it("the standard atmosphere has its tabulated pressures", () => {
  expect(standardPressure(0)).toBeCloseTo(101325, 6);
  expect(standardPressure(5000) / 54019.9).toBeCloseTo(1, 4);
  expect(standardPressure(11000) / 22632).toBeCloseTo(1, 4);
  expect(standardPressure(20000) / 5474.89).toBeCloseTo(1, 4);
  expect(standardPressure(25000) / 2511.0).toBeCloseTo(1, 3);
});

describeWithShared("the four-sided boundary", () => {
  it("is each side alone on that side, and the mean of two in a corner", async () => {
    // Outermost cell centres on the sides of the file: 10.729 to 79.057 N, 97.9 W to 39.38 E.
    const file = await openNetcdf(path);
    const side = (name: string): Float64Array => file.variable(name).read();
    const [lon, lat] = [side("lon"), side("lat")];
    const [columns, rows] = [9, 9];
    const [dx, dy] = [(lon[390] - lon[0]) / (columns - 1), (lat[292] - lat[0]) / (rows - 1)];
    const grid = createGrid(longitudeLatitudeGrid("europe", lon[0], lat[0], dx, dy, columns, rows));
    const background = await netcdfBackground(grid, held);
    background.check(TIME, TIME + 86400);
    const [west, south] = [side("vmr_w"), side("vmr_s")];
    const cells = Int32Array.from({ length: grid.cells }, (_, cell) => cell);
    const out = new Float64Array(vertical.levels * grid.cells);
    background.layers(cells, TIME, vertical, new Float64Array(grid.cells).fill(1e5), out);
    expect(out.every((value) => value > 3.88e-4 && value < 4.04e-4)).toBe(true);
    // At the height of the file's lowest level, half-way up the western side and along the southern one.
    const lowest = standardPressure(500);
    const middle = 4 * columns;
    expect(background.above!(middle, lowest, TIME) / west[146]).toBeCloseTo(1, 5);
    expect(background.above!(4, lowest, TIME) / south[195]).toBeCloseTo(1, 5);
    expect(background.above!(0, lowest, TIME) / ((west[0] + south[0]) / 2)).toBeCloseTo(1, 5);
    expect(background.remarks.join()).toMatch(/four sides by height/);
    file.close();
    background.close();
  });

  it("refuses a domain beyond its sides", async () => {
    const china = createGrid(longitudeLatitudeGrid("east", 100, 20, 2, 2, 8, 8));
    await expect(netcdfBackground(china, held)).rejects.toThrow(/outside its four sides/);
  });

  it("has one instant, so other times must be held steady or shifted", async () => {
    const grid = createGrid(longitudeLatitudeGrid("small", 0, 45, 1, 1, 8, 8));
    const background = await netcdfBackground(grid, { ...held, dates: { kind: "as-is" } });
    expect(() => background.check(TIME, TIME + 86400)).toThrow(/no CO2 field for 2014-07-02/);
    background.close();
  });
});
