/** A run that goes on: from which checkpoint, whether its inputs are still those it began with, and what is said of it. */
import { resumeAll } from "../assimilation/saveable.js";
import { InputError } from "../errors.js";
import type { InputRecord } from "../io/inputFiles.js";
import { type Checkpoint, newestCheckpoint, type Stage, STAGES } from "../runs/checkpointFile.js";
import type { RunRecord } from "../runs/recordFile.js";
import { formatTime, type Time } from "../time.js";
import type { Plan } from "../config/plan.js";
import type { Progress } from "./progress.js";
import type { RunRecorders } from "./recording/recorders.js";
import type { Surroundings } from "./surroundings.js";

/** @returns the newest that is sound @throws InputError where it is of another format */
export function findCheckpoint(folder: string, identity: string, progress: Progress): Checkpoint | undefined {
  return newestCheckpoint(folder, identity, (reason) => progress.note(`  ! a checkpoint cannot be used: ${reason}`));
}

/** @throws InputError where a file is not what the run began with */
export function checkInputs({ inputs: earlier }: RunRecord, inputs: readonly InputRecord[]): void {
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

/**
 * Gives the parts that outlast a stage what they had saved, and says where the run goes on.
 * @throws InputError where the observations are not those of the checkpoint
 */
export function takeUp(
  checkpoint: Checkpoint | undefined,
  { saveables, progress }: RunRecorders,
  { program }: Pick<Surroundings, "program">,
): void {
  if (checkpoint === undefined) {
    progress.note("No checkpoint to go on from: the run starts at its beginning.");
    return;
  }
  const { parts, stage, time, program: writer } = checkpoint;
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
 * Whether nothing is left to compute of a run whose record says that it is finished. Its checkpoints are gone, or, where
 * its evaluation was stopped, of its end; one of an earlier time says that the record is wrong.
 */
export function isAtEnd(checkpoint: Checkpoint | undefined, plan: Plan): boolean {
  if (checkpoint === undefined) return true;
  const last: Stage = plan.kind === "forward" ? "control" : "analysis";
  return isDone(last, checkpoint, plan.period.end);
}
