/**
 * The truth of a twin that is run on its own, taken from a run that had the same one: runs of a sweep that differ in the model's part alone
 * need it once. It has the bits that the run's own would have.
 */
import { resumeAll, saveAll } from "../assimilation/saveable.js";
import { JdasError } from "../errors.js";
import { readTruth, truthFile, writeTruth } from "../runs/truthFile.js";
import type { RunRecorders } from "./recording/recorders.js";

export interface SharedTruth {
  /** @returns whether there is one, which the recorders then have as if it had been run */
  take(): boolean;
  /** For others; where that fails it is said, and the run goes on. */
  keep(): void;
}

/** @param folder that the runs share @param identity of the truth (configurationIdentity.ts) */
export function shareTruth(
  folder: string,
  identity: string,
  { budgets, truth, progress }: Pick<RunRecorders, "budgets" | "truth" | "progress">,
): SharedTruth {
  if (truth === undefined) throw new Error("nothing to keep the truth in");
  const path = truthFile(folder, identity);
  const tried = <T>(work: () => T, otherwise: T): T => {
    try {
      return work();
    } catch (error) {
      if (!(error instanceof JdasError)) throw error;
      progress.note(`  ! the truth is not shared with other runs: ${error.message}`);
      return otherwise;
    }
  };
  return {
    take: () =>
      tried(() => {
        const parts = readTruth(path);
        if (parts === undefined) return false;
        resumeAll([budgets, truth], parts);
        progress.note(`  truth        that of an earlier run, ${path}`);
        return true;
      }, false),
    keep: () =>
      tried(() => writeTruth(path, saveAll([{ ...budgets, save: () => budgets.saveOf("truth") }, truth])), undefined),
  };
}
