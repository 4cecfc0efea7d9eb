/** `jdas sweep FILE`: many runs of one experiment, side by side or as tasks of a batch job, and one table of them. */
import { freemem, hostname } from "node:os";
import { relative } from "node:path";
import { Command, InvalidArgumentError, Option } from "commander";
import { secondsInWords } from "../preflight/inWords.js";
import {
  findSweepRecord,
  type Prediction,
  type SweepRecord,
  sweepPlaces,
  writeSweepRecord,
} from "../runs/sweepRecord.js";
import { describeNeeds, describeSweep, type Means, refuseTooLarge } from "../sweep/announcement.js";
import { createPace } from "../sweep/pace.js";
import { freeDisk } from "./check.js";
import { Interruption } from "./interrupt.js";
import { programVersion } from "./program.js";
import { type OpenedSweep, openSweep, type PlannedRun } from "./sweep/openSweep.js";
import { orderOf } from "./sweep/orderOf.js";
import { predictRuns } from "./sweep/predict.js";
import { drawSweep } from "./sweep/progress.js";
import { reportSweep } from "./sweep/report.js";
import { type Ending, shareOf, sideBySide } from "./sweep/sideBySide.js";
import { runTask } from "./sweep/task.js";
import { tellKilled } from "./status.js";
import { inTemporaryFolder } from "./temporaryFolder.js";
import { type MachineShare, wholeMachine } from "./thisMachine.js";

interface SweepOptions {
  readonly jobs: number;
  readonly output?: string;
  readonly replace?: boolean;
  readonly dryRun?: boolean;
  readonly report?: boolean;
  readonly task?: number;
}

export function sweepCommand(): Command {
  return new Command("sweep")
    .description("run an experiment with many settings, side by side, and show all of them in one table")
    .argument("<file>", "sweep, YAML (docs/sweep.md); with --task the sweep.json of its output")
    .option("--jobs <n>", "runs at a time, which share the cores", wholeFromOne, 1)
    .option("-o, --output <folder>", "folder of all runs, in place of the file's")
    .option("--replace", "replace earlier runs of other configurations; those of the same go on")
    .option("--dry-run", "check every run, say what all will take, and run nothing")
    .option("--report", "write the table of what is there, and run nothing")
    .addOption(
      new Option("--task <n>", "one run of those in sweep.json, by its number from 1: for batch jobs")
        .argParser(wholeFromOne)
        .conflicts(["dryRun", "report", "replace", "output"]),
    )
    .action(sweep);
}

/** @throws JdasError with what the user can mend */
async function sweep(file: string, options: SweepOptions): Promise<void> {
  if (options.task !== undefined) return runTask(file, options.task);
  try {
    if (options.report === true) return await reportAlone(file, options);
    const whole = wholeMachine();
    const jobs = Math.min(options.jobs, whole.cores);
    if (jobs < options.jobs)
      process.stderr.write(`--jobs ${options.jobs}: ${jobs} at a time, as there are so many cores.\n`);
    const share = shareOf(whole, jobs);
    const planned = await planSweep(file, { ...options, jobs }, share);
    if (options.dryRun === true) return;
    await runAll(planned, share, jobs);
  } catch (error) {
    if (!(error instanceof Interruption)) throw error;
    process.stderr.write("\njdas: interrupted. The same command goes on with what is there.\n");
    process.exit(error.exitCode);
  }
}

async function reportAlone(file: string, options: SweepOptions): Promise<void> {
  const opened = await openSweep(file, options);
  await reportSweep(opened.output, findSweepRecord(opened.output) ?? recordOf(opened, {}));
}

export interface PlannedSweep extends OpenedSweep {
  readonly record: SweepRecord;
}

/**
 * Checks every run, says what they will take, and leaves `sweep.json`, unless all is only tried.
 * @param untried whether what they take is known otherwise
 */
