/**
 * The first days of an experiment, or others like them, run for the sake of what they take: all its stages with its own
 * filter and outputs, in a folder that goes away. Everything that is found by measuring is found here.
 */
import type { Recorder } from "../assimilation/recorder.js";
import type { Plan } from "../config/plan.js";
import { SECONDS_PER_DAY } from "../constants.js";
import { pngOfFluxMap, writeEvaluation } from "../evaluation/evaluate.js";
import { standardOverlays } from "../evaluation/figures/standardOverlays.js";
import { finish } from "../experiments/finish.js";
import type { OpenInputs } from "../experiments/openInputs.js";
import { prepare } from "../experiments/prepare.js";
import type { Inputs } from "../experiments/setup/inputs.js";
import { solve } from "../experiments/solve.js";
import type { Surroundings } from "../experiments/surroundings.js";
import type { Stage } from "../runs/checkpointFile.js";
import { formatTime, type Time } from "../time.js";
import { countDays } from "./countDays.js";

/** One day begins, the other has a day behind it: as every later day of the period. */
const MOST_DAYS = 2;

export interface Window {
  readonly start: Time;
  readonly end: Time;
}

/** What one stage took [s]. */
export interface StagePace {
  readonly stage: Stage;
  /** As progress shows it. */
  readonly label: string;
  /** Until its first hour. */
  readonly setUp: number;
  /** [hour] */
  readonly hours: readonly number[];
  /** Observations assimilated in each, [hour]. */
  readonly assimilated: readonly number[];
}

export interface Trial extends Window {
  /** From the inputs, open, to the first stage, and from the last stage to the end [s]. */
  readonly before: number;
  readonly after: number;
  readonly stages: readonly StagePace[];
  /** Everything [s]. */
  readonly seconds: number;
  readonly information: readonly DayInformation[];
}

/** What the observations of a day told. */
export interface DayInformation {
  /** For signal. */
  readonly degreesOfFreedom: number;
  readonly assimilated: number;
}

/** @returns days of the period whose observations to be assimilated are about as many as those of others */
export function trialWindow(inputs: Inputs): Window {
  const { start, end } = inputs.plan.period;
  const days = Math.min(MOST_DAYS, (end - start) / SECONDS_PER_DAY);
  const perDay = countDays(inputs);
  const mean = (days * perDay.reduce((sum, count) => sum + count, 0)) / perDay.length;
  let [first, least] = [0, Infinity];
  for (let day = 0; day + days <= perDay.length; day++) {
    const own = perDay.slice(day, day + days).reduce((sum, count) => sum + count, 0);
    if (Math.abs(own - mean) < least) [first, least] = [day, Math.abs(own - mean)];
  }
  const from = start + first * SECONDS_PER_DAY;
  return { start: from, end: from + days * SECONDS_PER_DAY };
}

/** @param surroundings whose output is an empty folder */
export async function tryOut(open: OpenInputs, window: Window, surroundings: Surroundings): Promise<Trial> {
  const seconds = (): number => surroundings.now().getTime() / 1000;
  const began = seconds();
  const stages: (StagePace & { hours: number[]; assimilated: number[] })[] = [];
  let present: Stage = "analysis";
  const information: DayInformation[] = [];
  let [last, assimilated] = [began, 0];
  /** @returns what has passed since this was asked last */
  const lap = (): number => {
    const before = last;
    last = seconds();
    return last - before;
  };
  const { progress } = surroundings;
  const watched: Surroundings = {
    ...surroundings,
    progress: {
      note() {},
      begin(label, hours) {
        stages.push({ stage: present, label, setUp: lap(), hours: [], assimilated: [] });
        assimilated = 0;
        progress.begin(`trial of ${label}`, hours);
      },
      async hour(report) {
        const stage = stages[stages.length - 1];
        stage.hours.push(lap());
        stage.assimilated.push(report.assimilated - assimilated);
        assimilated = report.assimilated;
        await progress.hour(report);
      },
      pause: () => progress.pause?.(),
      end: () => progress.end(),
    },
    recorders(stage) {
      if (stage !== "posterior") present = stage;
      return stage === "analysis" ? [signalRecorder(information)] : [];
    },
  };
  const run = await prepare({ ...open, inputs: shortened(open.inputs, window) }, watched);
  if (run === "finished") throw new Error("the folder of a trial is not empty");
  const before = lap();
  await solve(run);
  await finish(run);
  await writeEvaluation(surroundings.output, standardOverlays(), { forms: pngOfFluxMap });
  const after = lap();
  return { ...window, before, after, stages, seconds: seconds() - began, information };
}

/**
 * Adds up the degrees of freedom for signal of each day, the trace of d(analysis)/d(observation): the sum over what is
 * assimilated of the variance of the analysis at the observation over its error variance (Liu et al. 2009,
 * doi:10.1002/qj.511).
 */
function signalRecorder(days: DayInformation[]): Recorder {
  let [degreesOfFreedom, assimilated] = [0, 0];
  return {
    hour({ results }) {
      for (const { simulated, error, analysisSpread } of results) {
        const { fate, errorFactor = 1 } = simulated.screened;
        if (fate !== "assimilated") continue;
        assimilated++;
        degreesOfFreedom += analysisSpread ** 2 / (errorFactor * error ** 2);
      }
    },
    endDay() {
      days.push({ degreesOfFreedom, assimilated });
      [degreesOfFreedom, assimilated] = [0, 0];
    },
  };
}

/** The same inputs for a part of their period, all of which is scored. */
function shortened(inputs: Inputs, { start, end }: Window): Inputs {
  const period = { start, end, spinUpDays: 0 };
  const recordedPeriod = { start: formatTime(start), end: formatTime(end), spinUpDays: 0 };
  const short = <P extends Plan>(plan: P): P => ({
    ...plan,
    period,
    recorded: { ...plan.recorded, period: recordedPeriod },
  });
  switch (inputs.kind) {
    case "forward":
      return { ...inputs, plan: short(inputs.plan) };
    case "inversion":
      return { ...inputs, plan: short(inputs.plan) };
    case "twin": {
      const { plan, truthWorld } = inputs;
      return { ...inputs, plan: short(plan), truthWorld: { ...truthWorld, plan: short(truthWorld.plan) } };
    }
  }
}
