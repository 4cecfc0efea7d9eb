/**
 * Experiments small enough for a test, and their analyses: synthetic weather, hourly steps, what is computed recorded in
 * a temporary folder. Kernels and folder go when the test that asked for them ends.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { saveAll, savedArray, type Saved, type SavedParts } from "../../src/assimilation/saveable.js";
import { createAnalysis } from "../../src/experiments/solvers/analysis.js";
import { type ParsedExperiment, parseExperiment } from "../../src/config/parse.js";
import {
  type AnalysisInputs,
  gatherInputs,
  type Inputs,
  type TruthValues,
  type TwinInputs,
} from "../../src/experiments/setup/inputs.js";
import type { TruthWorld } from "../../src/experiments/setup/truthWorld.js";
import { createTruth } from "../../src/experiments/solvers/truth.js";
import { createTruthStore } from "../../src/experiments/recording/truthStore.js";
import type { StageRun } from "../../src/experiments/solvers/stage.js";
import { screenedObservations } from "../../src/experiments/setup/observations.js";
import type { RunRecorders } from "../../src/experiments/recording/recorders.js";
import { silent } from "../../src/experiments/progress.js";
import { createBudgetStore } from "../../src/experiments/recording/budgetStore.js";
import { createObservationStore } from "../../src/experiments/recording/observationStore.js";
import { type Kernels, loadKernels } from "../../src/kernels/load.js";

/** Settings of a stereographic grid around a longitude [degrees east] and 35 degrees north. */
export const gridOf = (columns: number, rows: number, spacingKm: number, longitude = 116): string =>
  `grid: { projection: "+proj=stere +lat_0=35 +lon_0=${longitude} +R=6370000", columns: ${columns}, rows: ${rows}, spacingKm: ${spacingKm}, centre: [${longitude}, 35] }`;

export const sixLayers = "vertical: { sigma: [1, 0.97, 0.9, 0.75, 0.5, 0.2, 0], topHPa: 50 }";
export const eightLayers = "vertical: { sigma: [1, 0.98, 0.94, 0.86, 0.72, 0.5, 0.28, 0.1, 0], topHPa: 35 }";

/** @param settings YAML of what the test is about: grid, layers, period, background, observations, ensemble */
export const smallExperiment = (settings: string): ParsedExperiment =>
  parseExperiment(
    `title: Small experiment
output: unused
timeStepMinutes: 60
meteorology: { source: synthetic }
${settings}`,
    "small.yaml",
  );

/** Inputs of a twin. */
export async function gatherSmall(settings: string): Promise<TwinInputs> {
  const inputs = await gatherInputs(smallExperiment(settings), ".");
  if (inputs.kind !== "twin") throw new Error("no twin");
  return inputs;
}

export async function kernelsForTest(): Promise<Kernels> {
  const kernels = await loadKernels(1);
  onTestFinished(() => kernels.close());
  return kernels;
}

/** Recorders into a new folder that say nothing and write no checkpoints. */
export function recordersOf(inputs: Inputs): RunRecorders {
  const { grid, vertical, landFraction } = inputs;
  const path = mkdtempSync(join(tmpdir(), "openjdas-small-"));
  onTestFinished(() => rmSync(path, { recursive: true }));
  const folder = { path, grid, vertical, landFraction, title: "", remarks: [], program: "test", history: "test" };
  const observations = createObservationStore(folder, screenedObservations(inputs));
  const budgets = createBudgetStore(folder);
  const further: RunRecorders["further"] = () => [];
  return {
    folder,
    observations,
    budgets,
    further,
    saveables: [observations, budgets],
    progress: silent,
    assertHeld() {},
    warn() {},
  };
}

/** Values of the observations in the domain in a truth that is run on its own, from start to end. */
export async function truthOf(
  inputs: TwinInputs,
  { world = inputs.truthWorld, recorders = recordersOf(inputs) }: { world?: TruthWorld; recorders?: RunRecorders } = {},
): Promise<TruthValues> {
  const all = screenedObservations(inputs);
  const values = createTruthStore(all);
  const inDomain = all.filter(({ cell }) => cell >= 0);
  const run = createTruth(inputs, world, inDomain, await kernelsForTest(), recorders, values);
  await run.advance(inputs.plan.period.end);
  return values.values();
}

export interface SmallAnalysis {
  readonly run: StageRun;
  readonly recorders: RunRecorders;
  /** Where the period begins [s since 1970]. */
  readonly first: number;
}

/** An analysis at the start of its period. */
export async function startAnalysis(
  inputs: AnalysisInputs,
  listeners: Partial<Pick<RunRecorders, "warn" | "checkpoints" | "further">> = {},
): Promise<SmallAnalysis> {
  const recorders = { ...recordersOf(inputs), ...listeners };
  const run = createAnalysis(inputs, await kernelsForTest(), recorders);
  return { run, recorders, first: inputs.plan.period.start };
}

/** What an analysis saves, as a file would keep it: its arrays are views of a memory that runs on. */
export function savedBy({ saveables }: StageRun): SavedParts {
  return new Map([...saveAll(saveables)].map(([name, saved]) => [name, copyOf(saved)]));
}

export function copyOf({ arrays, notes }: Saved): Saved {
  const copies = Object.entries(arrays).map(([name, { shape, data }]) => [name, { shape, data: data.slice() }]);
  return { arrays: Object.fromEntries(copies) as Saved["arrays"], notes: structuredClone(notes) };
}

/** A float32 array that a part of an analysis saves now, copied. */
export function savedNow({ saveables }: StageRun, part: string, name: string): Float32Array {
  const saved = saveAll(saveables).get(part);
  if (saved === undefined) throw new Error(`nothing of "${part}"`);
  return savedArray(saved, name, Float32Array).slice();
}
