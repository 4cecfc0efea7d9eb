/** A thread that throws or gets no memory, and a program that gets none: an error that says so, and the run goes on from there. */
import { expect, expectResumes, expectTyped, experiment, jdas, writeExperiment } from "./shared.mjs";

const HOOK = `--import=${new URL("failingThread.mjs", import.meta.url).href}`;
const TYPED = /jdas: (NumericalError\n\s*kernel ".*trapped|ResourceError\n.*(thread|memory))/;

/** @type {import("./shared.mjs").Trial} */
export async function threadTrial(folder, reference, draw) {
  writeExperiment(folder, { ...experiment, threads: 2 });
  const kinds = {
    // Calls of a kernel, and milliseconds.
    "kernels throws": Math.floor(10 ** (4 * draw())),
    "forcing throws": Math.floor(1000 * reference.seconds * draw()),
    // Of memory [MiB]: with the least a thread cannot begin.
    "kernels short": 1 + Math.floor(8 * draw()),
    "forcing short": 1 + Math.floor(24 * draw()),
  };
  const drawn = Math.floor((Object.keys(kinds).length + 1) * draw());
  const [kind, at] = Object.entries(kinds)[drawn] ?? ["program short", 24 + Math.floor(40 * draw())];
  const env = {
    NODE_OPTIONS: kind === "program short" ? `--max-old-space-size=${at}` : HOOK,
    TRIAL_THREAD: kind,
    TRIAL_AT: String(at),
  };
  const outcome = await jdas(folder, ["run", "trial.yaml"], { env });
  // Node gives up by itself where its own heap is full.
  const givenUp = kind === "program short" && (outcome.signal === "SIGABRT" || outcome.code === 134);
  if (outcome.code !== 0 && !givenUp) expectTyped(outcome, TYPED);
  expect(!/the thread/.test(outcome.stderr) || outcome.code !== 0, `${kind}: an error, and the run went on`, outcome);
  await expectResumes(folder, reference);
}
