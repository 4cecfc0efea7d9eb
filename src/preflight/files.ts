/** The bytes that a run leaves on the disk, from those of a trial: a file of each day, and those that are one of a run. */
import type { Plan } from "../config/plan.js";
import { checkpointBytes, type Extents } from "../experiments/kernelBytes.js";
import { checkpointFile } from "../runs/checkpointFile.js";
import { runFiles } from "../runs/files.js";
import type { DiskFacts } from "./preflight.js";

/** Two are kept while the next is written. */
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
  const total = files.reduce((sum, { bytes }) => sum + bytes, 0);
  const checkpoints = plan.outputs.checkpoint === "none" ? 0 : CHECKPOINTS * checkpointBytes(plan, extents);
  return { files, total, most: total + checkpoints };
}
