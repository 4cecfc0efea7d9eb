/** What the stages of a run record into together. What a stage records alone it makes itself, in its file in `solvers/`. */
import type { AnalysisContext } from "../../assimilation/analysisStep.js";
import type { Warning } from "../../assimilation/guards/watch.js";
import type { Recorder } from "../../assimilation/recorder.js";
import type { Saveable } from "../../assimilation/saveable.js";
import type { ModelRun } from "../../runs/checkpointFile.js";
import type { Progress } from "../progress.js";
import type { BudgetStore } from "./budgetStore.js";
import type { Checkpoints } from "./checkpoints.js";
import type { RunFolder } from "../../runs/runFolder.js";
import type { ObservationStore } from "./observationStore.js";
import type { TruthStore } from "./truthStore.js";

export interface RunRecorders {
  readonly folder: RunFolder;
  readonly observations: ObservationStore;
  readonly budgets: BudgetStore;
  /** Of a twin whose truth is run on its own. */
  readonly truth?: TruthStore | undefined;
  /** Further recorders of a stage, or of FC, from whoever runs the experiment. */
  readonly further: (run: ModelRun) => readonly Recorder[];
  /** Parts that outlast a stage: they are in the checkpoints of all. */
  readonly saveables: readonly Saveable[];
  /** Absent where none are wanted. */
  readonly checkpoints?: Checkpoints | undefined;
  readonly progress: Progress;
  /** Called before the files of a day are written. @throws OutputError where another process has taken the run folder */
  readonly assertHeld: () => void;
  /** Hears what the guards of an analysis notice, at the end of a day. */
  readonly warn: (warning: Warning) => void;
  /** Hears what every analysis is about to take in, from whoever runs the experiment. */
  readonly innovations?: AnalysisContext["innovations"];
}
