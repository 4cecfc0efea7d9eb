/** Tells the progress of a stage: hours done, observations assimilated, and how far they depart from the background. */
import type { Recorder } from "../../assimilation/recorder.js";
import { type Saveable, savedArray, vector } from "../../assimilation/saveable.js";
import { SECONDS_PER_DAY, SECONDS_PER_HOUR } from "../../constants.js";
import type { Time } from "../../time.js";
import { toPpm } from "../../units.js";
import type { HourReport, Progress } from "../progress.js";

/** Observations over which the root mean square departure is taken. */
const WINDOW = 50;

/**
 * The last hour of a day is told at the end of the day: whoever is told may stop the run, and then all of the day is written
 * if this recorder is the last.
 * @param start of the period
 */
export function recordProgress(progress: Progress, start: Time): Recorder & Saveable {
  /** Squares of the last departures [ppm2]. */
  let recent: number[] = [];
  let assimilated = 0;
  const reportOf = (time: Time): HourReport => ({
    time,
    hoursDone: (time - start) / SECONDS_PER_HOUR,
    assimilated,
    departurePpm: Math.sqrt(recent.reduce((sum, square) => sum + square, 0) / recent.length),
  });
  return {
    name: "progress",
    async hour({ end, diagnostics }) {
      assimilated += diagnostics.length;
      recent = [...recent, ...diagnostics.map(({ departure }) => toPpm(departure) ** 2)].slice(-WINDOW);
      if (end % SECONDS_PER_DAY !== 0) await progress.hour(reportOf(end));
    },
    endDay: (end) => progress.hour(reportOf(end)),
    save: () => ({ arrays: { departures: vector(Float64Array.from(recent)) }, notes: { assimilated } }),
    resume(saved) {
      ({ assimilated } = saved.notes as { readonly assimilated: number });
      recent = [...savedArray(saved, "departures", Float64Array)];
    },
  };
}
