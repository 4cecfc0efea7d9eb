/**
 * How a run goes and how it ended, in a small file beside its folder: a batch system tells of a process what its launcher
 * lets through, and of one that was killed nothing at all.
 */
import { existsSync, mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { z } from "zod";
import { writeTextAtomically } from "../io/atomicWrite.js";
import { readJsonRecord } from "./jsonRecord.js";

const status = z.strictObject({
  /** `running` of a process that is gone: it was killed. */
  state: z.enum(["running", "finished", "failed", "interrupted"]),
  /** ISO times, UTC, of this attempt. */
  began: z.string(),
  ended: z.string().optional(),
  /** Of all attempts that came to an end [s]. */
  seconds: z.number(),
  exitCode: z.number().optional(),
  /** What it ended with. */
  error: z.string().optional(),
  host: z.string(),
  process: z.number(),
  /** Number of the batch system. */
  job: z.string().optional(),
});

export type RunStatus = z.output<typeof status>;

/** @throws OutputError where it cannot be written */
export function writeRunStatus(path: string, content: RunStatus): void {
  mkdirSync(dirname(path), { recursive: true });
  writeTextAtomically(path, `${JSON.stringify(content, undefined, 1)}\n`);
}

/** @returns undefined where there is none @throws InputError where it is of another form */
export function readRunStatus(path: string): RunStatus | undefined {
  if (!existsSync(path)) return undefined;
  return readJsonRecord(path, status, { expected: "the status of a run", remedy: "remove it" });
}
