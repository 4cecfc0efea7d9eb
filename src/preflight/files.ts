/** The bytes that a run leaves on the disk, from those of a trial: a file of each day, and those that are one of a run. A checkpoint is by arithmetic. */
import type { Plan } from "../config/plan.js";
import { checkpointBytes, type Extents } from "../experiments/kernelBytes.js";
import { checkpointFile } from "../runs/checkpointFile.js";
import { runFiles } from "../runs/files.js";
import type { DiskFacts } from "./preflight.js";

/** While a run goes on two are kept and the next is written; when it is finished one stays. */
const CHECKPOINTS = 3;

export interface FileSize {
  readonly name: string;
  readonly bytes: number;
}

/** @param written in the folder of a trial @param days of the period */
export function predictFiles(
  plan: Plan,
  extents: Extents,
  written: readonly FileSize[],
  days: number,
): Omit<DiskFacts, "free"> {
  const files = runFiles
    .filter((kind) => kind !== checkpointFile)
    .flatMap(({ shown, known }) => {
      const own = written.filter(({ name }) => known.test(name));
      if (own.length === 0) return [];
      const bytes = own.reduce((sum, file) => sum + file.bytes, 0);
      const daily = shown.includes("YYYYMMDD");
      return [{ name: shown, count: daily ? days : own.length, bytes: daily ? (bytes / own.length) * days : bytes }];
    });
  const state = plan.outputs.checkpoint === "none" ? 0 : checkpointBytes(plan, extents);
  if (state > 0) files.push({ name: checkpointFile.shown, count: 1, bytes: state });
  const total = files.reduce((sum, { bytes }) => sum + bytes, 0);
  return { files, total, most: total + (CHECKPOINTS - 1) * state };
}
