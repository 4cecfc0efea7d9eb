/** A disk that is full from one write on; then there is room again. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, expectResumes, expectSame, expectTyped, jdas, writeExperiment } from "./shared.mjs";

const HOOK = `--import=${new URL("fullDisk.mjs", import.meta.url).href}`;
/** Writes of a run that is left alone, by its folder. @type {Map<string, number>} */
const counted = new Map();

/** @type {import("./shared.mjs").Trial} */
export async function diskTrial(folder, reference, draw) {
  writeExperiment(folder);
  let writes = counted.get(reference.folder);
  if (writes === undefined) {
    const file = join(folder, "writes");
    const env = { NODE_OPTIONS: HOOK, TRIAL_WRITES: file };
    const whole = await jdas(folder, ["run", "trial.yaml", "-o", "counted"], { env });
    expect(whole.code === 0 && existsSync(file), `${fileURLToPath(import.meta.url)}: nothing was counted`, whole);
    expectSame(join(folder, "counted"), reference.folder);
    counted.set(reference.folder, (writes = Number(readFileSync(file, "utf8"))));
  }
  const full = 1 + Math.floor(draw() * writes);
  const env = { NODE_OPTIONS: HOOK, TRIAL_FULL: String(full) };
  const outcome = await jdas(folder, ["run", "trial.yaml"], { env });
  // What is written last is the evaluation, whose figures are not worth a run.
  if (outcome.code !== 0)
    expectTyped(outcome, /jdas: OutputError\n.*could not be written|cannot be (made|written)|cannot be removed/);
  await expectResumes(folder, reference);
}
