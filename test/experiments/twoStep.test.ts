/** The two-step update of a whole analysis on a small grid. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { RunState } from "../../src/assimilation/runState.js";
import { createAnalysisRun } from "../../src/experiments/analysis.js";
import { fluxScores } from "../../src/evaluation/fluxScores.js";
import { readFluxes } from "../../src/evaluation/readFluxes.js";
import { regionMasks } from "../../src/evaluation/regions.js";
import { parseExperiment } from "../../src/experiments/config.js";
import { gatherIngredients } from "../../src/experiments/ingredients.js";
import { silent } from "../../src/experiments/progress.js";
import { recordBudgets } from "../../src/experiments/recording/budgets.js";
import { recordSoundings } from "../../src/experiments/recording/soundings.js";
import { type Kernels, loadKernels } from "../../src/kernels/load.js";

const DAY = 86400;
const folders: string[] = [];
const loaded: Kernels[] = [];

const text = `title: Two steps
output: unused
period: { start: 2016-07-01, end: 2016-07-06 }
grid: { projection: "+proj=stere +lat_0=35 +lon_0=116 +R=6370000", columns: 20, rows: 16, spacingKm: 200, centre: [116, 35] }
vertical: { sigma: [1, 0.98, 0.94, 0.86, 0.72, 0.5, 0.28, 0.1, 0], topHPa: 35 }
timeStepMinutes: 60
meteorology: { source: synthetic }
background: { source: synthetic }
observations: { source: synthetic }
outputs: { concentration: none }
runs: [control, analysis]
ensemble: { members: 12 }
filter: { update: two-step, windowDays: 2 }
twin: {}
`;

async function start() {
  const path = mkdtempSync(join(tmpdir(), "openjdas-two-step-"));
  folders.push(path);
  const kernels = await loadKernels(1);
  loaded.push(kernels);
  const ingredients = await gatherIngredients(parseExperiment(text, "two-step.yaml"), ".");
  const { grid, vertical, landFraction } = ingredients;
  const folder = { path, grid, vertical, landFraction, title: "", remarks: [], program: "test", history: "test" };
  const soundings = recordSoundings(folder, ingredients.screening?.soundings ?? []);
  const budgets = recordBudgets(folder);
  const stages: number[] = [];
  const run = createAnalysisRun(ingredients, kernels, {
    folder,
    soundings,
    budgets,
    progress: silent,
    checkpoints: {
      async write(_stage, { time }) {
        stages.push((time - ingredients.config.period.start) / DAY);
      },
      async settle() {},
    },
  });
  return { run, ingredients, soundings, budgets, stages, path, first: ingredients.config.period.start };
}

/** As a file would keep it: `save` gives views of a memory that runs on. */
function copyOf(state: RunState): RunState {
  const { moleFraction, airMass, fluxes, backgroundFluxes, watch } = state;
  return {
    ...state,
    moleFraction: moleFraction.slice(),
    airMass: airMass.slice(),
    fluxes: { ...fluxes, values: fluxes.values.slice() },
    backgroundFluxes: structuredClone(backgroundFluxes),
    watch: structuredClone(watch),
  };
}

describe("the two-step update", () => {
  it("adds no carbon, finds fluxes, and goes on from a checkpoint bit for bit", async () => {
    const whole = await start();
    const { run, ingredients, first, path } = whole;
    await run.advance(first + 2 * DAY);
    const written = copyOf(run.save());
    const { times, columns, fates } = whole.soundings.save();
    const known = { times, columns: new Map([...columns].map(([name, values]) => [name, values.slice()])), fates };
    await run.advance(first + 4 * DAY);

    // The law: what the analysis adds is nothing, not even round-off.
    for (const day of whole.budgets.save().get("analysis")?.values() ?? []) expect(day.increment).toBe(0);
    const { analysis } = whole.budgets.summary();
    expect(Math.abs(analysis.residual) / analysis.end).toBeLessThan(1e-9);
    expect(whole.budgets.save().get("analysis")?.size).toBe(4);
    // Only the ends of windows can be gone on from.
    expect(whole.stages).toEqual([2, 4]);

    const fluxes = await readFluxes(path, first, first + 4 * DAY);
    const { natural_prior, natural_posterior, natural_truth } = fluxes?.whole.fields ?? {};
    expect(fluxes?.whole.days).toBe(4);
    const regions = regionMasks(ingredients.grid, ingredients.landFraction);
    const scores = fluxScores(regions, ingredients.grid, natural_prior!, natural_posterior!, natural_truth!);
    const land = scores.find(({ scale }) => scale === "R8")!;
    expect(land.posterior).toBeLessThan(0.9 * land.prior);
    expect(run.save().backgroundFluxes.size).toBe(0);

    const resumed = await start();
    resumed.soundings.resume(known);
    resumed.run.resume(written);
    await resumed.run.advance(first + 4 * DAY);
    const [expected, found] = [run.save(), resumed.run.save()];
    expect(found.moleFraction).toEqual(expected.moleFraction);
    expect(found.airMass).toEqual(expected.airMass);
    expect(found.fluxes).toEqual(expected.fluxes);
    expect(found.watch).toEqual(expected.watch);
    expect(resumed.soundings.save().columns).toEqual(whole.soundings.save().columns);

    // The last window is a day long: the day before it is written already and stays.
    const slotOf = ({ fluxes }: RunState, day: number): Float32Array => {
      const { values } = fluxes;
      return values.subarray((day % 2) * (values.length / 2), ((day % 2) + 1) * (values.length / 2));
    };
    const fourth = first / DAY + 3;
    const before = copyOf(run.save());
    await run.advance(first + 5 * DAY);
    expect(whole.stages).toEqual([2, 4, 5]);
    expect(slotOf(run.save(), fourth)).toEqual(slotOf(before, fourth));
    expect(slotOf(run.save(), fourth + 1)).not.toEqual(slotOf(before, fourth + 1));
  });
});

afterAll(async () => {
  for (const kernels of loaded) await kernels.close();
  for (const folder of folders) rmSync(folder, { recursive: true });
});
