/**
 * One experiment from its file to its evaluation: CTRL, AN and FC as configured, then the tables and the figure.
 * A twin experiment is the same program with observations made from a truth that rides along.
 */
import { pngOfFluxMap, writeEvaluation } from "../evaluation/evaluate.js";
import type { Evaluation } from "../evaluation/evaluation.js";
import { standardOverlays } from "../evaluation/figures/standardOverlays.js";
import { makeRunFolder, removeCheckpoints } from "../runs/prepareFolder.js";
import { lockRunFolder, type RunLock } from "../runs/runLock.js";
import { finish } from "./finish.js";
import { loggedProgress } from "./loggedProgress.js";
import { openInputs } from "./openInputs.js";
import { prepare } from "./prepare.js";
import type { Planned } from "./setup/inputs.js";
import { solve } from "./solve.js";
import type { Surroundings } from "./surroundings.js";

/**
 * Runs an experiment, or goes on with it, and evaluates it. What it writes lies in `surroundings.output`.
 * @throws ConfigError, InputError, CoverageError before anything is computed or written; OutputError where the folder
 *   holds another run; NumericalError where the ensemble diverges, after which what was written stays
 * @example
 * import { loadKernels, parseExperiment, runExperiment, silent } from "openjdas";
 *
 * const week = `
 * title: "A very small twin"
 * output: runs/tiny
 * period: { start: 2016-07-01, end: 2016-07-02 }
 * grid: { projection: "+proj=stere +lat_0=35 +lon_0=110 +R=6370000", columns: 8, rows: 8, spacingKm: 300, centre: [110, 35] }
 * timeStepMinutes: 60
 * meteorology: { source: synthetic }
 * background: { source: synthetic }
 * twin: {}
 * observations: { source: synthetic, network: towers }
 * ensemble: { members: 4 }
 * `;
 * const evaluation = await runExperiment(parseExperiment(week, "week.yaml"), {
 *   inputFolder: ".",
 *   output: "runs/tiny",
 *   replace: true,
 *   progress: silent,
 *   kernels: loadKernels,
 *   threads: 1,
 *   program: "an example",
 *   node: process.version,
 *   now: () => new Date(),
 * });
 * evaluation.finished; // => true
 */
export async function runExperiment(planned: Planned, given: Surroundings): Promise<Evaluation> {
  const { output, now } = given;
  const progress = loggedProgress(given.progress, now);
  const surroundings = { ...given, progress };
  const experiment = await openInputs(planned, surroundings);
  let lock: RunLock | undefined;
  try {
    makeRunFolder(output);
    lock = await lockRunFolder(output, (text) => progress.note(text));
    const run = await prepare(experiment, surroundings, () => lock?.assertHeld());
    progress.openLog(output);
    if (run !== "finished") {
      try {
        await solve(run);
        await finish(run);
      } finally {
        await run.recorders.checkpoints?.settle();
      }
    }
    const evaluation = await writeEvaluation(output, standardOverlays(), {
      forms: pngOfFluxMap,
      unwritten(what, cause) {
        const [reason] = String(cause instanceof Error ? cause.message : cause).split("\n");
        progress.note(`  ! The run is finished, but ${what} failed: ${reason}. "jdas evaluate" makes them again.`);
      },
    });
    removeCheckpoints(output, experiment.inputs.plan.period.end);
    progress.logEnd();
    return evaluation;
  } catch (error) {
    progress.logStop(error);
    throw error;
  } finally {
    lock?.release();
    await experiment.close();
  }
}
