/** What the runs of a sweep will take: a trial of one of each kind, in a process of its own, as `jdas check` makes it. */
import { hostname } from "node:os";
import { join } from "node:path";
import { ConfigError, CoverageError, InputError, type JdasError, NumericalError, OutputError } from "../../errors.js";
import { secondsInWords } from "../../preflight/inWords.js";
import type { Preflight } from "../../preflight/preflight.js";
import { type Prediction, sweepPlaces } from "../../runs/sweepRecord.js";
import { secondsOf } from "../../sweep/announcement.js";
import type { MachineShare } from "../thisMachine.js";
import type { Told } from "./messages.js";
import type { OpenedSweep, PlannedRun } from "./openSweep.js";
import { orderOf } from "./orderOf.js";
import { sideBySide } from "./sideBySide.js";

/**
 * @param known of an earlier call of the same program on the same machine
 * @param logs folder for what the trials say
 * @throws JdasError with what a trial was refused for
 */
export async function predictRuns(
  sweep: OpenedSweep,
  share: MachineShare,
  known: Readonly<Record<string, Prediction>>,
  logs: string,
): Promise<Record<string, Prediction>> {
  const { inputFolder, output, runs } = sweep;
  const found: Record<string, Prediction> = { ...known };
  const open = runs.filter(({ standing, shape }) => standing.kind !== "whole" && found[shape] === undefined);
  const first = open.filter(({ shape }, i) => open.findIndex((one) => one.shape === shape) === i);
  const tasks = first.map((run) => ({
    run,
    order: { ...orderOf(run, { inputFolder, output: sweepPlaces(output, run.id).run, share }), work: "check" as const },
    log: join(logs, `${run.id}.log`),
  }));
  // One after the other: what is measured is not to share the machine.
  await sideBySide(tasks, 1, {
    begins({ run }) {
      process.stderr.write(`Trial of ${run.id} ...\n`);
    },
    ends({ run, log }, { exitCode, last }) {
      if (last?.kind !== "checked") throw refusal(run, last, exitCode, log);
      found[run.shape] = predictionOf(run, share, last.preflight);
      process.stderr.write(`Trial of ${run.id}: the run will take ${secondsInWords(secondsOf(found[run.shape]))}\n`);
    },
  });
  return found;
}

function predictionOf({ id }: PlannedRun, { cores }: MachineShare, { memory, disk, time }: Preflight): Prediction {
  const sizes = { memory: memory.process, disk: disk.total, most: disk.most };
  return { of: id, host: hostname(), cores, parts: [...time.parts], ...sizes };
}

const ERRORS: Readonly<Record<string, new (faults: JdasError["faults"]) => JdasError>> = {
  ConfigError,
  CoverageError,
  InputError,
  NumericalError,
  OutputError,
};

function refusal({ id }: PlannedRun, last: Told | undefined, exitCode: number, log: string): Error {
  if (last?.kind === "refused" && last.name in ERRORS) {
    return new ERRORS[last.name](
      last.faults.map((fault) => ({
        ...fault,
        where: fault.where.startsWith(id) ? fault.where : `${id}: ${fault.where}`,
      })),
    );
  }
  return new Error(`the trial of ${id} ended with exit code ${exitCode}: ${log}`);
}
