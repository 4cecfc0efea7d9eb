/**
 * Checkpoints of a run, `checkpoint_STAGE_YYYYMMDD.npz` in its folder: what a later run needs to go on from that 00:00
 * UTC. They are written to the system at once, so that they are of one moment, and brought to the disk while the model
 * goes on; the one before stays until the next is there, so that a damaged one does not lose the run.
 */
import { closeSync, fsync, fsyncSync, openSync, renameSync, rmSync } from "node:fs";
import { basename, dirname } from "node:path";
import { promisify } from "node:util";
import type { SavedParts } from "../assimilation/saveable.js";
import { InputError, JdasError } from "../errors.js";
import { formatDay, parseTime, type Time } from "../time.js";
import { notWritten, PARTIAL } from "../io/atomicWrite.js";
import { fileNames } from "../io/fileNames.js";
import type { FileKind } from "./fileKind.js";
import { type NpzContent, readNpz, writeNpz } from "../io/npz.js";
import { arraysOf, notesOf, partsOf } from "./savedParts.js";

/** Stages in the order in which a run does them. */
export const STAGES = ["truth", "analysis", "control"] as const;
export type Stage = (typeof STAGES)[number];
/** All that go through the period: the stages, and FC, which follows the analysis. */
export type ModelRun = Stage | "posterior";

/** Changes when an older program could not read it, or a newer one would misunderstand it. */
const FORMAT = 6;
const KEPT = 2;
const CHECKPOINT = new RegExp(`^checkpoint_(${STAGES.join("|")})_(\\d{8})\\.npz$`);

export const checkpointFile: FileKind = {
  shown: "checkpoint_STAGE_YYYYMMDD.npz",
  known: CHECKPOINT,
  holds: "states to go on from, where a run is stopped or its period extended",
};

export interface Checkpoint {
  readonly stage: Stage;
  /** The 00:00 UTC that the state stands for. */
  readonly time: Time;
  /** Program and version that wrote it. */
  readonly program: string;
  /** SHA-256 of the configuration, without the keys that may differ. */
  readonly configuration: string;
  /** What each part of the run has saved: its arrays are `PART/ARRAY` in the file, its notes stand in the header. */
  readonly parts: SavedParts;
}

export interface CheckpointWriter {
  /**
   * Returns when the content is taken; waits for the one before.
   * @throws OutputError where this one or the one before cannot be written: those before stay as they were
   */
  write(checkpoint: Checkpoint): Promise<void>;
  /** Waits until the last one is on the disk. @throws OutputError */
  settle(): Promise<void>;
}

/** @param folder of the run, which exists */
export function createCheckpointWriter(folder: string): CheckpointWriter {
  let pending: Promise<void> | undefined;
  let failure: JdasError | undefined;
  const settle = async (): Promise<void> => {
    await pending;
    pending = undefined;
    if (failure === undefined) return;
    const error = failure;
    failure = undefined;
    throw error;
  };
  return {
    settle,
    async write({ parts, time, ...header }) {
      await settle();
      const path = `${folder}/checkpoint_${header.stage}_${formatDay(time).replaceAll("-", "")}.npz`;
      const temporary = `${path}.${process.pid}${PARTIAL}`;
      let descriptor: number | undefined;
      try {
        descriptor = openSync(temporary, "w");
        const arrays = arraysOf(parts);
        const described = [...arrays].map(([name, { shape, data }]) => ({ name, shape, type: data.constructor.name }));
        writeNpz(descriptor, {
          header: { format: FORMAT, time, ...header, notes: notesOf(parts), arrays: described },
          arrays,
        });
      } catch (cause) {
        if (descriptor !== undefined) closeSync(descriptor);
        rmSync(temporary, { force: true });
        throw notWritten(path, cause);
      }
      pending = finish(descriptor, temporary, path).catch((cause: unknown) => {
        rmSync(temporary, { force: true });
        failure = cause instanceof JdasError ? cause : notWritten(path, cause);
      });
    },
  };
}

/**
 * Forces it to the disk, gives it its name, and lets the oldest go. The last of an earlier stage stays: its end is where it
 * goes on when the period is extended.
 */
