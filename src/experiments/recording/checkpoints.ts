/** Where a run leaves, at the end of a day, what all of its parts have saved, so that it can go on from there. */
import { type Saveable, saveAll } from "../../assimilation/saveable.js";
import { createCheckpointWriter, type Stage } from "../../runs/checkpointFile.js";
import type { Time } from "../../time.js";
import type { Recorder } from "../../assimilation/recorder.js";
import type { RunFolder } from "../../runs/runFolder.js";

export interface Checkpoints {
  /** @throws OutputError where this one, or the one before, cannot be written */
  write(stage: Stage, time: Time, saveables: readonly Saveable[]): Promise<void>;
  /** Waits until the last is on the disk. @throws OutputError */
  settle(): Promise<void>;
}

/** @param configuration hash of it */
export function createCheckpoints({ path, program }: RunFolder, configuration: string): Checkpoints {
  const writer = createCheckpointWriter(path);
  return {
    write: (stage, time, saveables) => writer.write({ stage, time, program, configuration, parts: saveAll(saveables) }),
    settle: () => writer.settle(),
  };
}

/** Writes one at the end of each day that a run can go on from. @param saveables of the stage and of the whole run */
export function recordCheckpoints(
  checkpoints: Checkpoints,
  stage: Stage,
  saveables: readonly Saveable[],
  canGoOnFrom: (end: Time) => boolean,
): Recorder {
  return {
    async endDay(end) {
      if (canGoOnFrom(end)) await checkpoints.write(stage, end, saveables);
    },
  };
}
