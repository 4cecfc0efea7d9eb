/** How long a twin takes after its truth, over the truth: by a trial whose inputs are its own, so that the run's stay as they are. */
import type { Progress } from "../experiments/progress.js";
import { openInputs } from "../experiments/openInputs.js";
import type { Planned } from "../experiments/setup/inputs.js";
import type { Surroundings } from "../experiments/surroundings.js";
import { countDays } from "./countDays.js";
import { stageSeconds } from "./times.js";
import { type Trial, trialWindow, tryOut } from "./trial.js";

/** @param surroundings whose output is an empty folder @returns [1]; more than one where AN takes longer than the truth */
export async function restOverTruth(planned: Planned, surroundings: Surroundings): Promise<number> {
  const quiet: Progress = {
    note() {},
    begin() {},
    hour: () => surroundings.progress.pause?.(),
    pause: () => surroundings.progress.pause?.(),
    end() {},
  };
  const open = await openInputs(planned, { ...surroundings, progress: quiet });
  try {
    const { inputs } = open;
    // A trial changes what becomes of observations.
    const perDay = countDays(inputs);
    const trial = await tryOut(open, trialWindow(inputs), { ...surroundings, progress: quiet });
    return ratioOf(trial, (stage) => stageSeconds(inputs.plan, stage, perDay, inputs.vertical.levels));
  } finally {
    await open.close();
  }
}

function ratioOf({ stages }: Trial, secondsOf: (stage: Trial["stages"][number]) => number): number {
  let [truth, rest] = [0, 0];
  for (const stage of stages) {
    if (stage.stage === "truth") truth += secondsOf(stage);
    else rest += secondsOf(stage);
  }
  return rest / truth;
}
