/** What the stages of a run record into together. What a stage records alone it makes itself, in its file in `solvers/`. */
import type { Warning } from "../../assimilation/guards/watch.js";
import type { Recorder } from "../../assimilation/recorder.js";
import type { Saveable } from "../../assimilation/saveable.js";
import type { Stage } from "../../runs/checkpointFile.js";
import type { Progress } from "../progress.js";
import type { BudgetStore } from "./budgetStore.js";
import type { Checkpoints } from "./checkpoints.js";
import type { RunFolder } from "../../runs/runFolder.js";
import type { ObservationStore } from "./observationStore.js";

/** Stages that can be gone on with, and the truth of a twin, which is always run anew. */
export type StageName = Stage | "truth";

export interface RunRecorders {
  readonly folder: RunFolder;
  readonly observations: ObservationStore;
  readonly budgets: BudgetStore;
  /** Further recorders of a stage, from whoever runs the experiment. */
  readonly further: (stage: StageName) => readonly Recorder[];
  /** Parts that outlast a stage: they are in the checkpoints of all. */
  readonly saveables: readonly Saveable[];
  /** Absent where none are wanted. */
  readonly checkpoints?: Checkpoints | undefined;
  readonly progress: Progress;
  /** Hears what the guards of an analysis notice, at the end of a day. */
  readonly warn: (warning: Warning) => void;
}
