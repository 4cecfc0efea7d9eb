/**
 * `run.json`, what a run was: its configuration, versions, seed, inputs, times, counts and carbon budget. It is written
 * when the run begins, without `finished`, and again when it ends.
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { NumericalError } from "../errors.js";
import { writeTextAtomically } from "../io/atomicWrite.js";
import type { FileKind } from "./fileKind.js";
import { formFaults, readJsonRecord } from "./jsonRecord.js";

export const RUN_RECORD = "run.json";

export const recordFile: FileKind = {
  shown: RUN_RECORD,
  known: /^run\.json$/,
  holds: "configuration, versions, inputs, timings",
};

/** Carbon of a run over its period [mol CO2]: start + emission + inflow + increment + air correction = end + residual. */
const budget = z.object({
  start: z.number(),
  emission: z.number(),
  /** Through the lateral boundary, net. */
  inflow: z.number(),
  /** Of all analyses. */
  increment: z.number(),
  /** Where the air mass was set to that of the meteorology. */
  airCorrection: z.number(),
  end: z.number(),
  residual: z.number(),
});

const record = z.object({
  title: z.string(),
  remarks: z.array(z.string()),
  /** Kind of experiment. */
  experiment: z.string(),
  /** Prior fluxes by component: net flux of the domain, mean of so many whole days of the period. */
  fluxTotals: z.record(z.string(), z.object({ PgCPerYear: z.number(), days: z.number(), of: z.number() })).optional(),
  /** As the experiment file gave it, defaults filled in. */
  configuration: z.record(z.string(), z.unknown()),
  /** `kernels`: which ran the transport, and on how many threads; absent until they are loaded. */
  versions: z.object({ program: z.string(), node: z.string(), kernels: z.string().optional() }),
  seed: z.number(),
  inputs: z.array(z.object({ path: z.string(), bytes: z.number(), sha256: z.string() })),
  /** Sections whose content was taken from the cache, and from which file of it; absent where none was. */
  prepared: z.array(z.object({ part: z.string(), entry: z.string() })).optional(),
  /** Of configuration and inputs: the files of the run say it in `history`; empty in runs that were before it. */
  identity: z.string().default(""),
  /** ISO 8601, UTC. */
  started: z.string(),
  /** When it was taken up again, and from which instant of which stage. */
  resumed: z.array(z.object({ at: z.string(), stage: z.string(), time: z.string(), program: z.string() })).optional(),
  /** When its period was made longer, and where it had ended before. */
  extended: z.array(z.object({ at: z.string(), end: z.string() })).optional(),
  /** Absent while the run goes on, and where it was stopped. */
  finished: z.string().optional(),
  /** What the guards of the analysis noticed, at the ends of its days. */
  warnings: z.array(z.object({ time: z.string(), guard: z.string(), message: z.string() })).optional(),
  /** Why a run that is not finished was stopped, where its numbers were the reason. */
  stopped: z.string().optional(),
  /** Wall-clock time of each part [s]. */
  timings: z.record(z.string(), z.number()),
  counts: z.record(z.string(), z.number()),
  /** By run: `analysis`, `control`, `truth`, `posterior`. */
  budget: z.record(z.string(), budget),
});

export type RunRecord = z.output<typeof record>;

/**
 * The last good one stays until this one has proved readable: JSON turns numbers that are not finite into null.
 * @param folder of the run, which exists
 * @throws NumericalError where it could not be read again; OutputError where it cannot be written
 */
export function writeRunRecord(folder: string, run: RunRecord): void {
  const path = join(folder, RUN_RECORD);
  const text = `${JSON.stringify(run, undefined, 2)}\n`;
  const { error } = record.safeParse(JSON.parse(text));
  if (error !== undefined) {
    throw new NumericalError({
      where: path,
      found: `a record that could not be read again: ${formFaults(error)}`,
      expected: "finite numbers",
      remedy: "the record of before stays; please report this with it",
    });
  }
  writeTextAtomically(path, text);
}

/** Whether a folder is that of a run. */
export function holdsRun(folder: string): boolean {
  return existsSync(join(folder, RUN_RECORD));
}

/**
 * @throws InputError where the folder has no run.json that this program wrote
 * @example
 * import { readRunRecord } from "openjdas";
 *
 * const { title, counts } = readRunRecord("runs/small");
 * title; // => "A small twin"
 * counts.assimilated > 0; // => true
 */
export function readRunRecord(folder: string): RunRecord {
  const words = { expected: "the record of a run", remedy: "run the experiment again" };
  return readJsonRecord(join(folder, RUN_RECORD), record, words);
}
