/** What has become of each run of a sweep, read from what the runs and their processes wrote. */
import type { Evaluation } from "../evaluation/evaluation.js";
import { readEvaluationText } from "../runs/evaluationFiles.js";
import { holdsRun, readRunRecord } from "../runs/recordFile.js";
import { readRunStatus } from "../runs/statusFile.js";
import { batchExitCode, type SweepRecord, sweepPlaces } from "../runs/sweepRecord.js";

export type OutcomeState = "finished" | "failed" | "interrupted" | "running" | "not begun";

export interface Outcome {
  readonly id: string;
  readonly settings: Readonly<Record<string, string>>;
  readonly folder: string;
  readonly state: OutcomeState;
  /** What it ended with, or where it runs. */
  readonly told?: string;
  /** That its processes took; NaN where none has ended. */
  readonly seconds: number;
  /** Of a finished run. */
  readonly evaluation?: Evaluation;
}

export function outcomesOf(output: string, { runs }: Pick<SweepRecord, "runs">): Outcome[] {
  return runs.map(({ id, settings }, i) => {
    const places = sweepPlaces(output, id);
    const status = readRunStatus(places.status);
    const common = { id, settings, folder: places.run, seconds: status?.ended === undefined ? NaN : status.seconds };
    const record = holdsRun(places.run) ? readRunRecord(places.run) : undefined;
    const text = record?.finished === undefined ? undefined : readEvaluationText(places.run);
    if (text !== undefined) return { ...common, state: "finished", evaluation: evaluationOf(text) };
    if (status === undefined) return { ...common, state: "not begun" };
    const { state, error, began, host, process, job, exitCode } = status;
    const killed = batchExitCode(output, i + 1);
    if (state === "running" && killed !== undefined) {
      return { ...common, state: "failed", told: `killed: exit code ${killed} in job ${job ?? "?"}` };
    }
    if (state === "running") {
      const where = job === undefined ? `process ${process} on ${host}` : `job ${job} on ${host}`;
      return { ...common, state, told: `since ${began}, ${where}; no end is known` };
    }
    const told = record?.stopped ?? error ?? `exit code ${exitCode}`;
    return { ...common, state: state === "finished" ? "failed" : state, told };
  });
}

/** What is not known is null in the file and NaN in memory. */
function evaluationOf(text: string): Evaluation {
  return JSON.parse(text, (_, value: unknown) => (value === null ? NaN : value)) as Evaluation;
}
