import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { NumericalError, OutputError } from "../../src/errors.js";
import { writeAtomically } from "../../src/io/atomicWrite.js";
import { openNetcdf } from "../../src/io/openNetcdf.js";
import { joinParts, type OutputDataset, type OutputVariable } from "../../src/io/outputDataset.js";
import { writeNetcdf } from "../../src/io/writeNetcdf.js";

const folder = mkdtempSync(join(tmpdir(), "openjdas-write-"));
const path = join(folder, "out.nc");
afterAll(() => rmSync(folder, { recursive: true }));
beforeEach(() => rmSync(path, { force: true }));

const UNITS = { units: "1" };
const numbers = (
  name: string,
  dimensions: string[],
  data: ArrayLike<number>,
  type: "f4" | "f8" | "i1" | "i4" = "f8",
): OutputVariable => ({
  name,
  type,
  dimensions,
  attributes: UNITS,
  data,
});
const one = (variable: OutputVariable, dimensions: Record<string, number> = { x: 3 }): OutputDataset => ({
  attributes: {},
  dimensions,
  variables: [variable],
});

describe("writeNetcdf", () => {
  it("gives back every type, attribute and dimension", async () => {
    const { NaN: missing } = Number;
    await writeNetcdf(path, {
      attributes: { title: "tést", institution: "", count: 3, pair: [1, 2.5] },
      dimensions: { time: 2, x: 3, observation: 2 },
      variables: [
        numbers("flux", ["time", "x"], [1.1, missing, -3, 4, 5, 6], "f4"),
        numbers("x", ["x"], [10, 20, 30]),
        numbers(
          "whole",
          ["time"],
          [-2147483648, 2147483647].map((v) => Math.max(v, -2147483647)),
          "i4",
        ),
        numbers("scalar", [], [7], "i4"),
        {
          name: "id",
          type: "string",
          dimensions: ["observation"],
          attributes: { long_name: "name" },
          data: ["", "20090901ü"],
        },
        {
          name: "fate",
          type: "i1",
          dimensions: ["observation"],
          attributes: { flag_values: [0, 1], flag_meanings: "kept dropped" },
          data: [1, 0],
        },
      ],
    });
    const file = await openNetcdf(path);
    expect(file.attributes).toEqual({
      Conventions: "CF-1.11",
      title: "tést",
      institution: "",
      count: 3,
      pair: [1, 2.5],
    });
    expect(file.dimensions).toEqual({ time: 2, x: 3, observation: 2 });
    const flux = file.variable("flux");
    expect(flux.dimensions).toEqual(["time", "x"]);
    expect([...flux.read()]).toEqual([1.1, missing, -3, 4, 5, 6].map(Math.fround));
    expect(file.variable("x").dimensions).toEqual(["x"]);
    expect([...file.variable("x").read()]).toEqual([10, 20, 30]);
    expect(file.variable("x").attributes).toEqual(UNITS);
    expect([...file.variable("scalar").read()]).toEqual([7]);
    expect([...file.variable("scalar").readBigInts()]).toEqual([7n]);
    expect(file.variable("id").readStrings()).toEqual(["", "20090901ü"]);
    expect([...file.variable("fate").read()]).toEqual([1, 0]);
    expect(file.variable("fate").attributes).toEqual({ flag_values: [0, 1], flag_meanings: "kept dropped" });
    file.close();
  });

  it("gives back any doubles in any shape, hyperslab by hyperslab", async () => {
    const size = fc.integer({ min: 1, max: 9 });
    await fc.assert(
      fc.asyncProperty(
        size,
        size,
        fc.integer({ min: 1, max: 90 }),
        fc.infiniteStream(fc.double({ noDefaultInfinity: true })),
        async (t, y, x, stream) => {
          const data = Float64Array.from({ length: t * y * x }, () => stream.next().value ?? 0);
          // The fill value cannot stand for itself, and adding the offset 0 makes -0 a 0.
          const usual = data.map((value) => (value === 9.969209968386869e36 ? 0 : value + 0));
          await writeNetcdf(path, one(numbers("a", ["t", "y", "x"], usual), { t, y, x }));
          const file = await openNetcdf(path);
          const variable = file.variable("a");
          expect(variable.read()).toEqual(usual);
          expect(variable.read([t - 1, 0, x - 1], [1, y, 1])).toEqual(
            Float64Array.from({ length: y }, (_, row) => usual[((t - 1) * y + row) * x + x - 1]),
          );
          file.close();
        },
      ),
      { seed: 20090901, numRuns: 25 },
    );
  });

  it("writes the same bytes of the same content, whenever that is", async () => {
    const dataset = one(numbers("value", ["x"], [1, 2, 3], "f4"));
    const { now } = Date;
    const written = async (later: number): Promise<Buffer> => {
      Date.now = () => now() + later;
      try {
        await writeNetcdf(path, dataset);
        expect(Math.abs(Date.now() - now() - later)).toBeLessThan(1000);
      } finally {
        Date.now = now;
      }
      return readFileSync(path);
    };
    expect((await written(1e9)).equals(await written(0))).toBe(true);
  });

  it("writes an empty dimension", async () => {
    await writeNetcdf(path, {
      attributes: {},
      dimensions: { observation: 0 },
      variables: [
        numbers("xco2", ["observation"], []),
        { name: "id", type: "string", dimensions: ["observation"], attributes: {}, data: [] },
      ],
    });
    const file = await openNetcdf(path);
    expect(file.variable("xco2").shape).toEqual([0]);
    expect(file.variable("xco2").read()).toHaveLength(0);
    expect(file.variable("id").readStrings()).toEqual([]);
    file.close();
  });

  it.each<[string, OutputVariable]>([
    ["an infinite value", numbers("a", ["x"], [1, Infinity, 2])],
    ["a value beyond 32 bits", numbers("a", ["x"], [1, 1e39, 2], "f4")],
    ["a fraction among integers", numbers("a", ["x"], [1, 1.5, 2], "i4")],
    ["an integer beyond a byte", numbers("a", ["x"], [1, 128, 2], "i1")],
    ["NaN among integers", numbers("a", ["x"], [1, Number.NaN, 2], "i1")],
    ["NaN in a coordinate", numbers("x", ["x"], [1, Number.NaN, 2])],
  ])("refuses %s", async (_, variable) => {
    await expect(writeNetcdf(path, one(variable))).rejects.toThrow(NumericalError);
    expect(existsSync(path)).toBe(false);
  });

  it.each<[string, OutputVariable, RegExp]>([
    ["no units", { ...numbers("a", ["x"], [1, 2, 3]), attributes: {} }, /no units/],
    ["an undeclared dimension", numbers("a", ["z"], [1]), /no dimension "z"/],
    ["too few values", numbers("a", ["x"], [1]), /1 values for the 3/],
    ["the name of a dimension", numbers("x", [], [1]), /named like a dimension/],
  ])("refuses %s", async (_, variable, message) => {
    await expect(writeNetcdf(path, one(variable))).rejects.toThrow(message);
  });

  it("leaves the old file where the new one fails", async () => {
    await writeNetcdf(path, one(numbers("a", ["x"], [1, 2, 3])));
    const before = readFileSync(path);
    await expect(writeNetcdf(path, one(numbers("a", ["x"], [1, 2, Infinity])))).rejects.toThrow(NumericalError);
    expect(readFileSync(path).equals(before)).toBe(true);
    expect(readdirSync(folder)).toEqual(["out.nc"]);
  });

  it("refuses a folder that is not there", async () => {
    const absent = join(folder, "none", "out.nc");
    await expect(writeNetcdf(absent, one(numbers("a", ["x"], [1, 2, 3])))).rejects.toThrow(OutputError);
  });
});

describe("writeAtomically", () => {
  it("keeps the old content and removes the new on a failure half-way", () => {
    writeFileSync(path, "old");
    const fail = (temporary: string): void => {
      writeFileSync(temporary, "half of the n");
      throw new Error("no space left");
    };
    expect(() => writeAtomically(path, fail)).toThrow(/out\.nc: it could not be written: no space left/);
    expect(readFileSync(path, "utf8")).toBe("old");
    expect(readdirSync(folder)).toEqual(["out.nc"]);
  });
});

describe("joinParts", () => {
  it("takes what parts share once", () => {
    const part = { dimensions: { x: 3 }, variables: [numbers("x", ["x"], [1, 2, 3])] };
    const other = { dimensions: { x: 3, y: 1 }, variables: [numbers("x", ["x"], [1, 2, 3]), numbers("y", ["y"], [1])] };
    const joined = joinParts(part, other);
    expect(joined.dimensions).toEqual({ x: 3, y: 1 });
    expect(joined.variables.map(({ name }) => name)).toEqual(["x", "y"]);
  });
});
