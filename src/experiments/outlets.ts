/** Where a run leaves what it computes. */
import type { Progress } from "./progress.js";
import type { BudgetRecorder } from "./recording/budgets.js";
import type { RunFolder } from "./recording/runFolder.js";
import type { SoundingRecorder } from "./recording/soundings.js";

export interface Outlets {
  readonly folder: RunFolder;
  readonly soundings: SoundingRecorder;
  readonly budgets: BudgetRecorder;
  readonly progress: Progress;
}
