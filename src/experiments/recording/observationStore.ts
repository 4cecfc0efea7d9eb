/**
 * Every observation that was read, with what each stage makes of it: written anew at the end of every day of an analysis,
 * so that an interrupted run keeps what it compared, and at the end of a forward run.
 */
import type { ObservationResult } from "../../assimilation/analysisStep.js";
import type { Recorder } from "../../assimilation/recorder.js";
import { type Saveable, type Saved, savedArray, vector } from "../../assimilation/saveable.js";
import { InputError } from "../../errors.js";
import { fates } from "../../observations/fate.js";
import { observedValue } from "../../observations/observation.js";
import { recall, type ScreenedObservation } from "../../observations/screenedObservation.js";
import type { ModelRun } from "../../runs/checkpointFile.js";
import { observationColumns, type ObservationValues, writeObservations } from "../../runs/observationFile.js";
import type { RunFolder } from "../../runs/runFolder.js";
import type { Time } from "../../time.js";

/** Those that compare. */
type Stage = Exclude<ModelRun, "truth">;

export interface ObservationStore extends Saveable {
  /**
   * Takes what one stage makes of the observations: all that an analysis knows, the one column of a forward run.
   * @param isWritten whether all are written at the end of a day
   */
  during(stage: Stage, isWritten: (end: Time) => boolean): Recorder;
  /** @throws InputError where the observations are others */
  resume(saved: Saved): void;
}

/** @param all every observation that was read, in order of time; where there is none, no file is written */
export function createObservationStore(folder: RunFolder, all: readonly ScreenedObservation[]): ObservationStore {
  const index = new Map(all.map((screened, i) => [screened, i]));
  const values = Object.fromEntries(
    (["observed", ...observationColumns] as const).map((name) => [name, new Float64Array(all.length).fill(Number.NaN)]),
  ) as Record<keyof ObservationValues, Float64Array>;
  values.observed.set(all.map(({ observation }) => observedValue(observation)));
  const times = Float64Array.from(all, ({ observation }) => observation.time);
  /** What was before this may have been compared. */
  let reached = Number.NEGATIVE_INFINITY;
  return {
    name: "observations",
    during: (stage, isWritten) => ({
      hour({ results }) {
        for (const result of results) {
          const i = index.get(result.simulated.screened);
          if (i === undefined) continue;
          for (const [name, value] of Object.entries(valuesOf(stage, result))) values[name as keyof Values][i] = value;
        }
      },
      async endDay(end) {
        reached = Math.max(reached, end);
        if (isWritten(end)) await writeObservations(folder, all, values);
      },
    }),
    save: () => ({
      arrays: {
        time: vector(times),
        fate: vector(Uint8Array.from(all, ({ fate }) => fates.indexOf(fate))),
        ...Object.fromEntries(Object.entries(values).map(([name, column]) => [name, vector(column)])),
      },
      notes: { reached: Number.isFinite(reached) ? reached : null },
    }),
    resume(saved) {
      reached = (saved.notes as { readonly reached: Time | null }).reached ?? Number.NEGATIVE_INFINITY;
      const count = countBefore(times, reached);
      checkSame(times.subarray(0, count), savedArray(saved, "time", Float64Array), reached);
      for (const [name, column] of Object.entries(values)) {
        column.set(savedArray(saved, name, Float64Array).subarray(0, count));
      }
      const known = savedArray(saved, "fate", Uint8Array);
      all.slice(0, count).forEach((screened, i) => recall(screened, fates[known[i]]));
    },
  };
}

/** Of one observation, [mol mol-1]. */
type Values = Record<keyof ObservationValues, number>;

/** What a stage makes of an observation. The control rides along in an analysis, or is the one member of a forward run. */
function valuesOf(stage: Stage, result: ObservationResult): Partial<Values> {
  switch (stage) {
    case "control":
      return { control: result.backgroundMean };
    case "posterior":
      return { posterior: result.backgroundMean };
    case "analysis":
      return {
        observed: result.value,
        error: result.error,
        control: result.control,
        background: result.backgroundMean,
        background_spread: result.backgroundSpread,
        analysis: result.analysis,
        analysis_spread: result.analysisSpread,
        truth: result.truth,
        ...(result.expected && {
          bias_correction: result.expected.mean - result.backgroundMean,
          biased_background_spread: result.expected.spread,
        }),
      };
  }
}

/** @param times in their order */
function countBefore(times: Float64Array, end: Time): number {
  const first = times.findIndex((time) => time >= end);
  return first < 0 ? times.length : first;
}

/**
 * Those before the time that was reached: a longer period has more after it.
 * @param saved times by which the observations of a checkpoint are known
 */
function checkSame(times: Float64Array, saved: Float64Array, reached: Time): void {
  if (countBefore(saved, reached) === times.length && times.every((time, i) => time === saved[i])) return;
  throw new InputError({
    where: "observations",
    found: "others than those of the checkpoint",
    expected: "the observations that the run began with",
    remedy: "bring the files back, or begin anew (--replace)",
  });
}
