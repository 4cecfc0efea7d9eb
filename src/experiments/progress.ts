/** What a long run tells while it works. The command line draws it; tests and libraries may ignore it. */
import type { Time } from "../time.js";

export interface HourReport {
  /** End of the hour just done. */
  readonly time: Time;
  readonly hoursDone: number;
  /** Observations assimilated so far. */
  readonly assimilated: number;
  /** Root mean square departure of the last assimilated hours [ppm], NaN before the first. */
  readonly departurePpm: number;
}

export interface Progress {
  /** A line that stays: what was read, counted, decided. */
  note(text: string): void;
  /** A stage of known length begins. @param name e.g. "AN 50 members" @param next what follows it, e.g. "AN" */
  begin(name: string, hours: number, next?: string): void;
  /** May take its time: the run goes on when it is done. */
  hour(report: HourReport): void | Promise<void>;
  /** In work that is no progress: lets an interruption be heard. */
  pause?(): void | Promise<void>;
  end(): void;
}

export const silent: Progress = { note() {}, begin() {}, hour() {}, end() {} };
