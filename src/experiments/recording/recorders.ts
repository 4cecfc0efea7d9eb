/** Where a run leaves what it computes. */
import type { Warning } from "../../assimilation/guards/watch.js";
import type { ModelState, RunState } from "../../assimilation/runState.js";
import type { Stage } from "../../runs/checkpoint.js";
import type { Progress } from "../progress.js";
import type { BudgetRecorder } from "./budgets.js";
import type { RunFolder } from "./runFolder.js";
import type { ObservationRecorder } from "./observations.js";

/** Where a run leaves its state at the end of a day. */
export interface Checkpoints {
  /** @throws OutputError where this one, or the one before, cannot be written */
  write(stage: Stage, state: ModelState | RunState): Promise<void>;
  /** Waits until the last is on the disk. @throws OutputError */
  settle(): Promise<void>;
}

export interface Recorders {
  readonly folder: RunFolder;
  readonly observations: ObservationRecorder;
  readonly budgets: BudgetRecorder;
  /** Absent where none are wanted. */
  readonly checkpoints?: Checkpoints | undefined;
  readonly progress: Progress;
  /** Hears what the guards of an analysis notice, at the end of a day. */
  readonly warn?: (warning: Warning) => void;
}
