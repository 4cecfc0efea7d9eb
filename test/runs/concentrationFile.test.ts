import { rmSync } from "node:fs";
import { afterAll, expect, it } from "vitest";
import { type ConcentrationField, writeConcentrations } from "../../src/runs/concentrationFile.js";
import { DAY, HOUR, reading, temporaryFolder } from "../experiments/recording/folder.js";

const folder = temporaryFolder();
afterAll(() => rmSync(folder.path, { recursive: true }));

it("concentration_YYYYMMDD.nc holds the means of a day one after the other, bit for bit", async () => {
  const rows = 24;
  const field = (hour: number, offset: number): Float32Array =>
    Float32Array.from({ length: rows }, (_, row) => 400 + hour / 3 + row / 7 + offset);
  const means = [0, 1].map((hour) => ({
    start: DAY + hour * HOUR,
    fields: new Map<ConcentrationField, Float32Array>([
      ["co2", field(hour, 0)],
      ["co2_control", field(hour, 1)],
    ]),
    surfacePressure: Float32Array.from({ length: 12 }, (_, cell) => 9e4 + 10 * hour + cell / 3),
  }));
  await writeConcentrations(folder, DAY, HOUR, means);
  const found = await reading(folder, "concentration_20160701.nc", (file) => ({
    co2: file.variable("co2").read(),
    control: file.variable("co2_control").read(),
    pressure: file.variable("surface_pressure").read(),
    bounds: Array.from(file.variable("time_bounds").read()),
    names: file.variables,
  }));
  const both = (of: (mean: (typeof means)[number]) => Float32Array): Float64Array =>
    Float64Array.from(means.flatMap((mean) => [...of(mean)]));
  expect(found.co2).toEqual(both(({ fields }) => fields.get("co2")!));
  expect(found.control).toEqual(both(({ fields }) => fields.get("co2_control")!));
  expect(found.pressure).toEqual(both(({ surfacePressure }) => surfacePressure));
  expect(found.bounds).toEqual([DAY, DAY + HOUR, DAY + HOUR, DAY + 2 * HOUR]);
  expect(found.names).not.toContain("co2_truth");
});
