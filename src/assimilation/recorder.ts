/**
 * An output of a run: it takes every hour as it is computed, and writes at the end of a day or when it has enough. The
 * cycle walks a list of recorders, all of them each hour, then all of them at each 00:00 UTC: one that reads what another
 * has written stands behind it.
 */
import { SECONDS_PER_DAY } from "../constants.js";
import type { Ensemble } from "../fields/ensemble.js";
import type { AnalysisDiagnostic } from "../filters/analyser.js";
import type { Time } from "../time.js";
import type { SurfaceWeather } from "../transport/hourlyForcing.js";
import type { ObservationResult } from "./analysisStep.js";

/** What was computed in one hour. */
export interface HourRecord {
  /** Start of the hour. */
  readonly time: Time;
  readonly end: Time;
  /** Mole fraction at the end, after the analysis, rows [level][cell], [mol mol-1]; a view that the next hour changes. */
  readonly state: Ensemble;
  /** At the end, [row][column], [Pa]. */
  readonly surfacePressure: Float64Array;
  /** In the middle of the hour. */
  readonly surfaceWeather: SurfaceWeather;
  /** Of the observations compared at the end. */
  readonly results: readonly ObservationResult[];
  /** Of those assimilated. */
  readonly diagnostics: readonly AnalysisDiagnostic[];
}

export interface Recorder {
  hour?(record: HourRecord): void | Promise<void>;
  /** Called after the last hour of a day. @param end the 00:00 UTC that ends it */
  endDay?(end: Time): void | Promise<void>;
}

/** Hands an hour to all recorders, in their order. */
export async function recordHour(recorders: readonly Recorder[], record: HourRecord): Promise<void> {
  for (const recorder of recorders) await recorder.hour?.(record);
  if (record.end % SECONDS_PER_DAY !== 0) return;
  for (const recorder of recorders) await recorder.endDay?.(record.end);
}
