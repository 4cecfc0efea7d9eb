/** Kills a run, and its resumptions, at random moments, then lets it come to its end. */
import { setTimeout } from "node:timers/promises";
import { expect, expectResumes, jdas, writeExperiment } from "./shared.mjs";

const SIGNALS = /** @type {const} */ (["SIGKILL", "SIGTERM", "SIGSTOP"]);

/** @type {import("./shared.mjs").Trial} */
export async function killTrial(folder, reference, draw) {
  writeExperiment(folder);
  const kills = 1 + Math.floor(3 * draw());
  for (let i = 0; i < kills; i++) {
    const after = draw() * reference.seconds * 1000;
    const signal = SIGNALS[Math.floor(draw() * SIGNALS.length)];
    const outcome = await jdas(folder, ["run", "trial.yaml", "--resume"], {
      onStart: (child) => void strike(child, signal, after),
    });
    if (outcome.code === 0) break;
    const isKilled = outcome.signal === (signal === "SIGTERM" ? "SIGTERM" : "SIGKILL") || outcome.code === 143;
    expect(isKilled, `ended otherwise than by ${signal} after ${after.toFixed(0)} ms`, outcome);
  }
  await expectResumes(folder, reference);
}

/** @param {import("node:child_process").ChildProcess} child @param {typeof SIGNALS[number]} signal @param {number} after [ms] */
async function strike(child, signal, after) {
  await setTimeout(after);
  child.kill(signal);
  if (signal !== "SIGSTOP") return;
  await setTimeout(200);
  child.kill("SIGKILL");
}
