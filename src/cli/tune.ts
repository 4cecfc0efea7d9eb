/** `jdas tune FILE`: sizes of errors of an experiment from its data, by maximum likelihood of the innovations. */
import { mkdirSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { Command, InvalidArgumentError } from "commander";
import { OutputError } from "../errors.js";
import { type Progress, silent } from "../experiments/progress.js";
import { acceptExperiment } from "../experiments/setup/acceptExperiment.js";
import { writeTextAtomically } from "../io/atomicWrite.js";
import { writeFigure } from "../io/writeFigure.js";
import { openTuningRuns } from "../runs/tuningRuns.js";
import { profileFigure } from "../tuning/figure.js";
import { renderTuning, tunedSection, tuningCsv, tuningJson } from "../tuning/report.js";
import { type Tuning, tuneExperiment } from "../tuning/tune.js";
import { readExperiment } from "./execute.js";
import { Interruption, interruptible } from "./interrupt.js";
import { inTemporaryFolder } from "./temporaryFolder.js";
import { thisMachine } from "./thisMachine.js";

interface TuneOptions {
  readonly windows: number;
  readonly days: number;
  readonly settings: number;
  readonly output?: string;
  readonly replace?: boolean;
}

export function tuneCommand(): Command {
  return new Command("tune")
    .description("find the sizes of errors (fluxes, observations, start and sides) under which the data are likeliest")
    .argument("<file>", "experiment, YAML: its analysis is run over short windows with other sizes")
    .option("--windows <n>", "most windows, spread over the period", atLeast(1), 4)
    .option("--days <n>", "length of a window", atLeast(1), 10)
    .option("--settings <n>", "most settings that are computed, each over all windows", atLeast(3), 25)
    .option("-o, --output <folder>", "folder for tune.json, .csv, .svg and .png, by default the file's with -tune")
    .option("--replace", "compute anew what an earlier, interrupted one has left")
    .action(tune);
}

async function tune(file: string, options: TuneOptions): Promise<void> {
  const name = relative(process.cwd(), file) || file;
  const inputFolder = dirname(resolve(file));
  const parsed = await acceptExperiment(readExperiment(file), name, inputFolder);
  const output = resolve(options.output ?? `${parsed.plan.output}-tune`);
  const shown = relative(process.cwd(), output) || ".";
  makeFolder(output);
  const { threads } = parsed.plan;
  const progress: Progress = { ...silent, note: (text) => void process.stderr.write(`${text}\n`) };
  try {
    const tuning = await interruptible(progress, (heard) =>
      tuneExperiment(parsed, options, {
        inputFolder,
        progress: heard,
        ...thisMachine(),
        ...(threads !== "automatic" && { threads }),
        withFolder: (work) => inTemporaryFolder("jdas-tune-", work),
        known: openTuningRuns(output, options.replace ?? false),
      }),
    );
    write(tuning, output);
    const section = tunedSection(tuning);
    const advice =
      section === undefined
        ? "The data ask for no other sizes than the file has.\n"
        : `To be put into ${name}:\n\n${section.replace(/^(?=.)/gm, "  ")}`;
    process.stdout.write(`\n${renderTuning(tuning)}\n${advice}\n`);
    process.stdout.write(`Written to ${shown}/: tune.json, tune.csv, tune.svg, tune.png\n`);
  } catch (error) {
    if (!(error instanceof Interruption)) throw error;
    process.stderr.write(`\njdas: interrupted. The same command goes on with what is in ${shown}/.\n`);
    process.exit(error.exitCode);
  }
}

function write(tuning: Tuning, output: string): void {
  writeTextAtomically(join(output, "tune.json"), tuningJson(tuning));
  writeTextAtomically(join(output, "tune.csv"), tuningCsv(tuning));
  writeFigure(join(output, "tune"), profileFigure(tuning));
}

/** @throws OutputError where it cannot be made */
function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (cause) {
    throw new OutputError(
      { where: folder, found: `it cannot be made: ${String(cause)}`, remedy: "choose another output folder" },
      { cause },
    );
  }
}

function atLeast(least: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < least)
      throw new InvalidArgumentError(`expected a whole number from ${least} on.`);
    return value;
  };
}
