/**
 * One experiment from its file to its evaluation: CTRL, AN and FC as configured, then the tables and the figure.
 * A twin experiment is the same program with observations made from a truth that rides along.
 */
import type { ModelState, RunState } from "../assimilation/runState.js";
import { SECONDS_PER_HOUR } from "../constants.js";
import { InputError } from "../errors.js";
import type { Evaluation } from "../evaluation/evaluation.js";
import { writeEvaluation } from "../evaluation/evaluate.js";
import { standardOverlays } from "../evaluation/figures/standardOverlays.js";
import { newestCheckpoint, type Stage } from "../runs/checkpoint.js";
import { configurationHash } from "../runs/configurationIdentity.js";
import { describeInputs, type InputRecord } from "../io/inputFiles.js";
import { prepareRunFolder, removeCheckpoints, reopenRunFolder } from "../runs/folder.js";
import { readRunRecord, type RunRecord, writeRunRecord } from "../runs/record.js";
import type { Kernels } from "../kernels/load.js";
import { countFates, fates, totalOf } from "../observations/fate.js";
import { become, type ScreenedObservation } from "../observations/screenedObservation.js";
import { formatTime } from "../time.js";
import { recordedConfiguration } from "../config/recorded.js";
import { createAnalysisRun } from "./solvers/ensemble.js";
import { type PickedUp, pickUp, recordCheckpoints } from "./recording/checkpoints.js";
import type { ParsedExperiment } from "../config/parse.js";
import { describeExperiment } from "./setup/describe.js";
import { type ForcingOrder, forcingOrder, type OpenForcing } from "./setup/forcing.js";
import { type ForwardRun, runForward } from "./solvers/forward.js";
import { imposedFluxes } from "./setup/imposedFluxes.js";
import { gatherInputs, type Inputs } from "./setup/inputs.js";
import { forcingOf } from "./setup/model.js";
import type { Checkpoints, Recorders } from "./recording/recorders.js";
import { posteriorFluxes } from "./setup/posteriorFluxes.js";
import type { Progress } from "./progress.js";
import { recordBudgets } from "./recording/budgets.js";
import type { RunFolder } from "./recording/runFolder.js";
import { recordObservations } from "./recording/observations.js";
import { keepReason, keepWarning, warningsUntil } from "./recording/warnings.js";
import { createTimer } from "./timer.js";
import { runTruth } from "./solvers/truth.js";

