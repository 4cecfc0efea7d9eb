/** Turns what the analyses of a cycle did into what its progress shows. */
import { SECONDS_PER_HOUR } from "../../constants.js";
import type { AnalysisDiagnostic } from "../../filters/analysis.js";
import type { Time } from "../../time.js";
import { toPpm } from "../../units.js";
import type { HourReport } from "../progress.js";

/** Observations over which the root mean square departure is taken. */
const WINDOW = 50;

export interface HourCounterState {
  readonly assimilated: number;
  /** Squares of the last departures [ppm2]. */
  readonly departures: readonly number[];
}

export interface HourCounter {
  readonly assimilated: number;
  /** @param time start of the hour just done */
  count(time: Time, diagnostics: readonly AnalysisDiagnostic[]): HourReport;
  save(): HourCounterState;
  resume(state: HourCounterState): void;
}

export function createHourCounter(start: Time): HourCounter {
  const recent: number[] = [];
  let assimilated = 0;
  return {
    get assimilated() {
      return assimilated;
    },
    save: () => ({ assimilated, departures: recent }),
    resume(state) {
      assimilated = state.assimilated;
      recent.splice(0, recent.length, ...state.departures);
    },
    count(time, diagnostics) {
      assimilated += diagnostics.length;
      recent.push(...diagnostics.map(({ departure }) => toPpm(departure) ** 2));
      recent.splice(0, Math.max(0, recent.length - WINDOW));
      const next = time + SECONDS_PER_HOUR;
      return {
        time: next,
        hoursDone: (next - start) / SECONDS_PER_HOUR,
        assimilated,
        departurePpm: Math.sqrt(recent.reduce((sum, square) => sum + square, 0) / recent.length),
      };
    },
  };
}
