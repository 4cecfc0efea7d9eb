/** A run that goes on: from which checkpoint, whether its inputs are still those it began with, and what is said of it. */
import { resumeAll } from "../assimilation/saveable.js";
import { SECONDS_PER_DAY } from "../constants.js";
import { InputError, OutputError } from "../errors.js";
import type { InputRecord } from "../io/inputFiles.js";
import {
  type Checkpoint,
  isOfEndOfAnalysis,
  newestCheckpoint,
  type Stage,
  STAGES,
  type WantedCheckpoint,
} from "../runs/checkpointFile.js";
import { configurationHash } from "../runs/configurationIdentity.js";
import { fluxDays } from "../runs/fluxFile.js";
import type { RunRecord } from "../runs/recordFile.js";
import { formatTime, parseTime, type Time } from "../time.js";
import type { Plan } from "../config/plan.js";
import type { Progress } from "./progress.js";
import type { RunRecorders } from "./recording/recorders.js";
import type { Surroundings } from "./surroundings.js";

/** The states that a run goes on from; each absent where there is none. */
export interface Checkpoints {
  readonly newest: Checkpoint | undefined;
  /** Of the truth of a twin: it goes on before the analysis does, where the period is extended. */
  readonly truth: Checkpoint | undefined;
}

/**
 * @param configuration as it stands in the record of the run @param extended its periods before they were made longer
 * @returns the newest that are sound @throws InputError where one is of another format
 */
export function findCheckpoints(
  folder: string,
  configuration: Readonly<Record<string, unknown>>,
  extended: Extensions,
  progress: Progress,
): Checkpoints {
  const ends = new Map<string, Time>([[configurationHash(configuration), Number.POSITIVE_INFINITY]]);
  for (const { end } of extended) {
    const period = { ...(configuration.period as object), end };
    ends.set(configurationHash({ ...configuration, period }), parseTime(end) ?? Number.NEGATIVE_INFINITY);
  }
  const unfit: WantedCheckpoint["unfit"] = (checkpoint) => {
    const end = ends.get(checkpoint.configuration);
    if (end === undefined) return "belongs to another configuration";
    return isOfEndOfAnalysis(checkpoint, end) ? "stands at the end of the shorter period" : undefined;
  };
  const newest = newestCheckpoint(folder, { unfit }, (reason) =>
    progress.note(`  ! a checkpoint cannot be used: ${reason}`),
  );
  const isTruth = newest === undefined || newest.stage === "truth";
  return { newest, truth: isTruth ? newest : newestCheckpoint(folder, { unfit, stage: "truth" }, () => {}) };
}

type Extensions = NonNullable<RunRecord["extended"]>;

/** @param configuration of now @param at when that is @returns what the record then says of longer periods */
export function extensionsOf(
  earlier: RunRecord | undefined,
  configuration: Readonly<Record<string, unknown>>,
  at: string,
): Extensions {
  if (earlier === undefined) return [];
  const known = earlier.extended ?? [];
  const end = endOf(earlier.configuration);
  return end === endOf(configuration) ? known : [...known, { at, end }];
}

function endOf({ period }: Readonly<Record<string, unknown>>): string {
  return (period as { readonly end: string }).end;
}

/** @throws OutputError where a finished run has left nothing from which a longer period could go on */
export function checkExtendable(
  folder: string,
  earlier: RunRecord | undefined,
  checkpoint: Checkpoint | undefined,
): void {
  if (earlier?.finished === undefined || checkpoint !== undefined) return;
  throw new OutputError({
    where: folder,
    found: `a run that was finished ${earlier.finished} and has no checkpoint to go on from`,
    expected: "the checkpoint that a run of two days and more leaves (outputs.checkpoint: daily), to extend its period",
    remedy: "begin the longer period anew (--replace)",
  });
}

/**
 * @param isExtended whether the period is longer than it was, so that there may be more of them
 * @throws InputError where a file is not what the run began with, or one of these is missing
 */
export function checkInputs({ inputs: earlier }: RunRecord, inputs: readonly InputRecord[], isExtended: boolean): void {
  const among = (files: readonly InputRecord[]): ((file: InputRecord) => boolean) => {
    const known = new Set(files.map(({ sha256 }) => sha256));
    return ({ sha256 }) => known.has(sha256);
  };
  const [isKnown, isThere] = [among(earlier), among(inputs)];
  const lacking = earlier
    .filter((file) => !isThere(file))
    .map(({ path }) => ({ where: path, found: "not what it was when the run began, or not there" }));
  const known = new Set(earlier.map(({ path }) => path));
  const joining = inputs
    .filter((file) => !isExtended && !isKnown(file) && !known.has(file.path))
    .map(({ path }) => ({ where: path, found: "a file that the run did not begin with" }));
  const expected = "the inputs that run.json lists";
  const remedy = "bring the earlier files back, or begin anew (--replace)";
  const faults = [...lacking, ...joining].map((fault) => ({ ...fault, expected, remedy }));
  if (faults.length > 0) throw new InputError(faults);
}

/**
 * Gives the parts that outlast a stage what they had saved, and says where the run goes on.
 * @throws InputError where the observations are not those of the checkpoint
 */
export function takeUp(
  { newest: checkpoint, truth: ofTruth }: Checkpoints,
  { saveables, budgets, truth, progress }: RunRecorders,
  { program }: Pick<Surroundings, "program">,
): void {
  if (checkpoint === undefined) {
    progress.note("No checkpoint to go on from: the run starts at its beginning.");
    return;
  }
  const { parts, stage, time, program: writer } = checkpoint;
  // A truth that goes on in a longer period is ahead of the analysis.
  if (ofTruth !== undefined && truth !== undefined) resumeAll([budgets, truth], ofTruth.parts);
  resumeAll(saveables, parts);
  progress.note(`Goes on from ${formatTime(time)} of "${stage}".`);
  if (writer === program) return;
  progress.note(`  ! the checkpoint was written by ${writer}: results from here on may differ from its own`);
}

export function resumptionRecord(
  { stage, time }: Checkpoint,
  at: string,
  { program }: Pick<Surroundings, "program">,
): NonNullable<RunRecord["resumed"]>[number] {
  return { at, stage, time: formatTime(time), program };
}

/** Whether a stage had come to its end when a checkpoint was written. @param end of the period */
export function isDone(stage: Stage, checkpoint: Checkpoint | undefined, end: Time): boolean {
  if (checkpoint === undefined) return false;
  if (checkpoint.stage === stage) return checkpoint.time >= end;
  return STAGES.indexOf(checkpoint.stage) > STAGES.indexOf(stage);
}

/**
 * Whether nothing is left to compute of a run whose record says that it is finished. Its checkpoints are gone, or of its
 * end, or, of an analysis, of a day before that, with the fluxes of the last day beside it; else the record is wrong.
 */
export function isAtEnd(folder: string, checkpoint: Checkpoint | undefined, plan: Plan): boolean {
  const { end } = plan.period;
  if (checkpoint === undefined) return true;
  if (plan.kind === "forward") return isDone("control", checkpoint, end);
  return isDone("analysis", checkpoint, end) || fluxDays(folder).includes(end - SECONDS_PER_DAY);
}
