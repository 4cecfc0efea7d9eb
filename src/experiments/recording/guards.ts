/** Lets the guards of an analysis see its observations, and says at the end of each day what they notice. */
import type { Warning, Watch, WatchState } from "../../assimilation/guards/watch.js";
import type { Recorder } from "../../assimilation/recorder.js";
import type { Saveable } from "../../assimilation/saveable.js";

export function recordGuards(watch: Watch, warn: (warning: Warning) => void): Recorder & Saveable {
  return {
    name: "guards",
    hour({ time, results }) {
      watch.observe(time, results);
    },
    endDay(end) {
      for (const warning of watch.endDay(end)) warn(warning);
    },
    save: () => ({ arrays: {}, notes: watch.save() }),
    resume: ({ notes }) => watch.resume(notes as WatchState),
  };
}
