/** A period that is extended, of a run at its end or killed on the way: what comes out is that of the longer period at once. */
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { expectSameValues, experiment, jdas, resumes, writeExperiment } from "./shared.mjs";

/** @type {import("./shared.mjs").Trial} */
export async function extendTrial(folder, reference, draw) {
  /** Kills the run at some moment, or not. */
  const mayBeKilled = async () => {
    if (draw() < 0.5) return;
    const after = draw() * reference.seconds * 1000;
    await jdas(folder, ["run", "trial.yaml", "--resume"], {
      onStart: (child) => void setTimeout(after).then(() => child.kill("SIGKILL")),
    });
  };
  const { start } = experiment.period;
  const end = draw() < 0.5 ? "2016-07-02" : "2016-07-03";
  writeExperiment(folder, { ...experiment, period: { start, end } });
  await mayBeKilled();
  if (draw() < 0.7) await resumes(folder);
  writeExperiment(folder);
  await mayBeKilled();
  await resumes(folder);
  await expectSameValues(join(folder, "out"), reference.folder);
}
