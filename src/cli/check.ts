/** `jdas check FILE`: whether an experiment can run and what it will be, with nothing written. */
import { existsSync, statfsSync } from "node:fs";
import { freemem } from "node:os";
import { dirname, relative, resolve } from "node:path";
import { Command } from "commander";
import { jsonText } from "../evaluation/jsonText.js";
import { standardOverlays } from "../evaluation/figures/standardOverlays.js";
import type { Progress } from "../experiments/progress.js";
import { acceptExperiment, recognisedInWords } from "../experiments/setup/acceptExperiment.js";
import { fileSizes } from "../io/fileNames.js";
import { writePicture } from "../io/writeFigure.js";
import { type Checked, checkExperiment } from "../preflight/check.js";
import { observationMap } from "../preflight/observationMap.js";
import { renderPreflight } from "../preflight/preflightText.js";
import { refuse } from "../preflight/refusals.js";
import { type ExperimentText, readExperiment } from "./execute.js";
import { Interruption, interruptible } from "./interrupt.js";
import { mostResident } from "./mostResident.js";
import { drawProgress } from "./progress.js";
import { inTemporaryFolder } from "./temporaryFolder.js";
import { type MachineShare, thisMachine } from "./thisMachine.js";

export interface CheckOptions {
  /** Run folder in place of the file's. */
  readonly output?: string;
  readonly json?: boolean;
  /** Where the map of the observations goes. */
  readonly figure?: string;
}

/** Of the names of the keys of the JSON: a change that breaks a reader gives it the next number. */
const FORM = 1;

export function checkCommand(): Command {
  return new Command("check")
    .description("say whether an experiment can run and what it will be, and write nothing")
    .argument("<file>", "experiment, YAML")
    .option("-o, --output <folder>", "run folder, in place of the file's")
    .option("--json", "write everything as JSON")
    .option("--figure <file>", "draw where the observations are, as .png, .svg or .pdf")
    .action(check);
}

/** @throws JdasError with what the user can mend, after what is known */
export async function check(file: string, options: CheckOptions): Promise<void> {
  const name = relative(process.cwd(), file) || file;
  const experiment = { text: readExperiment(file), name, inputFolder: dirname(resolve(file)) };
  try {
    const checked = await checkText(experiment, options.output, drawProgress(process.stderr));
    await show(checked, options);
    refuse(checked.preflight);
  } catch (error) {
    if (!(error instanceof Interruption)) throw error;
    process.stderr.write("\njdas: interrupted. Nothing was written.\n");
    process.exit(error.exitCode);
  }
}

/** @param output run folder in place of the experiment's @throws Interruption; JdasError where it cannot be opened */
export async function checkText(
  { text, name, place, inputFolder }: ExperimentText,
  output: string | undefined,
  drawn: Progress,
  share?: MachineShare,
): Promise<Checked> {
  const opened = await acceptExperiment(text, name, inputFolder);
  const accepted = { ...opened, place: place ?? opened.place };
  const folder = resolve(output ?? accepted.plan.output);
  return interruptible(drawn, (progress) => {
    for (const line of recognisedInWords(accepted)) progress.note(line);
    return checkExperiment(accepted, {
      inputFolder,
      output: folder,
      progress,
      ...thisMachine(share),
      withFolder: (work) => inTemporaryFolder("jdas-check-", work),
      machine: {
        freeMemory: freemem,
        mostResident,
        freeDisk: () => freeDisk(folder),
        filesOf: fileSizes,
      },
    });
  });
}

async function show({ preflight, places }: Checked, { json, figure }: CheckOptions): Promise<void> {
  process.stdout.write(json === true ? jsonText({ form: FORM, ...preflight }) : `\n${renderPreflight(preflight)}`);
  if (figure === undefined) return;
  const { title, period, observations } = preflight;
  const of = observations === undefined ? "no observations" : observations.title;
  const subtitle = `Observations in the domain, ${period.start} to ${period.end} UTC: ${of}`;
  await writePicture(resolve(figure), observationMap(title, subtitle, places, standardOverlays()));
}

/** Of the disk that a folder, which need not be there yet, will lie on [bytes]. */
export function freeDisk(folder: string): number {
  let there = folder;
  while (!existsSync(there)) there = dirname(there);
  const { bavail, bsize } = statfsSync(there);
  return bavail * bsize;
}
