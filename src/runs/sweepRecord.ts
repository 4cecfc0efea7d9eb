/**
 * The folder of a sweep, and `sweep.json` in it: its runs as they were checked, so that every task of a batch job runs what was
 * planned, whatever has become of the sweep file since.
 */
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { z } from "zod";
import { OutputError } from "../errors.js";
import { writeTextAtomically } from "../io/atomicWrite.js";
import { readJsonRecord } from "./jsonRecord.js";

export const SWEEP_RECORD = "sweep.json";

const prediction = z.strictObject({
  /** Run that was tried out. */
  of: z.string(),
  /** Where, with so many cores. */
  host: z.string(),
  cores: z.number(),
  /** [s] */
  parts: z.array(z.strictObject({ name: z.string(), seconds: z.number() })),
  /** Of the process [bytes]. */
  memory: z.number(),
  /** Of the finished run, and the most until then [bytes]. */
  disk: z.number(),
  most: z.number(),
});

const record = z.strictObject({
  form: z.literal(1),
  program: z.string(),
  /** Path of the experiment file, and the folder that paths in it are relative to. */
  experiment: z.string(),
  inputFolder: z.string(),
  axes: z.array(z.string()),
  /** By the shape of runs that take the same. */
  predictions: z.record(z.string(), prediction),
  runs: z.array(
    z.strictObject({
      id: z.string(),
      settings: z.record(z.string(), z.string()),
      shape: z.string(),
      experiment: z.record(z.string(), z.unknown()),
    }),
  ),
});

export type SweepRecord = z.output<typeof record>;
export type RecordedRun = SweepRecord["runs"][number];
/** What a run takes. */
export type Prediction = z.output<typeof prediction>;

/** Where what belongs to a run of a sweep lies; runs of one truth share it. @param id of the run */
export function sweepPlaces(output: string, id: string): Readonly<Record<"run" | "log" | "status" | "truths", string>> {
  return {
    run: join(output, "runs", id),
    log: join(output, "logs", `${id}.log`),
    status: join(output, "status", `${id}.json`),
    truths: join(output, "truths"),
  };
}

/** What the shell of a batch job saw of a run. @param number from 1 @returns undefined where there was none, or it runs */
export function batchExitCode(output: string, number: number): number | undefined {
  const path = join(output, "slurm", `${number}.exit`);
  const code = existsSync(path) ? Number.parseInt(readFileSync(path, "utf8"), 10) : NaN;
  return Number.isNaN(code) ? undefined : code;
}

/** @throws OutputError where it cannot be written */
export function writeSweepRecord(output: string, content: SweepRecord): void {
  try {
    for (const folder of ["runs", "logs", "status"]) mkdirSync(join(output, folder), { recursive: true });
  } catch (cause) {
    throw new OutputError(
      { where: output, found: `it cannot be made: ${String(cause)}`, remedy: "choose another output folder" },
      { cause },
    );
  }
  writeTextAtomically(join(output, SWEEP_RECORD), `${JSON.stringify(content, undefined, 1)}\n`);
}

/** @returns undefined where the folder holds none @throws InputError where the file is of another form */
export function findSweepRecord(output: string): SweepRecord | undefined {
  const path = join(output, SWEEP_RECORD);
  return existsSync(path) ? readSweepRecord(path) : undefined;
}

/** @param path of the file @throws InputError where there is none of this form */
export function readSweepRecord(path: string): SweepRecord {
  const remedy = `remove it, or choose another output folder than ${dirname(path)}`;
  return readJsonRecord(path, record, { expected: `the ${SWEEP_RECORD} of a sweep`, remedy });
}
