/** Says of a search how much of it is done, what it has come to and how long the rest may take. */
import type { Surroundings } from "../experiments/surroundings.js";

/** What one setting came to. */
interface Outcome {
  readonly logLikelihood: number;
  readonly chiSquare: number;
}

export interface Pace {
  /** A window was run. @param took [s] */
  ran(took: number): void;
  /** @param results so far, the file's first @param what the setting changes */
  setting(results: readonly Outcome[], what: string): void;
}

/** @param windows of each setting @param most number of settings */
export function createPace(windows: number, most: number, { progress }: Pick<Surroundings, "progress">): Pace {
  let [runs, seconds, settings] = [0, 0, 0];
  const left = (runsLeft: number): string => {
    const minutes = (runsLeft * seconds) / runs / 60;
    return minutes < 1.5 ? `${Math.max(1, Math.round(60 * minutes))} s` : `${Math.round(minutes)} min`;
  };
  return {
    ran(took: number) {
      runs++;
      seconds += took;
      if (runs > 1) return;
      progress.note(`One window takes ${took.toFixed(0)} s: all settings take at most ${left(most * windows)}.`);
    },
    setting(results: readonly Outcome[], what: string) {
      settings++;
      const { logLikelihood, chiSquare } = results[results.length - 1];
      const gain = logLikelihood - results[0].logLikelihood;
      const told = Number.isFinite(logLikelihood)
        ? `log-likelihood ${gain < 0 ? "" : "+"}${gain.toFixed(2)}, chi-square ${chiSquare.toFixed(2)}`
        : "the ensemble diverges";
      const rest = runs === 0 || settings === most ? "" : `; at most ${left((most - settings) * windows)} left`;
      progress.note(`setting ${settings} of at most ${most}: ${what}: ${told}${rest}`);
    },
  };
}
