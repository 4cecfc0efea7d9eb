/**
 * Sizes of errors from the data: the setting of an experiment under which the innovations of its assimilated observations
 * are likeliest, over a few short windows of its period. All settings have the same draws and the same observations.
 */
import type { ParsedExperiment } from "../config/parse.js";
import { ConfigError, NumericalError } from "../errors.js";
import type { Surroundings } from "../experiments/surroundings.js";
import { configurationHash } from "../runs/configurationIdentity.js";
import { createPace } from "./pace.js";
import type { Profile } from "./profile.js";
import { type SearchResult, searchSizes, type Setting } from "./search.js";
import { changedSection, type Configuration, type Size, sizesOf, valueAt, valuesOf, withValues } from "./sizes.js";
import { type WindowLikelihood, windowConfiguration, windowLikelihood } from "./windowLikelihood.js";
import { spreadWindows, type Window } from "./windows.js";

const DIGITS = 3;

export interface TuningSettings {
  /** Most windows. */
  readonly windows: number;
  /** Length of each. */
  readonly days: number;
  /** Most settings that are computed. */
  readonly settings: number;
}

export interface TuningSurroundings extends Omit<Surroundings, "output" | "replace" | "resume"> {
  /** Lends an empty folder and takes it away with all that is in it. */
  readonly withFolder: <T>(work: (folder: string) => Promise<T>) => Promise<T>;
  /** What an earlier, interrupted search has computed, by a name of the run. */
  readonly known: {
    get(name: string): WindowLikelihood | "diverged" | undefined;
    keep(name: string, likelihood: WindowLikelihood | "diverged"): void;
  };
}

export interface TunedSize extends Pick<Size, "name" | "shortKey" | "unit" | "keys"> {
  /** In the file. */
  readonly value: number;
  /** To be taken: where the search has left it. */
  readonly taken: number;
  /** Turns the x of the profile into the value. */
  readonly valueAt: (x: number) => number;
  /** Undefined where the settings were used up before. */
  readonly profile: Profile | undefined;
  /** Of log-likelihood. */
  readonly gain: number;
}

/** What one setting came to over all windows. */
export interface SettingResult {
  /** By key of the file. */
  readonly values: Readonly<Record<string, number>>;
  readonly logLikelihood: number;
  /** d' S^-1 d over the count: 1 where the assumed errors are right. */
  readonly chiSquare: number;
}

export interface Tuning {
  readonly title: string;
  readonly windows: readonly Window[];
  /** Observations in all windows, and those left out as gross errors. */
  readonly count: number;
  readonly rejected: number;
  readonly sizes: readonly TunedSize[];
  /** In the order in which they were computed; the file's is the first. */
  readonly settings: readonly SettingResult[];
  readonly before: SettingResult;
  readonly after: SettingResult;
  /** What goes into the file; undefined where nothing changes. */
  readonly section: Configuration | undefined;
}