async function finish(descriptor: number, temporary: string, path: string): Promise<void> {
  try {
    await promisify(fsync)(descriptor);
  } finally {
    closeSync(descriptor);
  }
  renameSync(temporary, path);
  const folder = dirname(path);
  const names = openSync(folder, "r");
  try {
    fsyncSync(names);
  } finally {
    closeSync(names);
  }
  const written = basename(path);
  const others = listCheckpoints(folder).filter((name) => name !== written);
  const lasts = lastOfStages([written, ...others]);
  for (const name of others.slice(KEPT - 1)) if (!lasts.includes(name)) rmSync(`${folder}/${name}`);
}

/** @param names newest first @returns the newest of each stage */
function lastOfStages(names: readonly string[]): string[] {
  return STAGES.flatMap((stage) => names.find((name) => stageAndTime(name)?.stage === stage) ?? []);
}

/**
 * What has to stay of the checkpoints of a finished run so that its period can be extended. A stage that runs forward goes on
 * from its end; an analysis from the day before, for at its end it makes fluxes final that later observations would change.
 * @param names newest first @param end of the period
 */
export function toGoOnFrom(names: readonly string[], end: Time): string[] {
  return lastOfStages(names.filter((name) => !isOfEndOfAnalysis(stageAndTime(name), end)));
}

/** Whether a state has fluxes as final that are not in a longer period. @param end of its own period */
export function isOfEndOfAnalysis(checkpoint: Pick<Checkpoint, "stage" | "time"> | undefined, end: Time): boolean {
  return checkpoint?.stage === "analysis" && checkpoint.time >= end;
}

function stageAndTime(name: string): Pick<Checkpoint, "stage" | "time"> | undefined {
  const [, stage, day] = CHECKPOINT.exec(name) ?? [];
  const time = day === undefined ? undefined : parseTime(`${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}`);
  return time === undefined ? undefined : { stage: stage as Stage, time };
}

/** @returns names of the checkpoints in a run folder, newest first */
export function listCheckpoints(folder: string): string[] {
  const rank = (name: string): string => {
    const [, stage, day] = CHECKPOINT.exec(name) ?? [];
    return `${STAGES.indexOf(stage as Stage)}${day}`;
  };
  return fileNames(folder)
    .filter((name) => CHECKPOINT.test(name))
    .sort((one, other) => (rank(one) < rank(other) ? 1 : -1));
}

/** @throws InputError where it is damaged, or of a form that this program does not know */
export function readCheckpoint(path: string): Checkpoint {
  return checkpointOf(path, readNpz(path));
}

/** @throws InputError where it is of a form that this program does not know */
function checkpointOf(path: string, { header, arrays }: NpzContent): Checkpoint {
  const { format, arrays: _, notes, ...rest } = header as Record<string, unknown>;
  if (format !== FORMAT) {
    throw new InputError({
      where: path,
      found: `a checkpoint of format ${String(format)}`,
      expected: `format ${FORMAT}`,
      remedy: "finish the run with the version that began it, or begin it anew (--replace)",
    });
  }
  return { ...(rest as Omit<Checkpoint, "parts">), parts: partsOf(notes as Record<string, unknown>, arrays) };
}

export interface WantedCheckpoint {
  /** Why a sound one does not fit, in words; undefined where it does. */
  readonly unfit: (checkpoint: Checkpoint) => string | undefined;
  /** Absent: of any. */
  readonly stage?: Stage;
}

/**
 * @param unusable hears of each that cannot be used, before the one before is tried
 * @returns the newest sound checkpoint that fits; undefined where there is none
 * @throws InputError where a sound one is of another format: a run that began anew would take the place of its files
 */
export function newestCheckpoint(
  folder: string,
  { unfit, stage }: WantedCheckpoint,
  unusable: (reason: string) => void,
): Checkpoint | undefined {
  for (const name of listCheckpoints(folder)) {
    if (stage !== undefined && stageAndTime(name)?.stage !== stage) continue;
    const path = `${folder}/${name}`;
    let content: NpzContent;
    try {
      content = readNpz(path);
    } catch (error) {
      if (!(error instanceof JdasError)) throw error;
      unusable(error.message);
      continue;
    }
    const checkpoint = checkpointOf(path, content);
    const reason = unfit(checkpoint);
    if (reason === undefined) return checkpoint;
    unusable(`${name} ${reason}`);
  }
  return undefined;
}
