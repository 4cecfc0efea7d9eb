/** Wall-clock seconds of the parts of a run, one after the other, and of what was waited for within them. */
import type { Saveable } from "../assimilation/saveable.js";

export interface Timer extends Saveable {
  /** What passes from now on counts to a part. */
  begin(part: string): void;
  waiting<T>(name: string, wait: () => T | Promise<T>): Promise<T>;
  /** Seconds by part, those of earlier runs that this one goes on from included. */
  laps(): Record<string, number>;
}

/** @param first the part that begins now */
export function createTimer(now: () => Date, first: string): Timer {
  const laps: Record<string, number> = {};
  let part = first;
  let last = now().getTime();
  const add = (name: string, seconds: number): void => void (laps[name] = (laps[name] ?? 0) + seconds);
  const lap = (): void => {
    const time = now().getTime();
    add(part, (time - last) / 1000);
    last = time;
  };
  const untilNow = (): Record<string, number> => {
    lap();
    return { ...laps };
  };
  return {
    name: "timings",
    begin(next) {
      lap();
      part = next;
    },
    async waiting(name, wait) {
      const start = now().getTime();
      const result = await wait();
      add(name, (now().getTime() - start) / 1000);
      return result;
    },
    laps: untilNow,
    save: () => ({ arrays: {}, notes: untilNow() }),
    resume({ notes }) {
      for (const [name, seconds] of Object.entries(notes as Readonly<Record<string, number>>)) add(name, seconds);
    },
  };
}
