/** How fast a stage goes, and how long it still takes, with what follows it where that is known: by the hours that this process has done, not those of one before it. */
import { secondsInWords } from "../preflight/inWords.js";

export interface Pace {
  /** Simulated days per minute. */
  readonly speed: string;
  readonly left: string;
}

/**
 * @param hours of the stage @param now [ms] @param later how many times as long as the stage what follows it takes
 * @returns hears of every hour, by how many are done with it
 */
export function paceOf(hours: number, now: () => number, later = 0): (hoursDone: number) => Pace {
  const started = now();
  let before: number | undefined;
  return (hoursDone) => {
    before ??= hoursDone - 1;
    const seconds = (now() - started) / 1000;
    const own = hoursDone - before;
    return {
      speed: ((own / 24 / seconds) * 60).toFixed(1),
      left: secondsInWords((seconds / own) * (hours - hoursDone + later * hours)),
    };
  };
}