export async function planSweep(
  file: string,
  options: Pick<SweepOptions, "jobs" | "output" | "replace" | "dryRun">,
  share: MachineShare,
  untried = false,
): Promise<PlannedSweep> {
  const opened = await openSweep(file, options);
  const { output, runs, axes, experiment } = opened;
  const count = (kinds: readonly string[]): number =>
    runs.filter(({ standing }) => kinds.includes(standing.kind)).length;
  const standing = { whole: count(["whole"]), begun: count(["begun"]), new: count(["new", "other"]) };
  process.stdout.write(describeSweep(experiment, axes, standing));
  const known = knownPredictions(output, share);
  const predictions = untried
    ? known
    : await inTemporaryFolder("jdas-sweep-", (logs) => predictRuns(opened, share, known, logs));
  const record = recordOf(opened, predictions);
  const open = runs.filter((run) => run.standing.kind !== "whole");
  if (open.length > 0 && !untried) {
    const needed = open.map(({ id, shape }) => ({ id, prediction: predictions[shape] }));
    const means: Means = {
      jobs: Math.min(options.jobs, open.length),
      cores: share.cores,
      freeMemory: freemem(),
      freeDisk: freeDisk(output),
    };
    process.stdout.write(`\n${describeNeeds(needed, means)}\n`);
    refuseTooLarge(needed, means, output);
  }
  if (options.dryRun !== true) writeSweepRecord(output, record);
  return { ...opened, record };
}

/** Of an earlier call, where it was of this program, on this machine and with about as many cores, not more. */
function knownPredictions(output: string, { cores }: MachineShare): SweepRecord["predictions"] {
  const earlier = findSweepRecord(output);
  if (earlier?.program !== programVersion()) return {};
  const isNear = (one: Prediction): boolean => one.host === hostname() && one.cores <= cores && 2 * one.cores >= cores;
  return Object.fromEntries(Object.entries(earlier.predictions).filter(([, one]) => isNear(one)));
}

function recordOf(
  { axes, experiment, inputFolder, runs }: OpenedSweep,
  predictions: SweepRecord["predictions"],
): SweepRecord {
  return {
    form: 1,
    program: programVersion(),
    experiment,
    inputFolder,
    axes: axes.map(({ name }) => name),
    predictions,
    runs: runs.map(({ id, settings, shape, experiment: own }) => ({ id, settings, shape, experiment: own })),
  };
}

async function runAll(planned: PlannedSweep, share: MachineShare, jobs: number): Promise<void> {
  const { output, runs, record } = planned;
  const open = runs.filter(({ standing }) => standing.kind !== "whole");
  const pace = createPace(
    open.map(({ id, shape }) => ({ id, parts: record.predictions[shape].parts })),
    jobs,
    () => performance.now() / 1000,
  );
  let [ended, running] = [0, 0];
  const progress = drawSweep(process.stderr, pace, () => ({ ended, running, all: open.length }));
  try {
    await sideBySide(
      open.map((run) => taskOf(run, planned, share)),
      jobs,
      {
        begins({ run }) {
          running++;
          pace.begin(run.id);
          progress.note(`${run.id}: ${run.standing.kind === "begun" ? "goes on" : "begins"}`, false);
        },
        hears({ run }, told) {
          if (told.kind === "stage") pace.stage(run.id, told.name, told.hours);
          if (told.kind === "hour") pace.hour(run.id, told.hoursDone);
          progress.update();
        },
        ends({ run, log, order }, ending) {
          running--;
          ended++;
          pace.end(run.id);
          if (ending.signal !== undefined) tellKilled(order.status!, ending.exitCode, `killed by ${ending.signal}`);
          const where = ending.exitCode === 0 ? "" : ` (${relative(process.cwd(), log)})`;
          progress.note(`${run.id}: ${endInWords(ending)}${where}`, true);
        },
      },
    );
  } finally {
    progress.end();
  }
  const outcomes = await reportSweep(output, record);
  if (outcomes.some(({ state }) => state !== "finished")) process.exitCode = 1;
}

function taskOf(run: PlannedRun, { output, inputFolder }: OpenedSweep, share: MachineShare) {
  const places = sweepPlaces(output, run.id);
  const order = {
    ...orderOf(run, { inputFolder, output: places.run, share, truths: places.truths }),
    replace: run.standing.kind === "other",
    status: places.status,
  };
  return { run, order, log: places.log };
}

function endInWords({ exitCode, signal, seconds, last }: Ending): string {
  const after = secondsInWords(seconds);
  if (exitCode === 0) return `done in ${after}`;
  if (signal !== undefined) return `killed by ${signal} after ${after}`;
  if (last?.kind === "refused") return `failed after ${after}: ${last.faults[0].where}: ${last.faults[0].found}`;
  return exitCode > 128 ? `interrupted after ${after}` : `failed after ${after}, exit code ${exitCode}`;
}

function wholeFromOne(text: string): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < 1) throw new InvalidArgumentError("expected a whole number from 1 on.");
  return value;
}