/** @throws ConfigError where the experiment assimilates nothing; what its run throws */
export async function tuneExperiment(
  planned: ParsedExperiment,
  settings: TuningSettings,
  surroundings: TuningSurroundings,
): Promise<Tuning> {
  const { plan, registry } = planned;
  if (plan.kind === "forward") throw nothingToTune(planned.place(["runs"]));
  const configuration = plan.recorded;
  const windows = spreadWindows(plan.period, settings.windows, settings.days);
  const pace = createPace(windows.length, settings.settings, surroundings);
  const compute = async (
    own: Configuration,
    window: number,
    rejected: readonly number[] | undefined,
  ): Promise<WindowLikelihood | "diverged"> => {
    const gate = rejected === undefined ? "first" : "chosen";
    const run = windowConfiguration(own, windows[window], gate);
    const name = configurationHash({ run, rejected: rejected ?? [], program: surroundings.program });
    const earlier = surroundings.known.get(name);
    if (earlier !== undefined) return earlier;
    const began = surroundings.now().getTime();
    const likelihood = await surroundings.withFolder(async (output) => {
      try {
        const progress = { ...surroundings.progress, note() {} };
        return await windowLikelihood(run, rejected ?? [], registry, {
          ...surroundings,
          progress,
          output,
          replace: false,
        });
      } catch (error) {
        if (!(error instanceof NumericalError) || rejected === undefined) throw error;
        return "diverged";
      }
    });
    surroundings.known.keep(name, likelihood);
    pace.ran((surroundings.now().getTime() - began) / 1000);
    return likelihood;
  };

  const first: WindowLikelihood[] = [];
  for (let window = 0; window < windows.length; window++)
    first.push((await compute(configuration, window, undefined)) as WindowLikelihood);
  const count = sum(first.map((window) => window.count));
  if (count === 0) throw nothingSeen(planned.place(["observations"]));
  const sizes = sizesOf(plan, new Set(first.flatMap(({ kinds }) => kinds)));
  const results: SettingResult[] = [];
  const ofSetting = async (setting: Setting): Promise<number> => {
    const values = valuesOf(sizes, setting, configuration);
    const isFile = setting.every((x) => x === 0);
    const likelihoods: (WindowLikelihood | "diverged")[] = isFile ? first : [];
    for (let w = likelihoods.length; w < windows.length && !likelihoods.includes("diverged"); w++)
      likelihoods.push(await compute(withValues(configuration, values), w, first[w].rejected));
    const result = resultOf(values, likelihoods);
    results.push(result);
    pace.setting(results, changed(sizes, setting));
    return result.logLikelihood;
  };
  const found = await searchSizes(
    sizes.map(({ range }) => range),
    settings.settings,
    ofSetting,
  );
  const after = results.find(({ logLikelihood }) => logLikelihood === found.logLikelihood) ?? results[0];
  return {
    title: plan.title,
    windows,
    count,
    rejected: sum(first.map((window) => window.rejected.length)),
    sizes: tunedSizes(sizes, found, configuration),
    settings: results,
    before: results[0],
    after,
    section: changedSection(configuration, rounded(after.values, configuration)),
  };
}

function resultOf(
  values: ReadonlyMap<string, number>,
  likelihoods: readonly (WindowLikelihood | "diverged")[],
): SettingResult {
  const whole = likelihoods.filter((one): one is WindowLikelihood => one !== "diverged");
  const diverged = whole.length < likelihoods.length;
  return {
    values: Object.fromEntries(values),
    logLikelihood: diverged ? -Infinity : sum(whole.map(({ logLikelihood }) => logLikelihood)),
    chiSquare: diverged ? Number.NaN : sum(whole.map(({ squares }) => squares)) / sum(whole.map(({ count }) => count)),
  };
}

/** Values of several keys together are told as their factor; one key has the factors of all sizes that it belongs to. */
function tunedSizes(
  sizes: readonly Size[],
  { setting, profiles, gains }: SearchResult,
  file: Configuration,
): TunedSize[] {
  const values = valuesOf(sizes, setting, file);
  return sizes.map(({ name, shortKey, unit, keys, value }, i) => {
    const taken = keys.length > 1 ? Math.exp(setting[i]) : (values.get(keys[0].join(".")) ?? value);
    const valueAt = (x: number): number => taken * Math.exp(x - setting[i]);
    return { name, shortKey, unit, keys, value, taken, valueAt, profile: profiles[i], gain: gains[i] };
  });
}

/** Values that change to so many digits as a size found from some hundred soundings can have. */
function rounded(values: SettingResult["values"], file: Configuration): Map<string, number> {
  const entries = Object.entries(values).map(([key, value]): [string, number] => {
    const changes = valueAt(file, key.split(".")) !== value;
    return [key, changes ? Number(value.toPrecision(DIGITS)) : value];
  });
  return new Map(entries);
}

function changed(sizes: readonly Size[], setting: Setting): string {
  const moved = sizes.flatMap(({ name }, i) =>
    setting[i] === 0 ? [] : [`${name} x ${Math.exp(setting[i]).toFixed(2)}`],
  );
  return moved.length === 0 ? "as in the file" : moved.join("; ");
}

function nothingToTune(where: string): ConfigError {
  return new ConfigError({
    where,
    found: "a forward run",
    expected: "an experiment with an analysis, whose innovations tell the sizes of errors",
    remedy: "add the run analysis, and observations",
  });
}

function nothingSeen(where: string): ConfigError {
  return new ConfigError({
    where,
    found: "no observation that is assimilated in any window",
    expected: "some: their departures are what sizes are told by",
    remedy: "choose a period with observations, or longer or more windows (--days, --windows)",
  });
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
