/** Runs an experiment file as a user asked for it, and shows what came out. */
import { readFileSync } from "node:fs";
import { dirname, relative, resolve } from "node:path";
import { NumericalError, OutputError } from "../errors.js";
import type { Evaluation } from "../evaluation/evaluation.js";
import { renderEvaluation } from "../evaluation/report.js";
import type { Progress } from "../experiments/progress.js";
import { runExperiment } from "../experiments/run.js";
import type { Planned } from "../experiments/setup/inputs.js";
import { acceptExperiment, recognisedInWords } from "../experiments/setup/acceptExperiment.js";
import type { Surroundings } from "../experiments/surroundings.js";
import { fileNames } from "../io/fileNames.js";
import { unreadable } from "../io/unreadable.js";
import { restOverTruth } from "../preflight/restOverTruth.js";
import type { Ranks } from "../parallel/shareOfCores.js";
import { runFiles } from "../runs/files.js";
import { hasComputed } from "../runs/prepareFolder.js";
import { holdsRun, readRunRecord } from "../runs/recordFile.js";
import { Interruption, interruptible } from "./interrupt.js";
import { drawProgress } from "./progress.js";
import { checkCores } from "./checkCores.js";
import { inTemporaryFolder } from "./temporaryFolder.js";
import { type MachineShare, thisMachine } from "./thisMachine.js";

export interface ExecuteOptions {
  /** Run folder in place of the file's. */
  readonly output?: string;
  readonly replace?: boolean;
  readonly resume?: boolean;
  /** Whether it is written as one page too. */
  readonly report?: boolean;
}

/** An experiment as text. */
export interface ExperimentText {
  /** YAML */
  readonly text: string;
  /** For messages. */
  readonly name: string;
  /** What to call the place of a key in messages where the text is no file of the user's: else by its line. */
  readonly place?: (key: readonly PropertyKey[]) => string;
  /** That paths of inputs are relative to. */
  readonly inputFolder: string;
}

/** Where it runs; by default on all of this machine, told on the terminal. */
export interface Place {
  readonly share?: MachineShare;
  readonly progress?: Progress;
  /** Of a job whose first process this is. */
  readonly ranks?: Ranks;
  /** Folder of the truths that it shares with other runs. */
  readonly truths?: string | undefined;
}

/** @throws JdasError with what the user can mend */
export async function execute(file: string, options: ExecuteOptions, place?: Place): Promise<void> {
  const name = relative(process.cwd(), file) || file;
  await executeText({ text: readExperiment(file), name, inputFolder: dirname(resolve(file)) }, options, place);
}

/** @returns the evaluation that was shown @throws JdasError with what the user can mend */
export async function executeText(
  experiment: ExperimentText,
  options: ExecuteOptions,
  { share, progress: told, ranks, truths }: Place = {},
): Promise<Evaluation> {
  const drawn = told ?? drawProgress(process.stderr);
  const opened = await acceptExperiment(experiment.text, experiment.name, experiment.inputFolder);
  const parsed = { ...opened, place: experiment.place ?? opened.place };
  const output = resolve(options.output ?? parsed.plan.output);
  const started = Date.now();
  const folder = relative(process.cwd(), output) || ".";
  try {
    const evaluation = await interruptible(drawn, (progress) => {
      for (const line of recognisedInWords(opened)) progress.note(line);
      if (ranks !== undefined) checkCores(ranks, parsed, progress);
      const machine = thisMachine(share, ranks?.communicator);
      const { inputFolder } = experiment;
      // Nobody looks at the time that is left of a run beside others; ranks would have to take part in the trial.
      const asks = told === undefined && ranks === undefined;
      return runExperiment(parsed, {
        inputFolder,
        output,
        replace: options.replace ?? false,
        resume: options.resume ?? false,
        progress,
        ...machine,
        truths,
        restOverTruth: asks ? (log) => tryRest(parsed, { ...machine, inputFolder, progress: log }) : undefined,
      });
    });
    const seconds = Math.round((Date.now() - started) / 1000);
    process.stdout.write(`\n${renderEvaluation(evaluation)}\n`);
    process.stdout.write(`Done in ${seconds} s. Written to ${folder}/\n${describeFolder(fileNames(output))}`);
    if (options.report === true) {
      const { reportRun } = await import("./report.js");
      await reportRun(output);
    } else process.stdout.write(`All of it as one page to hand on: jdas report ${folder}\n`);
    return evaluation;
  } catch (error) {
    if (error instanceof Interruption) {
      const onward = onwardFrom(output, parsed.plan.outputs.checkpoint === "daily");
      process.stderr.write(`\njdas: interrupted. ${whatIsLeft(output, folder)}${onward}\n`);
      process.exit(error.exitCode);
    }
    if (error instanceof OutputError && options.output === undefined) {
      const key = `${parsed.place(["output"])}: output`;
      throw new OutputError(
        error.faults.map((fault) => ({ ...fault, where: `${key}: ${fault.where}` })),
        { cause: error },
      );
    }
    if (error instanceof NumericalError) {
      process.stderr.write(`\nThe run was stopped. ${whatIsLeft(output, folder)}\n`);
    }
    throw error;
  }
}

/** By a trial of two days. Where that fails, so will the run, or it goes on without the answer. */
async function tryRest(
  planned: Planned,
  surroundings: Omit<Surroundings, "output" | "replace">,
): Promise<number | undefined> {
  surroundings.progress.note("  A trial of two days tells how long AN will take after the truth.");
  try {
    return await inTemporaryFolder("jdas-trial-", (output) =>
      restOverTruth(planned, { ...surroundings, output, replace: false }),
    );
  } catch (error) {
    if (error instanceof Interruption) throw error;
    const [reason] = String(error instanceof Error ? error.message : error).split("\n");
    surroundings.progress.note(`  ! It does not: ${reason}`);
    return undefined;
  }
}

function whatIsLeft(output: string, folder: string): string {
  if (!holdsComputed(output)) return "Nothing had been computed.";
  if (readRunRecord(output).finished !== undefined) {
    return `The run in ${folder}/ is whole: "jdas evaluate ${folder}" evaluates it.`;
  }
  return `The days that were done stay in ${folder}/: "jdas evaluate ${folder}" shows them.`;
}

/** @param keeps whether it keeps checkpoints @returns what to do with a run that was interrupted */
function onwardFrom(output: string, keeps: boolean): string {
  if (!holdsComputed(output)) return " Run it again.";
  if (readRunRecord(output).finished !== undefined) return "";
  return keeps
    ? " Run it again with --resume and it goes on from its last whole day."
    : " It keeps no checkpoints: with --replace it begins anew.";
}

function holdsComputed(output: string): boolean {
  return holdsRun(output) && hasComputed(output);
}

/** What lies in a run folder, a line for each kind of file. */
function describeFolder(names: readonly string[]): string {
  return runFiles
    .filter(({ known }) => names.some((name) => known.test(name)))
    .map(({ shown, holds }) => `  ${shown.padEnd(33)} ${holds}\n`)
    .join("");
}

/** @throws InputError where it cannot be read */
export function readExperiment(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (cause) {
    throw unreadable(file, cause, "an experiment file (YAML)");
  }
}
