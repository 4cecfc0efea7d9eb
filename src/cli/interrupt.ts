/**
 * Lets a run be interrupted (Ctrl-C, or the signal of a batch system) between two hours, when every file is whole.
 * Hours are computed without a pause in which a signal would be heard, so one is made after each.
 */
import { constants } from "node:os";
import { setImmediate } from "node:timers/promises";
import type { Progress } from "../experiments/progress.js";

const SIGNALS = ["SIGINT", "SIGTERM"] as const;

/** @param stopped hears of the interrupt before the program ends */
export function interruptible(progress: Progress, stopped: () => void): Progress {
  const stop = (signal: NodeJS.Signals): void => {
    progress.end();
    stopped();
    process.exit(128 + constants.signals[signal]);
  };
  const ignore = (): void => {
    for (const signal of SIGNALS) process.off(signal, stop);
  };
  return {
    note: (text) => progress.note(text),
    begin(name, hours) {
      ignore();
      for (const signal of SIGNALS) process.on(signal, stop);
      progress.begin(name, hours);
    },
    async hour(report) {
      await progress.hour(report);
      await setImmediate();
    },
    end() {
      ignore();
      progress.end();
    },
  };
}
