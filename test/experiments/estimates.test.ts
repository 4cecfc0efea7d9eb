/** Boundary offsets and retrieval biases in a whole analysis: what zero spread means, resume, and what is written. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { RunState } from "../../src/assimilation/runState.js";
import { type AnalysisRun, createAnalysisRun } from "../../src/experiments/analysis.js";
import { pickUp, recordCheckpoints } from "../../src/experiments/checkpoints.js";
import { parseExperiment } from "../../src/experiments/config.js";
import { gatherIngredients } from "../../src/experiments/ingredients.js";
import type { Outlets } from "../../src/experiments/outlets.js";
import { silent } from "../../src/experiments/progress.js";
import { recordBudgets } from "../../src/experiments/recording/budgets.js";
import { recordSoundings } from "../../src/experiments/recording/soundings.js";
import { type Checkpoint, newestCheckpoint } from "../../src/io/checkpoint.js";
import { openNetcdf } from "../../src/io/openNetcdf.js";
import { type Kernels, loadKernels } from "../../src/kernels/load.js";

const DAY = 86400;
const folders: string[] = [];
const loaded: Kernels[] = [];

const text = (estimate: string, boundaryOffsetPpm = 0): string => `title: Estimated offsets
output: unused
period: { start: 2016-07-01, end: 2016-07-04 }
grid: { projection: "+proj=stere +lat_0=35 +lon_0=116 +R=6370000", columns: 24, rows: 20, spacingKm: 240, centre: [116, 35] }
vertical: { sigma: [1, 0.97, 0.9, 0.75, 0.5, 0.2, 0], topHPa: 50 }
timeStepMinutes: 60
meteorology: { source: synthetic }
background: { source: synthetic, boundaryOffsetPpm: ${boundaryOffsetPpm} }
observations: { source: synthetic }
ensemble: { members: 8, lagDays: 1 }
filter: { estimate: ${estimate} }
twin: {}
`;

interface Started {
  readonly run: AnalysisRun;
  readonly first: number;
  readonly folder: string;
  readonly outlets: Omit<Outlets, "checkpoints">;
}

async function start(estimate: string, offset?: number): Promise<Started> {
  const folder = mkdtempSync(join(tmpdir(), "openjdas-estimates-"));
  folders.push(folder);
  const kernels = await loadKernels(1);
  loaded.push(kernels);
  const ingredients = await gatherIngredients(parseExperiment(text(estimate, offset), "estimates.yaml"), ".");
  const place = {
    path: folder,
    grid: ingredients.grid,
    vertical: ingredients.vertical,
    landFraction: ingredients.landFraction,
    title: "Estimated offsets",
    remarks: [],
    program: "test",
    history: "test",
  };
  const outlets = {
    folder: place,
    soundings: recordSoundings(place, ingredients.screening?.soundings ?? []),
    budgets: recordBudgets(place),
    progress: silent,
  };
  const run = createAnalysisRun(ingredients, kernels, outlets);
  return { run, first: ingredients.config.period.start, folder, outlets };
}

const BOTH = "{ boundaryOffset: { ppm: 0.5 }, retrievalBias: { ppm: 0.4, regionKm: 2000 } }";

describe("an analysis that estimates boundary offsets and retrieval biases", () => {
  it("is the one without them, bit for bit, where their spread is zero", async () => {
    const without = await start("{}");
    const zero = await start("{ boundaryOffset: { ppm: 0 }, retrievalBias: { ppm: 0 } }", 0.4);
    const constant = await start("{}", 0.4);
    for (const { run, first } of [without, zero, constant]) await run.advance(first + 2 * DAY);
    const [expected, found] = [without.run.save(), zero.run.save()];
    expect(found.moleFraction).toEqual(expected.moleFraction);
    expect(found.fluxes).toEqual(expected.fluxes);
    expect(found.departures).toEqual(expected.departures);
    expect(constant.run.save().moleFraction).not.toEqual(expected.moleFraction);
  });

  it("goes on from its checkpoint, bit for bit as if it had never stopped, and writes what it estimates", async () => {
    const whole = await start(BOTH);
    await whole.run.advance(whole.first + 3 * DAY);
    const begun = await start(BOTH);
    await begun.run.advance(begun.first + 2 * DAY);
    const checkpoints = recordCheckpoints(begun.outlets, "configuration", () => ({}));
    await checkpoints.write("analysis", begun.run.save());
    await checkpoints.settle();
    const resumed = await start(BOTH);
    const checkpoint = newestCheckpoint(begun.folder, "configuration", () => {}) as Checkpoint;
    resumed.run.resume(pickUp(checkpoint, resumed.outlets).state as RunState);
    await resumed.run.advance(resumed.first + 3 * DAY);

    const [expected, found] = [whole.run.save(), resumed.run.save()];
    expect([...expected.parameters.keys()]).toEqual(["boundary_offset", "retrieval_bias"]);
    expect(found.parameters).toEqual(expected.parameters);
    expect(found.estimates).toEqual(expected.estimates);
    expect(found.moleFraction).toEqual(expected.moleFraction);
    expect(found.fluxes).toEqual(expected.fluxes);

    const [one, other] = [
      await openNetcdf(join(whole.folder, "parameters.nc")),
      await openNetcdf(join(resumed.folder, "parameters.nc")),
    ];
    expect(one.variable("side_name").readStrings()).toEqual(["west", "east", "south", "north"]);
    expect(one.variable("boundary_offset").shape).toEqual([3, 4]);
    for (const name of [
      "time",
      "boundary_offset",
      "boundary_offset_spread",
      "retrieval_bias",
      "retrieval_bias_spread",
    ]) {
      const values = one.variable(name).read();
      expect(values.every(Number.isFinite)).toBe(true);
      expect(other.variable(name).read()).toEqual(values);
    }
    const time = one.variable("time").read();
    expect([...time]).toEqual([1, 2, 3].map((day) => whole.first + day * DAY));
    const spread = one.variable("boundary_offset_spread").read();
    expect(Math.min(...spread)).toBeGreaterThan(0.05);
    expect(Math.max(...spread)).toBeLessThan(1.2);
    const mean = one.variable("retrieval_bias").read();
    expect(Math.max(...mean.map(Math.abs))).toBeGreaterThan(0.001);
    expect(Math.max(...mean.map(Math.abs))).toBeLessThan(1.2);
    one.close();
    other.close();
    const soundings = await openNetcdf(join(whole.folder, "observations.nc"));
    const correction = soundings.variable("bias_correction").read();
    const after = await openNetcdf(join(resumed.folder, "observations.nc"));
    expect(after.variable("bias_correction").read()).toEqual(correction);
    after.close();
    expect(correction.some((value) => Math.abs(value) > 0.001 && Math.abs(value) < 1.2)).toBe(true);
    soundings.close();
  });
});

afterAll(async () => {
  for (const kernels of loaded) await kernels.close();
  for (const folder of folders) rmSync(folder, { recursive: true });
});
