/** A progress that is written into the log of the run folder too; what is said before there is one is kept until then. */
import { SECONDS_PER_DAY } from "../constants.js";
import { appendToLog, type LogEntry } from "../runs/logFile.js";
import { formatDay } from "../time.js";
import type { Progress } from "./progress.js";

export interface LoggedProgress extends Progress {
  /** From now on the log lies in this folder. */
  openLog(folder: string): void;
  logEnd(): void;
  /** What stopped the run; where the log cannot be written, that is not what the run is to end with. */
  logStop(cause: unknown): void;
}

export function loggedProgress(progress: Progress, now: () => Date): LoggedProgress {
  let folder: string | undefined;
  let stage = "";
  const waiting: (readonly [at: string, entry: LogEntry])[] = [];
  const log = (entry: LogEntry): void => {
    const at = now().toISOString();
    if (folder === undefined) waiting.push([at, entry]);
    else appendToLog(folder, at, entry);
  };
  return {
    logEnd: () => log({ event: "finished" }),
    logStop(cause) {
      const { name, message } = cause instanceof Error ? cause : new Error(String(cause));
      try {
        log({ event: "stopped", error: name, text: message });
      } catch {
        // The cause is told.
      }
    },
    openLog(opened) {
      folder = opened;
      for (const [at, entry] of waiting.splice(0)) appendToLog(opened, at, entry);
    },
    note(text) {
      progress.note(text);
      log({ event: "note", text });
    },
    begin(name, hours, next) {
      stage = name;
      progress.begin(name, hours, next);
      log({ event: "stage", stage, hours });
    },
    hour(report) {
      const { time, hoursDone, assimilated, departurePpm } = report;
      if (time % SECONDS_PER_DAY === 0) {
        const departure = Number.isFinite(departurePpm) ? departurePpm : null;
        const day = formatDay(time - SECONDS_PER_DAY);
        log({ event: "day", stage, day, hoursDone, assimilated, departurePpm: departure });
      }
      return progress.hour(report);
    },
    pause: () => progress.pause?.(),
    end: () => progress.end(),
  };
}
