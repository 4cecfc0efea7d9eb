/**
 * A run folder as arrays: what the program wrote, and nothing else. What a run did not do is absent, not zero:
 * no file gives `undefined`, no variable an absent key, an observation not simulated NaN.
 */
import { SECONDS_PER_DAY } from "../constants.js";
import { InputError } from "../errors.js";
import { readTimes } from "../io/cfTime.js";
import type { NetcdfFile } from "../io/netcdf.js";
import { openNetcdf } from "../io/openNetcdf.js";
import { readRunRecord } from "../runs/record.js";
import { fileNames } from "../io/fileNames.js";
import { type Fate, fates } from "../observations/fate.js";
import { type Observation, observationKinds } from "../observations/observation.js";
import { formatDay, parseTime, type Time } from "../time.js";
import type { DailyBudget } from "./budget.js";
import type { GuardWarning } from "./evaluation.js";

/** What evaluation takes from `run.json`. */
export interface RunDescription {
  readonly title: string;
  readonly remarks: readonly string[];
  /** False while the run goes on, and where it was stopped. */
  readonly finished: boolean;
  /** What its guards noticed, and why it was stopped, where they stopped it. */
  readonly warnings: readonly GuardWarning[];
  readonly stopped: string | undefined;
  /** First and last instant of the run. */
  readonly start: Time;
  readonly end: Time;
  /** Start of what is scored: the start and the days of spin-up. */
  readonly scoredFrom: Time;
}

/** Columns of a run in ppm, each [observation]. */
export const columnNames = ["control", "background", "analysis", "posterior", "truth"] as const;
export type ColumnName = (typeof columnNames)[number];

export interface RunObservations extends Readonly<Record<ColumnName, Float64Array>> {
  readonly time: readonly Time[];
  readonly fate: readonly Fate[];
  /** [degrees] */
  readonly longitude: Float64Array;
  readonly latitude: Float64Array;
  readonly kind: readonly Observation["kind"][];
  /** Observed (XCO2 of a column, mole fraction at a point), its stated uncertainty, [ppm]. */
  readonly observed: Float64Array;
  readonly uncertainty: Float64Array;
  /** Assumed standard deviation [ppm]. */
  readonly error: Float64Array;
  /** Spread over the members of what is compared: the background, with the estimated bias where there is one [ppm]. */
  readonly comparedSpread: Float64Array;
  /** Estimated bias of the retrieval, part of what it is compared with; 0 where none was estimated. */
  readonly biasCorrection: Float64Array;
}

/** @throws InputError where the folder has no `run.json`, or one that does not tell the period */
export function readDescription(folder: string): RunDescription {
  const { title, remarks, configuration, finished, warnings = [], stopped } = readRunRecord(folder);
  const period = (configuration.period ?? {}) as Record<string, unknown>;
  const start = timeOf(folder, "start", period.start);
  return {
    title,
    remarks,
    finished: finished !== undefined,
    warnings,
    stopped,
    start,
    end: timeOf(folder, "end", period.end),
    scoredFrom: start + Number(period.spinUpDays ?? 0) * SECONDS_PER_DAY,
  };
}

/** @returns undefined where the run compared no observations */
export async function readObservations(folder: string): Promise<RunObservations | undefined> {
  if (!fileNames(folder).includes("observations.nc")) return undefined;
  return withFile(`${folder}/observations.nc`, (file) => {
    const time = readTimes(file.variable("time"), file.path);
    const column = (name: string): Float64Array =>
      file.has(name) ? readPpm(file, name) : new Float64Array(time.length).fill(NaN);
    const kind = file.has("kind")
      ? Array.from(file.variable("kind").read(), (flag) => observationKinds[flag])
      : time.map(() => "column" as const);
    const byKind = (ofColumns: string, ofPoints: string): Float64Array => {
      const [columns, points] = [column(ofColumns), column(ofPoints)];
      return columns.map((value, i) => (kind[i] === "column" ? value : points[i]));
    };
    return {
      time,
      fate: Array.from(file.variable("fate").read(), (flag) => fates[flag]),
      longitude: file.variable("longitude").read(),
      latitude: file.variable("latitude").read(),
      kind,
      observed: byKind("xco2", "mole_fraction"),
      uncertainty: byKind("xco2_uncertainty", "mole_fraction_uncertainty"),
      error: column("error"),
      comparedSpread: comparedSpread(column),
      biasCorrection: file.has("bias_correction") ? readPpm(file, "bias_correction") : new Float64Array(time.length),
      control: column("control"),
      background: column("background"),
      analysis: column("analysis"),
      posterior: column("posterior"),
      truth: column("truth"),
    };
  });
}

/** NaN where a bias was estimated and its spread was not written, as earlier states of the program did. */
function comparedSpread(column: (name: string) => Float64Array): Float64Array {
  const [correction, biased] = [column("bias_correction"), column("biased_background_spread")];
  return column("background_spread").map((spread, i) => (Number.isFinite(correction[i]) ? biased[i] : spread));
}

/** @returns one entry a run; none where the folder has no budget */
export async function readBudgets(folder: string): Promise<DailyBudget[]> {
  if (!fileNames(folder).includes("budget.nc")) return [];
  return withFile(`${folder}/budget.nc`, (file) => {
    const runs = file.variable("run").readStrings();
    const days = file.variable("start").shape[0];
    const term = (name: string, run: number): Float64Array => {
      const values = file.variable(name).read();
      return Float64Array.from({ length: days }, (_, day) => values[day * runs.length + run]);
    };
    return runs.map((run, index) => ({
      run,
      start: term("start", index),
      emission: term("emission", index),
      inflow: term("inflow", index),
      increment: term("increment", index),
      end: term("end", index),
    }));
  });
}

/** Opens, reads and closes. */
export async function withFile<T>(path: string, read: (file: NetcdfFile) => T): Promise<T> {
  const file = await openNetcdf(path);
  try {
    return read(file);
  } finally {
    file.close();
  }
}

/** @throws InputError where the unit is not parts per million */
function readPpm(file: NetcdfFile, name: string): Float64Array {
  const variable = file.variable(name);
  const { units } = variable.attributes;
  if (units !== "1e-6" && units !== "ppm") {
    throw new InputError({
      where: `${file.path}: variable "${name}"`,
      found: `units "${String(units)}"`,
      expected: '"1e-6"',
    });
  }
  return variable.read();
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
