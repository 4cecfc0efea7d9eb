/** Regions of netCDF files on several lattices, compared with the overlap of their boxes with the cells. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { centredGrid, createGrid, longitudeLatitudeGrid } from "../../src/grids/grid.js";
import { createProjection, obliqueStereographic } from "../../src/grids/projection.js";
import { gridVariables, onGrid } from "../../src/io/gridVariables.js";
import { openNetcdf } from "../../src/io/openNetcdf.js";
import type { OutputDataset, OutputVariable } from "../../src/io/outputDataset.js";
import { type MaskRequest, readRegionMasks } from "../../src/io/regionMasks.js";
import { writeNetcdf } from "../../src/io/writeNetcdf.js";
import type { DrawnRegion } from "../../src/regions/ownRegions.js";

const folder = mkdtempSync(join(tmpdir(), "openjdas-masks-"));
afterAll(() => rmSync(folder, { recursive: true }));
let files = 0;

/** Cells of 2 degrees, 100 to 106 E and 0 to 4 N, near the equator so that cells and boxes have the same sides. */
const grid = createGrid(longitudeLatitudeGrid("target", 101, 1, 2, 2, 3, 2));
const longitude = [100.5, 101.5, 102.5, 103.5, 104.5, 105.5];
const latitude = [3.5, 2.5, 1.5, 0.5];
const axis = (name: string, units: string, data: readonly number[]): OutputVariable => ({
  name,
  type: "f8",
  dimensions: [name],
  attributes: { units },
  data,
});
const axes = [axis("lat", "degrees_north", latitude), axis("lon", "degrees_east", longitude)];
const places = { lat: 4, lon: 6 };
const onPlaces = (name: string, data: readonly number[], attributes: OutputVariable["attributes"] = { units: "1" }) =>
  ({ name, type: "f4", dimensions: ["lat", "lon"], attributes, data }) as const;
/** Value of each box, from the north. */
const boxes = (value: (longitude: number, latitude: number) => number): number[] =>
  latitude.flatMap((phi) => longitude.map((lambda) => value(lambda, phi)));

async function read(dataset: Omit<OutputDataset, "attributes">, request: MaskRequest = {}, on = grid) {
  const path = join(folder, `${files++}.nc`);
  await writeNetcdf(path, { attributes: {}, ...dataset });
  const file = await openNetcdf(path);
  try {
    return readRegionMasks(file, request, on);
  } finally {
    file.close();
  }
}
const faultOf = async (...args: Parameters<typeof read>): Promise<string> =>
  String(await read(...args).catch((error: unknown) => error)).replaceAll(/\/\S*\/\d+\.nc/g, "FILE");
const shares = ({ share }: DrawnRegion): number[] => Array.from(share, (value) => Number(value.toFixed(3)));

describe("codes with flags", () => {
  const flags = { flag_values: [1, 2, 9], flag_meanings: "north_west south_east nowhere" };
  const codes = boxes((lambda, phi) => (lambda < 103 && phi > 1 ? 1 : lambda > 103 && phi < 2 ? 2 : NaN));

  it("are a region each, by the area that boxes and cells share", async () => {
    const regions = await read({ dimensions: places, variables: [...axes, onPlaces("code", codes, flags)] });
    expect(regions.map(({ name }) => name)).toEqual(["north_west", "south_east"]);
    expect(regions.map(shares)).toEqual([
      [0.5, 0.25, 0, 1, 0.5, 0],
      [0, 0.5, 1, 0, 0, 0],
    ]);
    const inGrid = regions[1].share.reduce((sum, share, cell) => sum + share * grid.area[cell], 0);
    expect(regions[1].area / inGrid).toBeCloseTo(1, 3);
  });

  it("are found beside other variables", async () => {
    const other = onPlaces("height", [...codes].fill(3, 0, 2), { units: "m" });
    const variables = [...axes, onPlaces("code", codes, flags), other];
    expect(await read({ dimensions: places, variables })).toHaveLength(2);
  });

  it("may count the texts of a variable from 0", async () => {
    const counted = boxes((lambda, phi) => (phi < 1 ? 2 : lambda < 101 ? 0 : NaN));
    const names: OutputVariable = {
      name: "name",
      type: "string",
      dimensions: ["ncountries"],
      attributes: {},
      data: ["OCEAN", "NOWHERE", "SOUTH"],
    };
    const dataset = {
      dimensions: { ...places, ncountries: 3 },
      variables: [...axes, names, onPlaces("country", counted)],
    };
    const regions = await read(dataset, { names: "name" });
    expect(regions.map(({ name }) => name)).toEqual(["OCEAN", "SOUTH"]);
    expect(regions.map(shares)).toEqual([
      [0.25, 0, 0, 0.5, 0, 0],
      [0.5, 0.5, 0.5, 0, 0, 0],
    ]);
    const other = { ...dataset, variables: [...axes, names, onPlaces("country", [...counted].fill(7, 0, 1))] };
    expect(await faultOf(other, { names: "name" })).toContain(
      'FILE: variable "country": the code 7; expected one of the 3 that have names, from 0 to 2',
    );
  });

  it("are refused where flags and names do not go together, or there are none", async () => {
    const wrong = { ...flags, flag_meanings: "north south" };
    expect(await faultOf({ dimensions: places, variables: [...axes, onPlaces("code", codes, wrong)] })).toContain(
      'FILE: variable "code": 3 flag_values, 2 flag_meanings; expected as many numbers as names',
    );
    const plain = boxes((lambda) => Math.floor(lambda) - 100);
    expect(await faultOf({ dimensions: places, variables: [...axes, onPlaces("code", plain)] })).toContain(
      '"code": 2, whole numbers without flag_values and flag_meanings; expected codes with their names',
    );
  });
});

