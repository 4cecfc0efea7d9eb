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

/** What follows a stage. */
export interface NextStages {
  /** As progress shows it, e.g. "AN". */
  readonly name: string;
  /** How many times as long as this stage they take, where a trial has told. */
  readonly times?: number;
}

export interface Progress {
  /** A line that stays: what was read, counted, decided. */
  note(text: string): void;
  /** A stage of known length begins. @param name e.g. "AN 50 members" @param next what follows it */
  begin(name: string, hours: number, next?: NextStages): void;
  /** May take its time: the run goes on when it is done. */
  hour(report: HourReport): void | Promise<void>;
  /** In work that is no progress: lets an interruption be heard. */
  pause?(): void | Promise<void>;
  end(): void;
}

export const silent: Progress = { note() {}, begin() {}, hour() {}, end() {} };
