/** Has an analysis make the soundings of a twin beside those that it compares. */
import { compare } from "../../assimilation/analysisStep.js";
import type { ObservationSchedule } from "../../assimilation/observationSchedule.js";
import type { LaneLayout } from "../../fields/ensemble.js";
import type { RunFolder } from "../../runs/runFolder.js";
import { recordSoundings, type SoundingRecorder } from "../recording/soundings.js";
import type { AnalysisInputs } from "../setup/inputs.js";
import { observationSettings } from "../setup/observationSettings.js";
import { comparable, scheduleOf } from "./schedule.js";

export interface Soundings {
  readonly recorder: SoundingRecorder;
  /** The observations of the analysis; on their way, the soundings that it has no use for get their values. */
  beside(schedule: ObservationSchedule): ObservationSchedule;
}

/** @returns undefined where none are to be written */
export function createSoundings(inputs: AnalysisInputs, layout: LaneLayout, folder: RunFolder): Soundings | undefined {
  const { plan, observed } = inputs;
  if (plan.outputs.soundings !== "lite") return undefined;
  const recorder = recordSoundings(folder, observed.set.observations);
  const settings = observationSettings(inputs, observed, layout);
  const removed = comparable(inputs).filter(
    ({ observation, fate }) => observation.kind === "column" && fate !== "assimilated" && fate !== "validation",
  );
  const others = scheduleOf(inputs, removed);
  return {
    recorder,
    beside: (schedule) => ({
      before(time, state, surfacePressure) {
        others.before(time, state, surfacePressure);
        schedule.before(time, state, surfacePressure);
      },
      at(time, state, surfacePressure) {
        recorder.take(compare(others.at(time, state, surfacePressure), settings));
        return schedule.at(time, state, surfacePressure);
      },
    }),
  };
}