/** What an experiment needs of the world around it. */
export interface Surroundings {
  /** Folder that paths of inputs are relative to. */
  readonly inputFolder: string;
  /** Run folder; the configuration's where the user names no other. */
  readonly output: string;
  /** Whether an earlier run of the same configuration in the output folder gives way. */
  readonly replace: boolean;
  /** Whether an earlier run of it in the output folder goes on from its newest checkpoint. */
  readonly resume?: boolean;
  readonly progress: Progress;
  readonly kernels: (threads: number) => Promise<Kernels>;
  /** Prepares the forcing of each hour ahead of it; absent where each is made when it is needed. */
  readonly forcingAhead?: ((order: ForcingOrder) => OpenForcing) | undefined;
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
  const gathered = await gatherInputs(parsed, surroundings.inputFolder);
  const ahead = aheadOf(gathered, surroundings);
  const forcing = ahead?.forcing ?? forcingOf(gathered);
  let inputs: Inputs = { ...gathered, forcing: (time) => timer.waiting("forcing", () => forcing(time)) };
  let checkpoints: Checkpoints | undefined;
  try {
    const configuration = recordedConfiguration(parsed);
    const earlier = surroundings.resume ? reopenRunFolder(output, configuration) : undefined;
    if (!surroundings.resume) prepareRunFolder(output, configuration, { replace: surroundings.replace });
    if (earlier?.finished !== undefined) {
      progress.note(`This run is finished (${earlier.finished}): nothing is left to compute.`);
      removeCheckpoints(output);
      return await writeEvaluation(output, standardOverlays());
    }
    const identity = configurationHash(configuration);
    const found = surroundings.resume
      ? newestCheckpoint(output, identity, (reason) => progress.note(`  ! a checkpoint cannot be used: ${reason}`))
      : undefined;
    for (const line of describeExperiment(inputs)) progress.note(line);
    const files = await describeInputs(inputs.files);
    if (earlier !== undefined && found !== undefined) checkInputs(earlier, files);
    const at = now().toISOString();
    const started = found === undefined ? at : (earlier?.started ?? at);
    const folder: RunFolder = {
      path: output,
      grid: inputs.grid,
      vertical: inputs.vertical,
      landFraction: inputs.landFraction,
      title: config.title,
      remarks: inputs.remarks,
      program: surroundings.program,
      history: `${started}: ${(found && earlier?.versions.program) ?? surroundings.program}, configuration in run.json`,
    };
    const written: Omit<Recorders, "checkpoints"> = {
      folder,
      observations: recordObservations(folder, inputs.screening?.observations ?? []),
      budgets: recordBudgets(folder),
      progress,
      warn: (warning) => keepWarning(output, warning, progress),
    };
    if (config.outputs.checkpoint === "daily") {
      checkpoints = recordCheckpoints(written, identity, (stage) => timer.until(stage));
    }
    const recorders: Recorders = { ...written, checkpoints };
    const picked = found && pickUp(found, written);
    if (surroundings.resume) {
      progress.note(
        picked === undefined
          ? "No checkpoint to go on from: the run starts at its beginning."
          : `Goes on from ${formatTime(picked.state.time)} of "${picked.stage}".`,
      );
    }
    if (picked !== undefined) {
      timer.add(picked.timings);
      if (picked.program !== surroundings.program) {
        progress.note(
          `  ! the checkpoint was written by ${picked.program}: results from here on may differ from its own`,
        );
      }
    }
    const resumption = picked && {
      at,
      stage: picked.stage,
      time: formatTime(picked.state.time),
      program: surroundings.program,
    };
    const warnings = warningsUntil(earlier, picked);
    const record: RunRecord = {
      title: config.title,
      remarks: [...inputs.remarks],
      experiment: config.twin === undefined ? config.runs.join(", ") : "twin",
      configuration,
      versions: { program: surroundings.program, node: surroundings.node },
      seed: config.seed,
      inputs: files,
      started,
      ...(resumption && { resumed: [...(earlier?.resumed ?? []), resumption] }),
      ...(warnings.length > 0 && { warnings }),
      timings: {},
      counts: {},
      budget: {},
    };
    writeRunRecord(output, record);
    timer.lap("preparation");

    const kernels = await surroundings.kernels(config.threads ?? surroundings.threads);
    const { description } = kernels;
    progress.note(`  kernels      ${description}`);
    try {
      if (config.runs.includes("analysis")) {
        const { start, end } = config.period;
        const state = picked?.stage === "analysis" ? (picked.state as RunState) : undefined;
        if (picked === undefined || (state !== undefined && state.time < end)) {
          if (inputs.trueWeather !== undefined) {
            inputs = await withTruth(inputs, surroundings, recorders);
            timer.lap("truth");
          }
          progress.begin(`AN, ${config.ensemble.members} members`, (end - start) / SECONDS_PER_HOUR);
          const run = createAnalysisRun(inputs, kernels, recorders);
          if (state !== undefined) run.resume(state);
          await run.advance(end);
          progress.end();
        }
        timer.lap("analysis");
      } else if (config.runs.includes("control")) {
        // Nothing is assimilated: every good observation of the domain validates.
        for (const screened of comparable(inputs)) become(screened, "validation");
        await runForward(controlRun(inputs), inputs, kernels, recorders, stateOf(picked, "control"));
        timer.lap("control");
      }
    } catch (error) {
      keepReason(output, error);
      throw error;
    } finally {
      await kernels.close();
    }
    if (config.runs.includes("posterior")) {
      // A memory of its own: what the analysis held is given back first.
      const forward = await surroundings.kernels(config.threads ?? surroundings.threads);
      try {
        await runForward(posteriorRun(inputs, folder), inputs, forward, recorders, stateOf(picked, "posterior"));
      } catch (error) {
        keepReason(output, error);
        throw error;
      } finally {
        await forward.close();
      }
      timer.lap("posterior");
    }
    await checkpoints?.settle();
    const finished: RunRecord = {
      ...readRunRecord(output),
      versions: { ...record.versions, kernels: description },
      finished: now().toISOString(),
      timings: timer.laps(),
      counts: countsOf(inputs),
      budget: recorders.budgets.summary(),
    };
    writeRunRecord(output, finished);
    const evaluation = await writeEvaluation(output, standardOverlays());
    removeCheckpoints(output);
    return evaluation;
  } finally {
    try {
      await checkpoints?.settle();
    } finally {
      await ahead?.close();
      inputs.close();
    }
  }
}

