/**
 * The stages of a run, one after the other: the truth of a twin where it runs on its own, AN or CTRL, then FC. One that an
 * earlier run had finished is left out. Each has a kernel memory of its own, given back before the next begins.
 */
import type { Kernels } from "../kernels/load.js";
import { become } from "../observations/screenedObservation.js";
import { readRunRecord, writeRunRecord } from "../runs/record.js";
import { openForcingOf } from "./openInputs.js";
import type { PreparedRun } from "./prepare.js";
import type { RunRecorders } from "./recording/recorders.js";
import { keepReason } from "./recording/warnings.js";
import { isDone } from "./resumption.js";
import type { Inputs } from "./setup/inputs.js";
import { createAnalysis } from "./solvers/ensemble.js";
import { createControl, createPosterior } from "./solvers/forward.js";
import { comparable } from "./solvers/schedule.js";
import type { StageRun } from "./solvers/stage.js";
import { runTruth } from "./solvers/truth.js";

/** @throws NumericalError where the ensemble diverges; its reason is then in the record of the run */
export async function solve(run: PreparedRun): Promise<void> {
  const { inputs, checkpoint } = run;
  const { runs, period } = inputs.config;
  if (runs.includes("analysis")) {
    if (!isDone("analysis", checkpoint, period.end)) await runStage(createAnalysis, await withTruth(run), "analysis");
  } else if (!isDone("control", checkpoint, period.end)) {
    // Nothing is assimilated: every good observation of the domain validates.
    for (const screened of comparable(inputs)) become(screened, "validation");
    await runStage(createControl, run, "control");
  }
  if (runs.includes("posterior") && !isDone("posterior", checkpoint, period.end)) {
    await runStage(createPosterior, run, "posterior");
  }
}

async function runStage(
  create: (inputs: Inputs, kernels: Kernels, recorders: RunRecorders) => StageRun,
  run: PreparedRun,
  name: string,
): Promise<void> {
  const { inputs, recorders, checkpoint, timer } = run;
  timer.begin(name);
  await withKernels(run, async (kernels) => {
    const stage = create(inputs, kernels, recorders);
    if (checkpoint?.stage === stage.name) stage.resume(checkpoint.time, checkpoint.parts);
    await stage.advance(inputs.config.period.end);
  });
}

/** With the values of a truth that has weather of its own. What a stopped run knew of them is computed again. */
async function withTruth(run: PreparedRun): Promise<PreparedRun> {
  const { inputs, recorders, surroundings, timer } = run;
  const { trueWeather } = inputs;
  if (trueWeather === undefined) return run;
  timer.begin("truth");
  const { forcing: _, ...withoutForcing } = inputs;
  const truth: Inputs = { ...withoutForcing, weather: trueWeather };
  const ahead = openForcingOf(truth, surroundings.forcingAhead, "truth");
  try {
    const truthValues = await withKernels(run, (kernels) =>
      runTruth({ ...truth, forcing: ahead.forcing }, comparable(inputs), kernels, recorders),
    );
    return { ...run, inputs: { ...inputs, truthValues } };
  } finally {
    await ahead.close();
  }
}

async function withKernels<T>(run: PreparedRun, work: (kernels: Kernels) => Promise<T>): Promise<T> {
  const { inputs, surroundings } = run;
  const { output } = surroundings;
  const kernels = await surroundings.kernels(inputs.config.threads ?? surroundings.threads);
  try {
    noteKernels(kernels, run);
    return await work(kernels);
  } catch (error) {
    keepReason(output, error);
    throw error;
  } finally {
    await kernels.close();
  }
}

/** Says once, and keeps in the record of the run, which kernels it computes with. */
function noteKernels({ description }: Kernels, { surroundings: { output, progress } }: PreparedRun): void {
  const record = readRunRecord(output);
  if (record.versions.kernels !== undefined) return;
  progress.note(`  kernels      ${description}`);
  writeRunRecord(output, { ...record, versions: { ...record.versions, kernels: description } });
}
