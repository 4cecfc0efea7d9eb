/**
 * The soundings that a twin experiment has made, each day's at its end: those that are compared in the analysis and the
 * good ones that screening has removed from it, as a producer would give them out.
 */
import type { ObservationResult } from "../../assimilation/analysisStep.js";
import type { Recorder } from "../../assimilation/recorder.js";
import { type Saveable, savedArray, vector } from "../../assimilation/saveable.js";
import { SECONDS_PER_DAY } from "../../constants.js";
import type { Observation } from "../../observations/observation.js";
import type { Retrieval } from "../../observations/retrieval.js";
import { withTruth } from "../../observations/sources/synthetic.js";
import type { RunFolder } from "../../runs/runFolder.js";
import { writeSoundings } from "../../runs/soundingFile.js";

export interface SoundingRecorder extends Recorder, Saveable {
  /** Of soundings that are no part of the analysis. */
  take(results: readonly ObservationResult[]): void;
}

/** @param all observations of the twin, in order of time */
export function recordSoundings(folder: RunFolder, all: readonly Observation[]): SoundingRecorder {
  const columns = all.filter((one): one is Retrieval => one.kind === "column");
  const index = new Map<Observation, number>(columns.map((column, i) => [column, i]));
  const values = new Float64Array(columns.length).fill(Number.NaN);
  const take = (results: readonly ObservationResult[]): void => {
    for (const { simulated, value } of results) {
      const i = index.get(simulated.screened.observation);
      if (i !== undefined) values[i] = value;
    }
  };
  return {
    name: "soundings",
    take,
    hour: ({ results }) => take(results),
    async endDay(end) {
      const day = end - SECONDS_PER_DAY;
      const soundings = columns.flatMap((column, i) =>
        column.time >= day && column.time < end ? [withTruth(column, values[i], 0)] : [],
      );
      await writeSoundings(folder, day, soundings, columns.length < all.length);
    },
    save: () => ({ arrays: { values: vector(values) }, notes: null }),
    resume(saved) {
      values.set(savedArray(saved, "values", Float64Array));
    },
  };
}
