/** A disk that is full, worn out, used up by its quota or read-only from one write on; then it can be written again. */
import { expectResumes, expectTyped, jdas, writeExperiment } from "./shared.mjs";

const HOOK = `--import=${new URL("failingDisk.mjs", import.meta.url).href}`;
const GOLDEN = (Math.sqrt(5) - 1) / 2;
const CODES = ["ENOSPC", "EIO", "EDQUOT", "EROFS"];

/** @type {import("./shared.mjs").Trial} */
export async function diskTrial(folder, reference, draw, number) {
  writeExperiment(folder);
  // First the ends of all ways to a write, then evenly over the writes of a run, however many trials there are.
  const { count, ends } = reference.writes;
  const at = (number * GOLDEN + 0.01 * draw()) % 1;
  const env = {
    NODE_OPTIONS: HOOK,
    TRIAL_FROM: String(ends[number - 1] ?? 1 + Math.floor(at * count)),
    TRIAL_CODE: CODES[Math.floor(draw() * CODES.length)],
  };
  const outcome = await jdas(folder, ["run", "trial.yaml"], { env });
  // What is written last is the evaluation, whose figures are not worth a run.
  if (outcome.code !== 0)
    expectTyped(outcome, /jdas: OutputError\n.*could not be written|cannot be (made|written)|cannot be removed/);
  await expectResumes(folder, reference);
}
