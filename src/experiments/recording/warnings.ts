/** What the guards of a run noticed: told while it goes on, and kept in `run.json`, where an evaluation finds it. */
import type { Warning } from "../../assimilation/guards/watch.js";
import { NumericalError } from "../../errors.js";
import type { Checkpoint } from "../../runs/checkpointFile.js";
import { readRunRecord, type RunRecord, writeRunRecord } from "../../runs/recordFile.js";
import { formatTime } from "../../time.js";
import type { Progress } from "../progress.js";

type Recorded = NonNullable<RunRecord["warnings"]>[number];

/**
 * What stays of the warnings of a run that is taken up again.
 * @param checkpoint where: what its analysis noticed later it will notice again
 */
export function warningsUntil(
  earlier: RunRecord | undefined,
  checkpoint: Pick<Checkpoint, "stage" | "time"> | undefined,
): Recorded[] {
  if (checkpoint?.stage !== "analysis") return [];
  const warnings = earlier?.warnings ?? [];
  const limit = formatTime(checkpoint.time);
  return warnings.filter(({ time }) => time <= limit);
}

/** Tells a warning and adds it to the record of the run. */
export function keepWarning(folder: string, { time, guard, message }: Warning, progress: Progress): void {
  progress.note(`  ! ${formatTime(time)}, ${guard}: ${message}`);
  const record = readRunRecord(folder);
  writeRunRecord(folder, {
    ...record,
    warnings: [...(record.warnings ?? []), { time: formatTime(time), guard, message }],
  });
}

/** Notes in the record why a run that is not finished will not be, where its numbers are the reason. */
export function keepReason(folder: string, error: unknown): void {
  if (!(error instanceof NumericalError)) return;
  writeRunRecord(folder, { ...readRunRecord(folder), stopped: error.message });
}
