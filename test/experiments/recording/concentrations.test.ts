import { readdirSync, rmSync } from "node:fs";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { recordConcentrations } from "../../../src/experiments/recording/concentrations.js";
import type { RunFolder } from "../../../src/runs/runFolder.js";
import { createEnsemble, type Ensemble, laneLayout } from "../../../src/fields/ensemble.js";
import { type Kernels, loadKernels } from "../../../src/kernels/load.js";
import { DAY, HOUR, reading, takeHour, temporaryFolder } from "./folder.js";

const layout = laneLayout(3, ["control", "truth"]);
const REFERENCE = 4e-4;
const ROWS = 24;

/** Lane l of row r in hour h is reference + (h + 1) r (l + 1) x 1e-8: members 1, 2, 3, control 4, truth 5. */
function stateOf(hour: number): Ensemble {
  const data = kernels.memory.float32(ROWS * layout.lanes);
  data.forEach((_, i) => {
    data[i] = 1e-8 * (hour + 1) * Math.floor(i / layout.lanes) * ((i % layout.lanes) + 1);
  });
  return createEnsemble(layout, ROWS, REFERENCE, data);
}

let kernels: Kernels;
beforeAll(async () => {
  kernels = await loadKernels(1);
});
afterAll(() => kernels.close());

let folder: RunFolder;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => rmSync(folder.path, { recursive: true }));

async function record(interval: number, hours: number): Promise<void> {
  const recorder = recordConcentrations(folder, kernels, layout, interval);
  for (let hour = 0; hour < hours; hour++) {
    const pressure = new Float64Array(12).map((_, cell) => 9e4 + 100 * hour + cell);
    await takeHour(recorder, { time: DAY + hour * HOUR, state: stateOf(hour), surfacePressure: pressure });
  }
}

const variables = ["co2", "co2_spread", "co2_control", "co2_truth", "surface_pressure", "time", "time_bounds"];
const read = (name: string) =>
  reading(folder, name, (file) => ({
    values: Object.fromEntries(variables.map((variable) => [variable, file.variable(variable).read()])),
    shape: file.variable("co2").shape,
    attributes: file.variable("co2").attributes,
    global: file.attributes,
  }));

describe("daily concentrations", () => {
  it("are means over the hours, the spread from the mean variance", async () => {
    await record(86400, 24);
    expect(readdirSync(folder.path)).toEqual(["concentration_20160701.nc"]);
    const { values, shape, attributes, global } = await read("concentration_20160701.nc");
    expect(shape).toEqual([1, 2, 3, 4]);
    expect(attributes).toMatchObject({ units: "1e-6", cell_methods: "time: mean" });
    expect(global).toMatchObject({ title: "a small run: CO2 mole fraction", comment: "made up" });
    // mean of h + 1 is 12.5, of its square 4900 / 24; members 1, 2, 3 have mean 2 and variance 1
    for (const row of [0, 5, 23]) {
      expect(values.co2[row]).toBeCloseTo(400 + 0.01 * 12.5 * row * 2, 2);
      expect(Math.abs(values.co2_spread[row] - 0.01 * row * Math.sqrt(4900 / 24))).toBeLessThanOrEqual(0.003 * row);
      expect(Math.abs(values.co2_control[row] - (400 + 0.01 * 12.5 * row * 4))).toBeLessThan(0.0041);
      expect(Math.abs(values.co2_truth[row] - (400 + 0.01 * 12.5 * row * 5))).toBeLessThan(0.0041);
    }
    expect(values.surface_pressure[7]).toBeCloseTo(9e4 + 1150 + 7, 1);
    expect(Array.from(values.time_bounds)).toEqual([DAY, DAY + 86400]);
  });

  it("have a file for each day", async () => {
    await record(86400, 48);
    expect(readdirSync(folder.path)).toEqual(["concentration_20160701.nc", "concentration_20160702.nc"]);
    const { values } = await read("concentration_20160702.nc");
    expect(Math.abs(values.co2[10] - (400 + 0.01 * 36.5 * 10 * 2))).toBeLessThan(0.0041);
    expect(values.time[0]).toBe(DAY + 86400);
  });
});

describe("hourly concentrations", () => {
  it("are those of the end of each hour", async () => {
    await record(3600, 24);
    const { values, shape } = await read("concentration_20160701.nc");
    expect(shape).toEqual([24, 2, 3, 4]);
    expect(Math.abs(values.co2[17 * ROWS + 3] - (400 + 0.01 * 18 * 3 * 2))).toBeLessThan(0.0041);
    expect(Math.abs(values.co2_spread[17 * ROWS + 3] / (0.01 * 18 * 3) - 1)).toBeLessThan(0.002);
    expect(values.surface_pressure[17 * 12 + 2]).toBeCloseTo(9e4 + 1702, 1);
    expect(Array.from(values.time_bounds.subarray(34, 36))).toEqual([DAY + 17 * HOUR, DAY + 18 * HOUR]);
  });
});

describe("the run with posterior fluxes", () => {
  it("has files of its own, and no spread", async () => {
    const alone = laneLayout(1);
    const recorder = recordConcentrations(folder, kernels, alone, 86400, "posterior");
    const state = createEnsemble(alone, ROWS, REFERENCE, kernels.memory.float32(ROWS * 4).fill(1e-6));
    const surfacePressure = new Float64Array(12).fill(1e5);
    for (let hour = 0; hour < 24; hour++) {
      await takeHour(recorder, { time: DAY + hour * HOUR, state, surfacePressure });
    }
    expect(readdirSync(folder.path)).toEqual(["concentration_posterior_20160701.nc"]);
    const { values, has } = await reading(folder, "concentration_posterior_20160701.nc", (file) => ({
      values: file.variable("co2_posterior").read(),
      has: ["co2", "co2_spread"].map((name) => file.has(name)),
    }));
    expect(values.every((value) => Math.abs(value - 401) < 0.0041)).toBe(true);
    expect(has).toEqual([false, false]);
  });
});

describe("a run without passengers", () => {
  it("has no concentrations of them", async () => {
    const alone = laneLayout(1);
    const recorder = recordConcentrations(folder, kernels, alone, 86400);
    const state = createEnsemble(alone, ROWS, REFERENCE, kernels.memory.float32(ROWS * 4).fill(1e-6));
    const surfacePressure = new Float64Array(12).fill(1e5);
    for (let hour = 0; hour < 24; hour++) {
      await takeHour(recorder, { time: DAY + hour * HOUR, state, surfacePressure });
    }
    const { co2, spread, has } = await reading(folder, "concentration_20160701.nc", (file) => ({
      co2: file.variable("co2").read(),
      spread: file.variable("co2_spread").read(),
      has: ["co2_control", "co2_truth"].map((name) => file.has(name)),
    }));
    expect(co2.every((value) => Math.abs(value - 401) < 0.0041)).toBe(true);
    expect(spread.every((value) => value === 0)).toBe(true);
    expect(has).toEqual([false, false]);
  });
});
