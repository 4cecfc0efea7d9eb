/** What an experiment will be, before it is run: plain data, as `jdas check --json` writes it. */
import type { Fault } from "../errors.js";
import type { RegionTotals } from "../experiments/setup/priorTotals.js";
import type { Fate } from "../observations/fate.js";

export interface Preflight {
  readonly title: string;
  /** What every output will say. */
  readonly remarks: readonly string[];
  readonly domain: DomainFacts;
  readonly period: { readonly start: string; readonly end: string; readonly days: number; readonly spinUpDays: number };
  /** Of every input, in the order of the file. */
  readonly coverage: readonly InputCoverage[];
  readonly priorTotals: PriorTotals;
  /** Absent where a run compares with nothing. */
  readonly observations?: ObservationFacts;
  /** Absent where nothing is assimilated. */
  readonly information?: Information;
  readonly memory: MemoryFacts;
  readonly disk: DiskFacts;
  readonly time: TimeFacts;
  /** Why this machine cannot run it. */
  readonly refusals: readonly Fault[];
}

export interface DomainFacts {
  readonly name: string;
  readonly columns: number;
  readonly rows: number;
  /** "64 km", "2 x 2 degrees" */
  readonly spacing: string;
  readonly layers: number;
  /** 1 of a forward run. */
  readonly members: number;
}

export interface InputCoverage {
  readonly input: string;
  readonly title: string;
  /** Of the whole period, as it was found when the input was opened; what it lacks would have been refused. */
  readonly covers: string;
  readonly files: number;
}

export interface PriorTotals {
  /** Of the period, and how many of them were looked at. */
  readonly days: number;
  readonly looked: number;
  readonly regions: readonly RegionTotals[];
}

export interface ObservationFacts {
  readonly title: string;
  readonly read: number;
  /** Before the gross check; those of the period. */
  readonly toAssimilate: number;
  /** `2009-09`; `undated` where an observation has no time. */
  readonly months: readonly string[];
  /** [month] of each fate that there is. */
  readonly counts: Readonly<Partial<Record<Fate, readonly number[]>>>;
  /** Counted by the product, of no known month. */
  readonly notKept: Readonly<Partial<Record<Fate, number>>>;
  /** Days of the period without one that is to be assimilated (of a forward run: compared), and most of them in a row. */
  readonly daysWithout: number;
  readonly longestGapDays: number;
}

/** An estimate from the trial. */
export interface Information {
  /** Degrees of freedom for signal of the trial, and the observations that it assimilated. */
  readonly ofTrial: number;
  readonly assimilated: number;
  /** Of the whole period, with its observations; null where the trial assimilated none. */
  readonly degreesOfFreedom: number | null;
}

/** [bytes] */
export interface MemoryFacts {
  /** By arithmetic: of the stage that takes most, by what it is for. */
  readonly stage: string;
  readonly lanes: number;
  readonly kernels: number;
  readonly parts: Readonly<Record<string, number>>;
  /** Of the process: what the trial reached, and what the rest of the period adds. */
  readonly process: number;
  readonly free: number;
}

/** [bytes] */
export interface DiskFacts {
  readonly files: readonly { readonly name: string; readonly count: number; readonly bytes: number }[];
  /** When the run is finished. */
  readonly total: number;
  /** With the checkpoints that are there until then. */
  readonly most: number;
  readonly free: number;
}

/** [s] */
export interface TimeFacts {
  readonly parts: readonly { readonly name: string; readonly seconds: number }[];
  readonly total: number;
  readonly threads: number;
  /** What was run for it. */
  readonly trial: { readonly start: string; readonly days: number; readonly seconds: number };
}
