import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { InputError } from "../../src/errors.js";
import { nearestNames } from "../../src/io/nearestNames.js";
import { openNetcdf } from "../../src/io/openNetcdf.js";
import { writeNetcdf } from "../../src/io/writeNetcdf.js";
import { type ClassicPart, classicBytes } from "./classicBytes.js";

const folder = mkdtempSync(join(tmpdir(), "openjdas-netcdf-"));
afterAll(() => rmSync(folder, { recursive: true }));

function place(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const DIMENSIONS: [string, number][] = [
  ["time", 0],
  ["x", 3],
  ["length", 5],
];

const X: ClassicPart = { name: "x", dimensions: [1], type: "double", values: [[10, 20, 30]] };
/** Three shorts a record: 6 bytes, which only a lone record variable may leave unpadded. */
const PACKED: ClassicPart = {
  name: "packed",
  dimensions: [0, 1],
  type: "short",
  attributes: {
    scale_factor: ["double", [0.5]],
    add_offset: ["double", [100]],
    _FillValue: ["short", [-9]],
    units: ["char", "K   "],
  },
  values: [
    [1, 2, -9],
    [4, -32767, 6],
    [7, 8, 9],
  ],
};
const LABEL: ClassicPart = { name: "label", dimensions: [0, 2], type: "char", values: ["one  ", "two\0\0", "three"] };
const BARE: ClassicPart = {
  name: "bare",
  dimensions: [0],
  type: "float",
  values: [[1.5], [9.969209968386869e36], [-2]],
};

describe.each([1, 2, 5] as const)("classic netCDF, version %i", (version) => {
  const path = place(`v${version}.nc`, classicBytes(version, DIMENSIONS, [X, PACKED, LABEL, BARE], 3));

  it("reads dimensions, attributes and names", async () => {
    const file = await openNetcdf(path);
    expect(file.dimensions).toEqual({ time: 3, x: 3, length: 5 });
    expect(file.attributes).toEqual({ title: "a test" });
    expect(file.variables).toEqual(["x", "packed", "label", "bare"]);
    const packed = file.variable("packed");
    expect(packed.dimensions).toEqual(["time", "x"]);
    expect(packed.shape).toEqual([3, 3]);
    expect(packed.attributes).toEqual({ scale_factor: 0.5, add_offset: 100, _FillValue: -9, units: "K" });
    file.close();
    file.close();
  });

  it("unpacks, and gives NaN for fill values, named or by default", async () => {
    const file = await openNetcdf(path);
    const { NaN: missing } = Number;
    expect([...file.variable("packed").read()]).toEqual([100.5, 101, missing, 102, -16283.5, 103, 103.5, 104, 104.5]);
    expect([...file.variable("bare").read()]).toEqual([1.5, missing, -2]);
    expect([...file.variable("x").read()]).toEqual([10, 20, 30]);
    file.close();
  });

  it("reads hyperslabs and texts", async () => {
    const file = await openNetcdf(path);
    const packed = file.variable("packed");
    expect([...packed.read([1, 1], [2, 1])]).toEqual([-16283.5, 104]);
    expect([...packed.read([2, 0], [1, 3])]).toEqual([103.5, 104, 104.5]);
    expect([...packed.read([0, 0], [3, 0])]).toEqual([]);
    expect(file.variable("label").readStrings()).toEqual(["one", "two", "three"]);
    file.close();
  });

  it("packs a lone record variable without padding", async () => {
    const lone = place(`lone${version}.nc`, classicBytes(version, DIMENSIONS, [X, PACKED], 3));
    const file = await openNetcdf(lone);
    expect([...file.variable("packed").read([2, 0], [1, 3])]).toEqual([103.5, 104, 104.5]);
    file.close();
  });

  it("counts the records of a file that was never closed", async () => {
    const open = place(`open${version}.nc`, classicBytes(version, DIMENSIONS, [X, PACKED, LABEL, BARE], undefined));
    const file = await openNetcdf(open);
    expect(file.dimensions.time).toBe(3);
    expect([...file.variable("bare").read([2], [1])]).toEqual([-2]);
    file.close();
  });

  it("refuses a file cut anywhere", async () => {
    const bytes = readFileSync(path);
    for (let length = 0; length < bytes.length; length += 7) {
      const cut = place(`cut${version}.nc`, bytes.subarray(0, length));
      await expect(openNetcdf(cut), `${length} of ${bytes.length} bytes`).rejects.toThrow(InputError);
    }
  });
});

describe("64-bit integers", () => {
  it("come without loss from classic version 5", async () => {
    const id: ClassicPart = {
      name: "id",
      dimensions: [1],
      type: "uint64",
      values: [[20090901001122n, 2n ** 63n + 1n, 3n]],
    };
    const file = await openNetcdf(place("id.nc", classicBytes(5, DIMENSIONS, [id], 0)));
    expect([...file.variable("id").readBigInts()]).toEqual([20090901001122n, 2n ** 63n + 1n, 3n]);
    expect(file.variable("id").read()[0]).toBe(20090901001122);
    file.close();
  });
});

describe("requests that a file cannot meet", () => {
  it("names the variables most like an absent one", async () => {
    const file = await openNetcdf(place("a.nc", classicBytes(1, DIMENSIONS, [X, PACKED, LABEL, BARE], 3)));
    expect(() => file.variable("Packd")).toThrow(/a\.nc: no variable "Packd".*such as "packed"/);
    expect(file.has("Packd")).toBe(false);
    file.close();
  });

  it("refuses numbers of texts, texts of numbers, and hyperslabs outside", async () => {
    const file = await openNetcdf(place("a.nc", classicBytes(1, DIMENSIONS, [X, PACKED, LABEL, BARE], 3)));
    expect(() => file.variable("label").read()).toThrow(InputError);
    expect(() => file.variable("bare").readStrings()).toThrow(InputError);
    expect(() => file.variable("bare").readBigInts()).toThrow(/floating-point/);
    expect(() => file.variable("packed").read([0, 2], [1, 2])).toThrow(/shape \[3, 3\]/);
    expect(() => file.variable("packed").read([0], [1])).toThrow(InputError);
    expect(() => file.variable("packed").read([-1, 0], [1, 1])).toThrow(InputError);
    file.close();
  });

  it("orders names by likeness", () => {
    expect(nearestNames("xco2", ["date", "Retrieval/xco2_raw", "xco", "latitude"], 2)).toEqual([
      "xco",
      "Retrieval/xco2_raw",
    ]);
  });
});

describe("what is no netCDF file", () => {
  const cases: [string, () => string, RegExp][] = [
    ["a missing file", () => join(folder, "none.nc"), /no such file/],
    ["a folder", () => folder, /a folder/],
    ["an empty file", () => place("empty.nc", ""), /an empty file/],
    ["a text file", () => place("text.nc", "latitude,longitude\n1,2\n"), /a text file/],
    ["a web page", () => place("page.nc", "\n<!DOCTYPE html><html>Log in</html>"), /a web page.*log in/],
    ["a gzip file", () => place("zip.nc", new Uint8Array([0x1f, 0x8b, 8, 0])), /gunzip/],
    ["a GRIB file", () => place("weather.nc", "GRIB\0\0\0\x02"), /a GRIB file/],
    ["other bytes", () => place("bytes.nc", new Uint8Array([200, 0, 3, 255])), /begins like no netCDF file/],
    [
      "a header of nonsense",
      () => place("bad.nc", Buffer.concat([Buffer.from("CDF\x01"), Buffer.alloc(40, 7)])),
      /damaged classic/,
    ],
  ];
  it.each(cases)("refuses %s", async (_, path, message) => {
    const refusal = openNetcdf(path());
    await expect(refusal).rejects.toThrow(InputError);
    await expect(refusal).rejects.toThrow(message);
  });
});

describe("HDF5 faults", () => {
  it("refuses a file cut anywhere, and goes on to read others", async () => {
    const path = join(folder, "whole.nc");
    const values = Float64Array.from({ length: 4000 }, (_, i) => Math.sin(i));
    const attributes = { units: "1" };
    const variables = [{ name: "a", type: "f8" as const, dimensions: ["x"], attributes, data: values }];
    await writeNetcdf(path, { attributes: {}, dimensions: { x: 4000 }, variables });
    const bytes = readFileSync(path);
    for (const part of [0.001, 0.01, 0.1, 0.5, 0.9, 0.999]) {
      const cut = place("cut.nc", bytes.subarray(0, Math.floor(part * bytes.length)));
      await expect(openNetcdf(cut), `${part} of the file`).rejects.toThrow(InputError);
    }
    const file = await openNetcdf(path);
    expect([...file.variable("a").read()]).toEqual([...values]);
    file.close();
  });

  it("never takes damaged compressed data for values", async () => {
    const path = join(folder, "damaged.nc");
    const values = Float64Array.from({ length: 4000 }, (_, i) => Math.sin(i));
    const variables = [{ name: "a", type: "f8" as const, dimensions: ["x"], attributes: { units: "1" }, data: values }];
    await writeNetcdf(path, { attributes: {}, dimensions: { x: 4000 }, variables });
    const bytes = readFileSync(path);
    bytes.fill(0x55, bytes.length / 2, bytes.length / 2 + 2000);
    const file = await openNetcdf(place("damaged.nc", bytes));
    expect(() => file.variable("a").read()).toThrow(/damaged\.nc, variable "a": HDF5 cannot read it/);
    file.close();
  });
});
