/**
 * Lets a run be interrupted (Ctrl-C, or the signal of a batch system) between two hours, when every file is whole.
 * Hours are computed without a pause in which a signal would be heard, so one is made after each.
 */
import { constants } from "node:os";
import { setImmediate } from "node:timers/promises";
import type { Progress } from "../experiments/progress.js";

const SIGNALS = ["SIGINT", "SIGTERM"] as const;

/** Thrown after the hour in which the signal came. */
export class Interruption extends Error {
  /** As a shell tells a signal. */
  readonly exitCode: number;

  constructor(signal: NodeJS.Signals) {
    super(`interrupted by ${signal}`);
    this.exitCode = 128 + constants.signals[signal];
  }
}

/** @returns a progress whose `hour` and `pause` throw an `Interruption` when a signal has come */
export function interruptible(progress: Progress): Progress {
  let heard: NodeJS.Signals | undefined;
  const stop = (signal: NodeJS.Signals): void => {
    heard = signal;
  };
  const ignore = (): void => {
    for (const signal of SIGNALS) process.off(signal, stop);
  };
  const pause = async (): Promise<void> => {
    await setImmediate();
    if (heard !== undefined) throw new Interruption(heard);
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
      await pause();
    },
    pause,
    end() {
      ignore();
      progress.end();
    },
  };
}
