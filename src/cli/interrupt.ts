/**
 * Lets a command be interrupted: by Ctrl-C, by a batch system (SIGTERM), by a terminal that closes (SIGHUP). A stage of a
 * run ends between two hours, when every file is whole. Hours are computed without a pause in which a signal would be
 * heard, so one is made after each. Elsewhere, in set-up and evaluation, whose files are whole or not there, the command
 * ends as soon as the signal is heard.
 */
import { constants } from "node:os";
import { setImmediate } from "node:timers/promises";
import type { Progress } from "../experiments/progress.js";

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Thrown when a signal has come. */
export class Interruption extends Error {
  /** As a shell tells a signal. */
  readonly exitCode: number;

  constructor(signal: NodeJS.Signals) {
    super(`interrupted by ${signal}`);
    this.exitCode = 128 + constants.signals[signal];
  }
}

/**
 * @param work given a progress whose `hour` and `pause` throw an `Interruption` when a signal has come
 * @throws Interruption; work outside a stage is then left where it is, so the process must end
 */
export async function interruptible<T>(progress: Progress, work: (progress: Progress) => Promise<T>): Promise<T> {
  let heard: NodeJS.Signals | undefined;
  let inStage = false;
  let leave: (reason: Interruption) => void = () => {};
  const left = new Promise<never>((_, reject) => (leave = reject));
  // Nobody may be waiting for it yet, or any more.
  left.catch(() => {});
  const hear = (signal: NodeJS.Signals): void => {
    heard ??= signal;
    if (!inStage) leave(new Interruption(heard));
  };
  const pause = async (): Promise<void> => {
    await setImmediate();
    if (heard !== undefined) throw new Interruption(heard);
  };
  for (const signal of SIGNALS) process.on(signal, hear);
  try {
    const done = work({
      note: (text) => progress.note(text),
      begin(name, hours, next) {
        inStage = true;
        progress.begin(name, hours, next);
      },
      async hour(report) {
        await progress.hour(report);
        await pause();
      },
      pause,
      end() {
        inStage = false;
        progress.end();
        if (heard !== undefined) leave(new Interruption(heard));
      },
    });
    return await Promise.race([done, left]);
  } finally {
    progress.end();
    for (const signal of SIGNALS) process.off(signal, hear);
  }
}
