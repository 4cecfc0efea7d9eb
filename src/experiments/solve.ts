/**
 * The stages of a run, one after the other: the truth of a twin where it runs on its own, then AN with FC behind it, or CTRL.
 * One that an earlier run had finished is left out. Each has a kernel memory of its own, given back before the next begins.
 */
import { SECONDS_PER_DAY } from "../constants.js";
import type { Kernels } from "../kernels/load.js";
import { become } from "../observations/screenedObservation.js";
import type { Stage } from "../runs/checkpointFile.js";
import { readRunRecord, writeRunRecord } from "../runs/recordFile.js";
import type { Time } from "../time.js";
import { openForcingOf } from "./openInputs.js";
import type { PreparedRun } from "./prepare.js";
import type { RunRecorders } from "./recording/recorders.js";
import { type Dealing, dealing } from "./ranks/dealing.js";
import { keepReason } from "./recording/warnings.js";
import { isDone } from "./resumption.js";
import { keepForcing } from "./setup/keptForcing.js";
import type { AnalysisInputs } from "./setup/inputs.js";
import { forcingOf } from "./setup/model.js";
import { createAnalysis } from "./solvers/analysis.js";
import { createControl, createPosterior } from "./solvers/forward.js";
import { comparable } from "./solvers/schedule.js";
import type { StageRun } from "./solvers/stage.js";
import { createTruth } from "./solvers/truth.js";
import type { Timer } from "./timer.js";

/** A truth of so many days is long enough to ask how long what follows it will take. */
const LONG_DAYS = 60;

/** @throws NumericalError where the ensemble diverges; its reason is then in the record of the run */
export async function solve(run: PreparedRun): Promise<void> {
  const { inputs, checkpoints } = run;
  const { end } = inputs.plan.period;
  if (isDone(inputs.kind === "forward" ? "control" : "analysis", checkpoints.newest, end)) return;
  const ranks = dealing(inputs, run.surroundings);
  if (inputs.kind === "forward") {
    // Nothing is assimilated: every good observation of the domain validates.
    for (const screened of comparable(inputs)) become(screened, "validation");
    return runStage(run, "control", ranks, (kernels, recorders) =>
      createControl(inputs, kernels, recorders, ranks?.forward),
    );
  }
  const complete = await withTruth(inputs, run, ranks);
  const analysed = ranks?.analysed(inputs.plan.filter);
  if (!inputs.plan.posterior) {
    return runStage(run, "analysis", ranks, (kernels, recorders) =>
      createAnalysis(complete, kernels, recorders, undefined, analysed),
    );
  }
  const { forcingAhead, memory = 0 } = run.surroundings;
  const kept = keepForcing(inputs.forcing ?? forcingOf(inputs), inputs.plan.period.start, memory, () =>
    openForcingOf(inputs, forcingAhead, "model"),
  );
  try {
    await runStage(run, "analysis", ranks, (kernels, recorders) => {
      const behind = { ...inputs, forcing: kept.behind };
      const following = {
        create: () => timed(run.timer, createPosterior(behind, kernels, recorders, ranks?.forward)),
        goOnFrom: (time: Time) => kept.goOnFrom(time),
      };
      return createAnalysis({ ...complete, forcing: kept.ahead }, kernels, recorders, following, analysed);
    });
  } finally {
    await kept.close();
  }
}

/** A stage whose time counts to its name, within that of the stage that it follows. */
function timed(timer: Timer, stage: StageRun): StageRun {
  return { ...stage, advance: (until) => timer.waiting(stage.name, () => stage.advance(until)) };
}

async function runStage(
  run: PreparedRun,
  name: Stage,
  ranks: Dealing | undefined,
  create: (kernels: Kernels, recorders: RunRecorders) => StageRun,
): Promise<void> {
  const { inputs, recorders, checkpoints, timer, surroundings } = run;
  const checkpoint = name === "truth" ? checkpoints.truth : checkpoints.newest;
  timer.begin(name);
  surroundings.progress.note(`Set-up: ${name}`);
  await withKernels(run, async (kernels) => {
    const stage = create(kernels, recorders);
    if (checkpoint?.stage === stage.name) stage.resume(checkpoint.time, checkpoint.parts);
    await stage.advance(inputs.plan.period.end);
    ranks?.close();
  });
}

/** With the values of a truth that has weather or transport of its own. */
async function withTruth(
  inputs: AnalysisInputs,
  run: PreparedRun,
  ranks: Dealing | undefined,
): Promise<AnalysisInputs> {
  if (inputs.kind !== "twin" || inputs.truthRun.kind !== "apart") return inputs;
  const { recorders, surroundings, checkpoints, sharedTruth } = run;
  const { truth } = recorders;
  if (truth === undefined) throw new Error("nothing to keep the truth in");
  if (!isDone("truth", checkpoints.truth, inputs.plan.period.end) && sharedTruth?.take() !== true) {
    const { truthWorld } = inputs;
    const { start, end } = inputs.plan.period;
    const long = (end - start) / SECONDS_PER_DAY >= LONG_DAYS;
    const rest = long ? await surroundings.restOverTruth?.(surroundings.progress) : undefined;
    const ahead = openForcingOf(truthWorld, surroundings.forcingAhead, "truth");
    const world = { ...truthWorld, forcing: ahead.forcing };
    try {
      await runStage(run, "truth", ranks, (kernels) =>
        createTruth(inputs, world, comparable(inputs), kernels, recorders, truth, rest, ranks?.forward),
      );
    } finally {
      await ahead.close();
    }
    sharedTruth?.keep();
  }
  return { ...inputs, truthRun: { kind: "done", values: truth.values() } };
}

async function withKernels<T>(run: PreparedRun, work: (kernels: Kernels) => Promise<T>): Promise<T> {
  const { inputs, surroundings } = run;
  const { output } = surroundings;
  const { threads } = inputs.plan;
  const kernels = await surroundings.kernels(threads === "automatic" ? surroundings.threads : threads);
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
function noteKernels(kernels: Kernels, { surroundings: { output, progress, communicator } }: PreparedRun): void {
  const record = readRunRecord(output);
  if (record.versions.kernels !== undefined) return;
  const ranks = communicator === undefined || communicator.size === 1 ? "" : `, on ${communicator.description}`;
  const description = `${kernels.description}${ranks}`;
  progress.note(`  kernels      ${description}`);
  writeRunRecord(output, { ...record, versions: { ...record.versions, kernels: description } });
}
