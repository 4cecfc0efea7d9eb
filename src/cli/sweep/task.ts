/** One run of a sweep in this process, as a task of a batch job calls it. */
import { dirname, resolve } from "node:path";
import { ConfigError } from "../../errors.js";
import { readSweepRecord, sweepPlaces } from "../../runs/sweepRecord.js";
import { executeText } from "../execute.js";
import { keepStatus } from "../status.js";
import { wholeMachine } from "../thisMachine.js";
import { orderOf } from "./orderOf.js";

/** @param file `sweep.json` @param number of the run, from 1 @throws JdasError with what the user can mend */
export async function runTask(file: string, number: number): Promise<void> {
  const { runs, inputFolder } = readSweepRecord(file);
  const run = runs[number - 1];
  if (run === undefined) {
    throw new ConfigError({
      where: "--task",
      found: String(number),
      expected: `1 to ${runs.length}, as ${file} has runs`,
    });
  }
  const places = sweepPlaces(dirname(resolve(file)), run.id);
  const share = wholeMachine();
  const fail = keepStatus(places.status);
  const { experiment } = orderOf(run, { inputFolder, output: places.run, share });
  const text = { text: JSON.stringify(experiment), name: run.id, place: () => run.id, inputFolder };
  try {
    await executeText(text, { output: places.run, resume: true }, { share, truths: places.truths });
  } catch (error) {
    fail(error);
    throw error;
  }
}
