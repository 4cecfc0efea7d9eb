/**
 * One experiment from its file to its evaluation: CTRL, AN and FC as configured, then the tables and the figure.
 * A twin experiment is the same program with soundings made from a truth that rides along.
 */
import { SECONDS_PER_HOUR } from "../constants.js";
import type { Evaluation } from "../evaluation/evaluation.js";
import { writeEvaluation } from "../evaluation/evaluate.js";
import { standardOverlays } from "../evaluation/figures/standardOverlays.js";
import { describeInputs } from "../io/inputFiles.js";
import { prepareRunFolder } from "../io/runFolder.js";
import { type RunRecord, writeRunRecord } from "../io/runRecord.js";
import type { Kernels } from "../kernels/load.js";
import { countFates, fates, totalOf } from "../observations/fate.js";
import type { ScreenedSounding } from "../observations/quality.js";
import { recordedConfiguration } from "./recordedConfiguration.js";
import { createAnalysisRun } from "./analysis.js";
import type { ParsedExperiment } from "./config.js";
import { describeIngredients } from "./describe.js";
import { type ForwardRun, runForward } from "./forward.js";
import { imposedFluxes } from "./imposedFluxes.js";
import { gatherIngredients, type Ingredients } from "./ingredients.js";
import type { Outlets } from "./outlets.js";
import { posteriorFluxes } from "./posteriorFluxes.js";
import type { Progress } from "./progress.js";
import { recordBudgets } from "./recording/budgets.js";
import type { RunFolder } from "./recording/runFolder.js";
import { recordSoundings } from "./recording/soundings.js";

/** What an experiment needs of the world around it. */
export interface Surroundings {
  /** Folder that paths of inputs are relative to. */
  readonly inputFolder: string;
  /** Run folder; the configuration's where the user names no other. */
  readonly output: string;
  /** Whether an earlier run of the same configuration in the output folder gives way. */
  readonly replace: boolean;
  readonly progress: Progress;
  readonly kernels: (threads: number) => Promise<Kernels>;
  /** Threads where the configuration names none. */
  readonly threads: number;
  readonly program: string;
  readonly node: string;
  readonly now: () => Date;
}

/**
 * @throws ConfigError, InputError, CoverageError before anything is computed or written; OutputError where the folder
 *   holds another run; NumericalError where the ensemble diverges, after which what was written stays
 */
export async function runExperiment(parsed: ParsedExperiment, surroundings: Surroundings): Promise<Evaluation> {
  const { config } = parsed;
  const { progress, now, output } = surroundings;
  const timer = createTimer(now);
  const ingredients = await gatherIngredients(parsed, surroundings.inputFolder);
  try {
    const configuration = recordedConfiguration(config);
    prepareRunFolder(output, configuration, { replace: surroundings.replace });
    for (const line of describeIngredients(ingredients)) progress.note(line);
    const started = now().toISOString();
    const folder: RunFolder = {
      path: output,
      grid: ingredients.grid,
      vertical: ingredients.vertical,
      landFraction: ingredients.landFraction,
      title: config.title,
      remarks: ingredients.remarks,
      program: surroundings.program,
      history: `${started}: ${surroundings.program}, configuration in run.json`,
    };
    const outlets: Outlets = {
      folder,
      soundings: recordSoundings(folder, ingredients.screening?.soundings ?? []),
      budgets: recordBudgets(folder),
      progress,
    };
    const record: RunRecord = {
      title: config.title,
      remarks: [...ingredients.remarks],
      experiment: config.twin === undefined ? config.runs.join(", ") : "twin",
      configuration,
      versions: { program: surroundings.program, node: surroundings.node },
      seed: config.seed,
      inputs: await describeInputs(ingredients.files),
      started,
      timings: {},
      counts: {},
      budget: {},
    };
    writeRunRecord(output, record);
    timer.lap("preparation");

    const kernels = await surroundings.kernels(config.threads ?? surroundings.threads);
    try {
      if (config.runs.includes("analysis")) {
        const { start, end } = config.period;
        progress.begin(`AN, ${config.ensemble.members} members`, (end - start) / SECONDS_PER_HOUR);
        await createAnalysisRun(ingredients, kernels, outlets).advance(end);
        progress.end();
        timer.lap("analysis");
      } else if (config.runs.includes("control")) {
        // Nothing is assimilated: every good sounding of the domain validates.
        for (const sounding of comparable(ingredients)) sounding.fate = "validation";
        await runForward(controlRun(ingredients), ingredients, kernels, outlets);
        timer.lap("control");
      }
    } finally {
      await kernels.close();
    }
    if (config.runs.includes("posterior")) {
      // A memory of its own: what the analysis held is given back first.
      const forward = await surroundings.kernels(config.threads ?? surroundings.threads);
      try {
        await runForward(posteriorRun(ingredients, folder), ingredients, forward, outlets);
      } finally {
        await forward.close();
      }
      timer.lap("posterior");
    }
    const finished: RunRecord = {
      ...record,
      finished: now().toISOString(),
      timings: timer.laps(),
      counts: countsOf(ingredients),
      budget: outlets.budgets.summary(),
    };
    writeRunRecord(output, finished);
    return await writeEvaluation(output, standardOverlays());
  } finally {
    ingredients.close();
  }
}

function controlRun(ingredients: Ingredients): ForwardRun {
  const { natural, imposed } = imposedFluxes(ingredients);
  return {
    name: "control",
    label: "CTRL",
    flux: (time) => plus(natural(time), imposed(time)),
    soundings: comparable(ingredients),
    writesConcentrations: true,
  };
}

function posteriorRun(ingredients: Ingredients, folder: RunFolder): ForwardRun {
  const natural = posteriorFluxes(folder);
  const { imposed } = imposedFluxes(ingredients);
  return {
    name: "posterior",
    label: "FC",
    flux: async (time) => plus(await natural(time), imposed(time)),
    soundings: comparable(ingredients),
    writesConcentrations: false,
  };
}

/** Good soundings of the domain and period, assimilated or not. */
function comparable({ screening }: Ingredients): ScreenedSounding[] {
  return (screening?.soundings ?? []).filter(({ cell, retrieval }) => cell >= 0 && retrieval.good);
}

function plus(a: Float64Array, b: Float64Array): Float64Array {
  return a.map((value, cell) => value + b[cell]);
}

function countsOf({ screening }: Ingredients): Record<string, number> {
  const table = countFates(screening?.soundings ?? []);
  return Object.fromEntries(fates.map((fate) => [fate, totalOf(table, fate)]));
}

/** Wall-clock seconds of named parts. */
function createTimer(now: () => Date): { lap(name: string): void; laps(): Record<string, number> } {
  const laps: Record<string, number> = {};
  let last = now().getTime();
  return {
    lap(name) {
      const time = now().getTime();
      laps[name] = (time - last) / 1000;
      last = time;
    },
    laps: () => laps,
  };
}
