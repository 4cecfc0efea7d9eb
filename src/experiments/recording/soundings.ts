/**
 * Every sounding that was read, with what each run made of it and the rule that removed it: `observations.nc`,
 * written anew at the end of every day, so that an interrupted run keeps what it compared.
 */
import type { SoundingResult } from "../../assimilation/analysisStep.js";
import { InputError } from "../../errors.js";
import type { NumberVariable } from "../../io/outputDataset.js";
import { writeNetcdf } from "../../io/writeNetcdf.js";
import { fates } from "../../observations/fate.js";
import type { ScreenedSounding } from "../../observations/quality.js";
import { PPM } from "../../units.js";
import { fileAttributes, type RunFolder } from "./runFolder.js";

/** Columns, [mol mol-1]. */
interface Columns {
  xco2: number;
  error: number;
  control: number;
  background: number;
  background_spread: number;
  analysis: number;
  analysis_spread: number;
  posterior: number;
  truth: number;
}

const LONG_NAMES: Readonly<Record<keyof Columns, string>> = {
  xco2: "column-mean dry-air mole fraction of CO2, as retrieved",
  error: "standard deviation assumed for the sounding: retrieval and representation",
  control: "simulated with prior fluxes (CTRL)",
  background: "simulated before the analysis of its hour, ensemble mean",
  background_spread: "standard deviation of the background over the members",
  analysis: "simulated after the analysis of its hour, ensemble mean (AN)",
  analysis_spread: "standard deviation of the analysis over the members",
  posterior: "simulated in a forward run with posterior fluxes (FC)",
  truth: "simulated in the truth of a twin experiment, without noise",
};

/** Columns by name, [sounding], and what became of each, as an index of `fates`. */
export interface SoundingRecords {
  /** By which soundings are known. */
  readonly times: Float64Array;
  readonly columns: ReadonlyMap<string, Float64Array>;
  readonly fates: Uint8Array;
}

/** Each takes the results of one run for the soundings of one hour. */
export interface SoundingRecorder {
  /** Soundings as they were compared, background and analysis. */
  analysis(results: readonly SoundingResult[]): void;
  /** The control: riding along in the analysis, or the one member of a forward run. */
  control(results: readonly SoundingResult[]): void;
  /** The forward run with posterior fluxes. */
  posterior(results: readonly SoundingResult[]): void;
  /** Columns are views. */
  save(): SoundingRecords;
  /** @throws InputError where the soundings are others */
  resume(records: SoundingRecords): void;
  write(): Promise<void>;
}

/** @param all every sounding that was read, in order of time; where there is none, no file is written */
export function recordSoundings(folder: RunFolder, all: readonly ScreenedSounding[]): SoundingRecorder {
  const index = new Map(all.map((sounding, i) => [sounding, i]));
  const empty = (): Float64Array => new Float64Array(all.length).fill(Number.NaN);
  const columns = Object.fromEntries(Object.keys(LONG_NAMES).map((name) => [name, empty()])) as Record<
    keyof Columns,
    Float64Array
  >;
  all.forEach(({ retrieval }, i) => {
    columns.xco2[i] = retrieval.xco2;
  });
  const set = (result: SoundingResult, values: Partial<Columns>): void => {
    const i = index.get(result.simulated.sounding);
    if (i === undefined) return;
    for (const [name, value] of Object.entries(values)) columns[name as keyof Columns][i] = value;
  };
  return {
    analysis(results) {
      for (const result of results) {
        set(result, {
          xco2: result.xco2,
          error: result.error,
          background: result.backgroundMean,
          background_spread: result.backgroundSpread,
          analysis: result.analysis,
          analysis_spread: result.analysisSpread,
          truth: result.truth,
        });
      }
    },
    control(results) {
      for (const result of results) set(result, { control: result.control });
    },
    posterior(results) {
      for (const result of results) set(result, { posterior: result.backgroundMean });
    },
    save: () => ({
      times: Float64Array.from(all, ({ retrieval }) => retrieval.time),
      columns: new Map(Object.entries(columns)),
      fates: Uint8Array.from(all, ({ fate }) => fates.indexOf(fate)),
    }),
    resume(records) {
      const same = all.every(({ retrieval }, i) => retrieval.time === records.times[i]);
      if (records.times.length !== all.length || !same) {
        throw new InputError({
          where: "soundings",
          found: "others than those of the checkpoint",
          expected: "the soundings that the run began with",
          remedy: "bring the files back, or begin anew (--replace)",
        });
      }
      for (const [name, values] of records.columns) columns[name as keyof Columns].set(values);
      all.forEach((sounding, i) => (sounding.fate = fates[records.fates[i]]));
    },
    async write() {
      if (all.length === 0) return;
      const dimensions = ["sounding"];
      const place = (name: "longitude" | "latitude", units: string): NumberVariable => ({
        name,
        type: "f8",
        dimensions,
        attributes: { standard_name: name, units },
        data: all.map(({ retrieval }) => retrieval[name]),
      });
      const ppm = (name: string, long_name: string, data: ArrayLike<number>): NumberVariable => ({
        name,
        type: "f8",
        dimensions,
        attributes: { long_name, units: "1e-6", coordinates: "time longitude latitude" },
        data: Float64Array.from(data, (value) => PPM * value),
      });
      await writeNetcdf(`${folder.path}/observations.nc`, {
        attributes: { ...fileAttributes(folder, "soundings"), featureType: "point" },
        dimensions: { sounding: all.length },
        variables: [
          {
            name: "sounding_id",
            type: "string",
            dimensions,
            attributes: { long_name: "sounding number of the producer" },
            data: all.map(({ retrieval }) => retrieval.id),
          },
          {
            name: "time",
            type: "f8",
            dimensions,
            attributes: { standard_name: "time", units: "seconds since 1970-01-01 00:00:00", calendar: "standard" },
            data: all.map(({ retrieval }) => retrieval.time),
          },
          place("longitude", "degrees_east"),
          place("latitude", "degrees_north"),
          {
            name: "fate",
            type: "i1",
            dimensions,
            attributes: {
              long_name: "what became of the sounding",
              flag_values: fates.map((_, i) => i),
              flag_meanings: fates.join(" "),
            },
            data: all.map(({ fate }) => fates.indexOf(fate)),
          },
          ppm(
            "xco2_uncertainty",
            "standard error that the retrieval states",
            all.map(({ retrieval }) => retrieval.uncertainty),
          ),
          ...Object.entries(LONG_NAMES).map(([name, text]) => ppm(name, text, columns[name as keyof Columns])),
        ],
      });
    },
  };
}
