/** Reads a sweep file and its experiment, checks every run of it, and looks at what is there of each already. */
import { dirname, relative, resolve } from "node:path";
import { SECONDS_PER_DAY } from "../../constants.js";
import { OutputError } from "../../errors.js";
import { type RecordedRun, sweepPlaces } from "../../runs/sweepRecord.js";
import type { Section } from "../../skill/substitution.js";
import { type AcceptedRun, acceptRuns } from "../../sweep/acceptRuns.js";
import { costShape } from "../../sweep/costShape.js";
import { type Standing, standingOf } from "../../sweep/standing.js";
import { type Axis, parseSweep } from "../../sweep/sweepFile.js";
import { readExperiment } from "../execute.js";

export interface OpenedSweep {
  readonly axes: readonly Axis[];
  /** Path of the experiment file, for messages and the record. */
  readonly experiment: string;
  readonly inputFolder: string;
  readonly output: string;
  readonly runs: readonly PlannedRun[];
}

export interface PlannedRun extends RecordedRun {
  readonly standing: Standing;
  /** Whether it keeps checkpoints, so that it goes on where it was stopped. */
  readonly checkpoints: boolean;
  /** Of its period. */
  readonly days: number;
}

/** Faults told at once of folders that hold something else. */
const MOST_TOLD = 10;

/**
 * @param options `output` in place of the file's; `replace` lets earlier runs of other configurations give way
 * @throws ConfigError, InputError with every fault of every run; OutputError where other runs are in the way
 */
export async function openSweep(
  file: string,
  options: { readonly output?: string; readonly replace?: boolean },
): Promise<OpenedSweep> {
  const sweep = parseSweep(readExperiment(file), named(file));
  const experiment = resolve(dirname(file), sweep.experiment);
  const inputFolder = dirname(experiment);
  const base = { text: readExperiment(experiment), name: named(experiment), inputFolder };
  const accepted = await acceptRuns(sweep, base);
  const output = resolve(options.output ?? resolve(dirname(file), sweep.output));
  const runs: PlannedRun[] = [];
  for (const run of accepted) runs.push(await plannedRun(run, output));
  if (options.replace !== true) refuseOthers(runs);
  return { axes: sweep.axes, experiment: named(experiment), inputFolder, output, runs };
}

function named(file: string): string {
  return relative(process.cwd(), file) || file;
}

async function plannedRun({ id, settings, document, accepted }: AcceptedRun, output: string): Promise<PlannedRun> {
  const { recorded, outputs, period } = accepted.plan;
  const experiment = { ...(document.content as Section), output: sweepPlaces(output, id).run };
  return {
    id,
    settings,
    shape: costShape(recorded),
    experiment,
    standing: await standingOf(sweepPlaces(output, id).run, { ...recorded, output: experiment.output }),
    checkpoints: outputs.checkpoint === "daily",
    days: (period.end - period.start) / SECONDS_PER_DAY,
  };
}

function refuseOthers(runs: readonly PlannedRun[]): void {
  const faults = runs.flatMap(({ standing }) => (standing.kind === "other" ? [standing.fault] : []));
  if (faults.length === 0) return;
  const more = faults.length - MOST_TOLD;
  const rest = { where: "the sweep", found: `${more} more runs that are others than those in their folders` };
  throw new OutputError(more > 0 ? [...faults.slice(0, MOST_TOLD), rest] : faults);
}
