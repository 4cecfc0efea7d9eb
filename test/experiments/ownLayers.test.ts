/** `vertical: source` with gridded weather: from the experiment file to an hour of transport on the files' own layers. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { InputError } from "../../src/errors.js";
import { parseExperiment } from "../../src/config/parse.js";
import { gatherInputs } from "../../src/experiments/setup/inputs.js";
import { createForecastModel } from "../../src/experiments/setup/model.js";
import { laneLayout } from "../../src/fields/ensemble.js";
import { type Kernels, loadKernels } from "../../src/kernels/load.js";
import { type LayeredFile, writeLayers } from "../meteorology/sources/layeredFile.js";

const folder = mkdtempSync(join(tmpdir(), "own-layers-"));
const text = (more = ""): string => `title: Own layers
output: unused
period: { start: 2016-07-01, end: 2016-07-02 }
grid: { name: east, southWest: [102, 24], spacing: [1.5, 1.5], columns: 10, rows: 9 }
vertical: source
timeStepMinutes: 15
meteorology: { source: gridded, files: weather.nc, dates: held-steady, boundaryLayer: diurnal }
background: { source: synthetic }
runs: [control]
${more}`;

/** Hybrid up to 0 Pa, the layer nearest the top 40 Pa thin. */
const layers: LayeredFile = {
  layout: "ecmwf",
  a: [0, 30, 400, 3000, 9000, 12000, 6000, 1000, 40, 0],
  b: [1, 0.985, 0.93, 0.75, 0.45, 0.15, 0, 0, 0, 0],
  fromTop: true,
  latitudes: [20, 25, 30, 35, 40],
  longitudes: [95, 100, 105, 110, 115, 120],
  value: (name, layer, lon, lat) =>
    ({
      u: 4 + 6 * layer + 3 * Math.sin(lon / 4),
      v: 3 * Math.cos(lat / 3 + layer),
      t: Math.max(205, 296 - 14 * layer),
      q: 0.014 * Math.exp(-1.2 * layer),
    })[name],
  surfacePressure: (lon, lat) => 96000 + 200 * (lon - 105) - 400 * (lat - 30),
};

let kernels: Kernels;
beforeAll(async () => {
  await writeLayers(join(folder, "weather.nc"), layers);
  kernels = await loadKernels(1);
});
afterAll(async () => {
  await kernels.close();
  rmSync(folder, { recursive: true });
});

describe("an experiment on the layers of its gridded weather", () => {
  it.each(["mixing: local", "mixing: acm2\ndeepConvection: bulk\nhorizontalDiffusion: multiscale"])(
    "keeps a uniform tracer uniform, with %s",
    async (choice) => {
      const inputs = await gatherInputs(parseExperiment(text(choice), "own.yaml"), folder);
      const { vertical, plan, weather } = inputs;
      expect([vertical.name, vertical.levels]).toEqual(["layers of weather.nc", 9]);
      expect([Array.from(vertical.a), Array.from(vertical.b)]).toEqual([layers.a, layers.b]);
      const { transport, forcing } = createForecastModel(inputs, kernels, laneLayout(4));
      const { state, boundary } = transport;
      state.data.fill(3e-6);
      boundary.anomalies.fill(3e-6);
      const air = await forcing(plan.period.start);
      for (const field of [air.exchange, air.flow.zMassFlux]) expect(field.every(Number.isFinite)).toBe(true);
      expect(Math.max(...air.flow.zMassFlux)).toBeGreaterThan(0);
      transport.advance(air.flow, air.exchange, air.nonLocal, air);
      const worst = state.data.reduce((most, value) => Math.max(most, Math.abs(value / Math.fround(3e-6) - 1)), 0);
      expect(worst).toBe(0);
      weather.close();
    },
  );

  it("is refused where the levels are points, at the key that asked for layers", async () => {
    const path = join(folder, "points.nc");
    await writeLayers(path, { ...layers, layout: "points" });
    const parsed = parseExperiment(text().replace("weather.nc", "points.nc"), "own.yaml");
    const failure = gatherInputs(parsed, folder);
    await expect(failure).rejects.toThrow(InputError);
    await expect(failure).rejects.toThrow(/own.yaml:5:1: vertical: .*points.nc.*no interfaces of the layers/);
  });

  it("says which weather has layers and a grid to give", () => {
    const synthetic = text().replace(/meteorology: .*/, "meteorology: { source: synthetic }");
    expect(() => parseExperiment(synthetic, "own.yaml")).toThrow(/vertical: .*source "synthetic" cannot give/);
    const grid = text().replace(/grid: .*/, "grid: source");
    expect(() => parseExperiment(grid, "own.yaml")).toThrow(/grid: .*only source "mcip" or "wrf" can give/);
  });
});
