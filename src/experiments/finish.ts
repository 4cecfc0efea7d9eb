/** Completes the record of a run whose stages are done. */
import { countFates, fates, totalOf } from "../observations/fate.js";
import { readRunRecord, writeRunRecord } from "../runs/recordFile.js";
import type { PreparedRun } from "./prepare.js";
import type { Inputs } from "./setup/inputs.js";
import { screenedObservations } from "./setup/observations.js";

/** @throws OutputError where the last checkpoint, or the record, cannot be written */
export async function finish({ inputs, recorders, surroundings, timer }: PreparedRun): Promise<void> {
  await recorders.checkpoints?.settle();
  writeRunRecord(surroundings.output, {
    ...readRunRecord(surroundings.output),
    finished: surroundings.now().toISOString(),
    timings: timer.laps(),
    counts: countsOf(inputs),
    budget: recorders.budgets.summary(),
  });
}

function countsOf(inputs: Inputs): Record<string, number> {
  const table = countFates(screenedObservations(inputs));
  const notKept = inputs.observed === "nothing" ? {} : (inputs.observed.set.notKept ?? {});
  return Object.fromEntries(fates.map((fate) => [fate, totalOf(table, fate) + (notKept[fate] ?? 0)]));
}