describe("shares", () => {
  it("are a region each, in % too", async () => {
    const west = onPlaces(
      "west",
      boxes((lambda) => (lambda < 101 ? 100 : lambda < 102 ? 50 : 0)),
      { units: "%" },
    );
    const south = onPlaces(
      "south",
      boxes((_, phi) => (phi < 1 ? 1 : NaN)),
    );
    const dataset = { dimensions: places, variables: [...axes, west, south] };
    const regions = await read(dataset, { variables: ["south", "west"] });
    expect(regions.map(({ name }) => name)).toEqual(["south", "west"]);
    expect(regions.map(shares)).toEqual([
      [0.5, 0.5, 0.5, 0, 0, 0],
      [0.75, 0, 0, 0.75, 0, 0],
    ]);
    expect(await faultOf(dataset)).toContain("FILE: variables west, south; expected one with the codes or the shares");
    expect(await faultOf(dataset, { variables: ["East"] })).toContain('"East"');
  });

  it("are refused where they are none", async () => {
    const values = boxes((lambda) => lambda / 100);
    expect(await faultOf({ dimensions: places, variables: [...axes, onPlaces("part", values)] })).toMatch(
      /"part": 1\.00\d+; expected shares from 0 to 1, or in %/,
    );
  });

  it("have names along their dimension, as regionmask writes them", async () => {
    const values = ["one", "two", "three"].flatMap((_, r) =>
      boxes((lambda) => (Math.floor(lambda) === 100 + r ? 1 : 0)),
    );
    const text = (name: string, data: readonly string[]): OutputVariable => ({
      name,
      type: "string",
      dimensions: ["region"],
      attributes: {},
      data,
    });
    const mask: OutputVariable = {
      name: "mask",
      type: "i1",
      dimensions: ["region", "lat", "lon"],
      attributes: { units: "1" },
      data: values,
    };
    const number: OutputVariable = {
      name: "region",
      type: "i4",
      dimensions: ["region"],
      attributes: { units: "1" },
      data: [0, 1, 2],
    };
    const dimensions = { region: 3, ...places };
    const texts = [text("abbrevs", ["1", "2", "3"]), text("names", ["one", "two", "three"])];
    const regions = await read({ dimensions, variables: [...axes, number, ...texts, mask] });
    expect(regions.map(({ name }) => name)).toEqual(["one", "two", "three"]);
    expect(regions.map(shares)).toEqual([
      [0.5, 0, 0, 0.5, 0, 0],
      [0.5, 0, 0, 0.5, 0, 0],
      [0, 0.5, 0, 0, 0.5, 0],
    ]);
    const named = await read({ dimensions, variables: [...axes, number, ...texts, mask] }, { names: "abbrevs" });
    expect(named.map(({ name }) => name)).toEqual(["1", "2", "3"]);
    expect(await faultOf({ dimensions, variables: [...axes, number, mask] })).toContain(
      'no names of the regions along "region"; expected a variable of text',
    );
    const two = [text("title", ["a", "b", "c"]), text("code", ["x", "y", "z"])];
    expect(await faultOf({ dimensions, variables: [...axes, ...two, mask] })).toContain(
      'several variables of text along "region": title, code',
    );
    const wrong = faultOf({ dimensions, variables: [...axes, ...two, mask, number] }, { names: "region" });
    expect(await wrong).toContain('variable "region": numbers; expected the names of the 3 regions');
  });

  it("may not change in time", async () => {
    const time = axis("time", "days since 2016-07-01", [0, 1]);
    const moving: OutputVariable = {
      name: "moving",
      type: "f4",
      dimensions: ["time", "lat", "lon"],
      attributes: { units: "1" },
      data: new Float32Array(48),
    };
    const fault = faultOf({ dimensions: { time: 2, ...places }, variables: [time, ...axes, moving] });
    expect(await fault).toContain("2 steps in time; expected one: regions do not move");
  });
});

describe("a mask on the model's own projected grid", () => {
  it("is taken cell by cell", async () => {
    const own = createGrid(centredGrid("own", createProjection(obliqueStereographic(110, 35)), 9, 8, 64e3, [110, 35]));
    const { dimensions, variables } = gridVariables(own);
    const data = Float64Array.from({ length: 2 * own.cells }, (_, i) => ((i * 7) % 10) / 9);
    const mask: OutputVariable = {
      name: "share",
      type: "f8",
      dimensions: ["part", "y", "x"],
      attributes: { units: "1", ...onGrid(own) },
      data,
    };
    const names: OutputVariable = {
      name: "part_name",
      type: "string",
      dimensions: ["part"],
      attributes: { standard_name: "region" },
      data: ["first", "second"],
    };
    const regions = await read(
      { dimensions: { ...dimensions, part: 2 }, variables: [...variables, names, mask] },
      {},
      own,
    );
    expect(regions.map(({ name }) => name)).toEqual(["first", "second"]);
    regions.forEach(({ share, area }, r) => {
      share.forEach((value, cell) => expect(value).toBeCloseTo(data[r * own.cells + cell], 6));
      const total = share.reduce((sum, value, cell) => sum + value * own.area[cell], 0);
      expect(total / area).toBeCloseTo(1, 6);
    });
  });
});
