import { rmSync } from "node:fs";
import { afterAll, expect, it } from "vitest";
import { type ConcentrationField, readLowestLayer, writeConcentrations } from "../../src/runs/concentrationFile.js";
import { DAY, HOUR, reading, temporaryFolder } from "../experiments/recording/folder.js";

const folder = temporaryFolder();
afterAll(() => rmSync(folder.path, { recursive: true }));

it("concentration_YYYYMMDD.nc holds the means of a day one after the other", async () => {
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
  const farthest = (values: Float64Array, from: Float64Array): number =>
    Math.max(...values.map((value, i) => Math.abs(value - from[i])));
  for (const [values, name] of [
    [found.co2, "co2"],
    [found.control, "co2_control"],
  ] as const) {
    const written = both(({ fields }) => fields.get(name)!);
    expect(farthest(values, written)).toBeLessThanOrEqual(2 ** -8);
  }
  expect(found.pressure).toEqual(both(({ surfacePressure }) => surfacePressure));
  expect(found.bounds).toEqual([DAY, DAY + HOUR, DAY + HOUR, DAY + 2 * HOUR]);
  expect(found.names).not.toContain("co2_truth");
});

it("the lowest layer of a day is the mean of its hours, with FC from its own file", async () => {
  const own = temporaryFolder();
  const layers = (low: number): Float32Array => Float32Array.from({ length: 24 }, (_, row) => (row < 12 ? low : 390));
  const surfacePressure = new Float32Array(12).fill(1e5);
  const meansOf = (name: ConcentrationField, lows: readonly number[]) =>
    lows.map((low, hour) => ({
      start: DAY + hour * HOUR,
      fields: new Map<ConcentrationField, Float32Array>([[name, layers(low)]]),
      surfacePressure,
    }));
  await writeConcentrations(own, DAY, HOUR, meansOf("co2", [400, 402]));
  expect(await readLowestLayer(own.path, DAY)).toEqual({ co2: new Float64Array(12).fill(401) });
  await writeConcentrations(own, DAY, HOUR, meansOf("co2_posterior", [404, 405]));
  expect((await readLowestLayer(own.path, DAY)).co2_posterior).toEqual(new Float64Array(12).fill(404.5));
  rmSync(own.path, { recursive: true });
});
