/**
 * What evaluation makes of the record, the observations and the budget of a run. What a run did not do is absent, not
 * zero: no file gives `undefined`, an observation not simulated NaN.
 */
import { SECONDS_PER_DAY } from "../constants.js";
import { InputError } from "../errors.js";
import { readBudgets } from "../runs/budgetFile.js";
import { readObservations, type WrittenObservations } from "../runs/observationFile.js";
import { readRunRecord } from "../runs/recordFile.js";
import { formatDay, parseTime, type Time } from "../time.js";
import type { DailyBudget } from "./budget.js";
import type { GuardWarning } from "./rows.js";

/** What evaluation takes from `run.json`. */
export interface RunDescription {
  readonly title: string;
  readonly remarks: readonly string[];
  /** Whether the weather is made up. */
  readonly syntheticWeather: boolean;
  /** False while the run goes on, and where it was stopped. */
  readonly finished: boolean;
  /** What its guards noticed, and why it was stopped, where they stopped it. */
  readonly warnings: readonly GuardWarning[];
  readonly stopped: string | undefined;
  /** Which run it is, as its files have it too. */
  readonly identity: string;
  /** First and last instant of the run. */
  readonly start: Time;
  readonly end: Time;
  /** Start of what is scored: the start and the days of spin-up. */
  readonly scoredFrom: Time;
  /** Share of the soundings that were withheld by chance to validate with [1]. */
  readonly withheldShare: number;
}

/** Columns of a run in ppm, each [observation]. */
export const columnNames = ["control", "background", "analysis", "posterior", "truth"] as const;
export type ColumnName = (typeof columnNames)[number];

type AsWritten = Pick<
  WrittenObservations,
  | ColumnName
  | "time"
  | "fate"
  | "longitude"
  | "latitude"
  | "kind"
  | "site"
  | "validates"
  | "analysis_spread"
  | "observed"
  | "uncertainty"
  | "error"
>;

export interface RunObservations extends AsWritten {
  /** Spread over the members of what is compared: the background, with the estimated bias where there is one [ppm]. */
  readonly comparedSpread: Float64Array;
  /** Estimated bias of the retrieval, part of what it is compared with; 0 where none was estimated. */
  readonly biasCorrection: Float64Array;
}

/** @throws InputError where the folder has no `run.json`, or one that does not tell the period */
export function readDescription(folder: string): RunDescription {
  const { title, remarks, configuration, identity, finished, warnings = [], stopped } = readRunRecord(folder);
  const period = (configuration.period ?? {}) as Record<string, unknown>;
  const observations = (configuration.observations ?? {}) as Record<string, unknown>;
  const meteorology = (configuration.meteorology ?? {}) as Record<string, unknown>;
  const start = timeOf(folder, "start", period.start);
  return {
    title,
    remarks,
    syntheticWeather: meteorology.source === "synthetic",
    finished: finished !== undefined,
    warnings,
    stopped,
    identity,
    start,
    end: timeOf(folder, "end", period.end),
    scoredFrom: start + Number(period.spinUpDays ?? 0) * SECONDS_PER_DAY,
    withheldShare: Number(observations.withheldShare ?? 0),
  };
}

/** @returns undefined where the run compared no observations */
export async function readRunObservations(folder: string): Promise<RunObservations | undefined> {
  const written = await readObservations(folder);
  if (written === undefined) return undefined;
  const { bias_correction: correction, biased_background_spread: biased, background_spread: spread } = written;
  const isBiased = (i: number): boolean => Number.isFinite(correction[i]);
  return {
    ...written,
    comparedSpread: spread.map((own, i) => (isBiased(i) ? biased[i] : own)),
    // Written only where a bias was estimated.
    biasCorrection: correction.some(Number.isFinite) ? correction : new Float64Array(correction.length),
  };
}

/** @returns one entry a run; none where the folder has no budget */
export async function readDailyBudgets(folder: string): Promise<DailyBudget[]> {
  return [...(await readBudgets(folder))].map(([run, table]) => {
    const days = [...table.values()];
    return {
      run,
      start: days.map(({ start }) => start),
      emission: days.map(({ emission }) => emission),
      inflow: days.map(({ inflow }) => inflow),
      increment: days.map(({ increment }) => increment),
      airCorrection: days.map(({ airCorrection }) => airCorrection),
      end: days.map(({ end }) => end),
    };
  });
}

/** Times are in the record as seconds or as dates. */
function timeOf(folder: string, key: string, value: unknown): Time {
  const time = typeof value === "number" ? value : typeof value === "string" ? parseTime(value) : undefined;
  if (time === undefined) {
    throw new InputError({
      where: `${folder}/run.json: configuration.period.${key}`,
      found: value === undefined ? "nothing" : JSON.stringify(value),
      expected: `a date such as ${formatDay(0)}`,
      remedy: "evaluate a folder that this program wrote",
    });
  }
  return time;
}