/** The forcing on another thread, where one can make it. */
function aheadOf(
  inputs: Inputs,
  { forcingAhead }: Surroundings,
  whose?: ForcingOrder["whose"],
): OpenForcing | undefined {
  const order = forcingOrder(inputs, whose);
  return order && forcingAhead?.(order);
}

function stateOf(picked: PickedUp | undefined, stage: Stage): ModelState | undefined {
  return picked?.stage === stage ? picked.state : undefined;
}

/** @throws InputError where a file is not what the run began with */
function checkInputs({ inputs: earlier }: RunRecord, inputs: readonly InputRecord[]): void {
  const known = new Set(earlier.map(({ sha256 }) => sha256));
  const faults = inputs
    .filter(({ sha256 }) => !known.has(sha256))
    .map(({ path }) => ({
      where: path,
      found: "a file that the run did not begin with",
      expected: "the inputs that run.json lists",
      remedy: "bring the earlier file back, or begin anew (--replace)",
    }));
  if (faults.length > 0) throw new InputError(faults);
}

function controlRun(inputs: Inputs): ForwardRun {
  const { natural, imposed } = imposedFluxes(inputs);
  return {
    name: "control",
    label: "CTRL",
    flux: (time) => plus(natural(time), imposed(time)),
    observations: comparable(inputs),
    writesConcentrations: true,
  };
}

function posteriorRun(inputs: Inputs, folder: RunFolder): ForwardRun {
  const natural = posteriorFluxes(folder);
  const { imposed } = imposedFluxes(inputs);
  return {
    name: "posterior",
    label: "FC",
    flux: async (time) => plus(await natural(time), imposed(time)),
    observations: comparable(inputs),
    writesConcentrations: false,
  };
}

/** With the values of a truth that has weather of its own. What a stopped run knew of them is computed again. */
async function withTruth(inputs: Inputs, surroundings: Surroundings, recorders: Recorders): Promise<Inputs> {
  const { config, trueWeather } = inputs;
  if (trueWeather === undefined) return inputs;
  const ahead = aheadOf(inputs, surroundings, "truth");
  const truth = { ...inputs, weather: trueWeather };
  const kernels = await surroundings.kernels(config.threads ?? surroundings.threads);
  try {
    const forcing = ahead?.forcing ?? forcingOf(truth);
    const truthValues = await runTruth({ ...truth, forcing }, comparable(inputs), kernels, recorders);
    return { ...inputs, truthValues };
  } finally {
    await kernels.close();
    await ahead?.close();
  }
}

/** Good observations of the domain and period, assimilated or not. */
function comparable({ screening }: Inputs): ScreenedObservation[] {
  return (screening?.observations ?? []).filter(({ cell, observation }) => cell >= 0 && observation.good);
}

function plus(a: Float64Array, b: Float64Array): Float64Array {
  return a.map((value, cell) => value + b[cell]);
}

function countsOf({ screening }: Inputs): Record<string, number> {
  const table = countFates(screening?.observations ?? []);
  return Object.fromEntries(fates.map((fate) => [fate, totalOf(table, fate)]));
}
