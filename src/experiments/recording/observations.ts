/**
 * Every observation that was read, with what each run made of it and the rule that removed it: `observations.nc`,
 * written anew at the end of every day, so that an interrupted run keeps what it compared.
 */
import type { ObservationResult } from "../../assimilation/analysisStep.js";
import type { Recorder } from "../../assimilation/recorder.js";
import { type Saveable, type Saved, savedArray, vector } from "../../assimilation/saveable.js";
import { InputError } from "../../errors.js";
import type { NumberVariable, OutputVariable } from "../../io/outputDataset.js";
import { writeNetcdf } from "../../io/writeNetcdf.js";
import { fates } from "../../observations/fate.js";
import { observationKinds, observedValue } from "../../observations/observation.js";
import { recall, type ScreenedObservation } from "../../observations/screenedObservation.js";
import type { Stage } from "../../runs/checkpoint.js";
import { PPM } from "../../units.js";
import { fileAttributes, type RunFolder } from "./runFolder.js";

/** Of each observation, [mol mol-1]. */
interface Columns {
  observed: number;
  error: number;
  control: number;
  background: number;
  background_spread: number;
  analysis: number;
  analysis_spread: number;
  posterior: number;
  truth: number;
  bias_correction: number;
  biased_background_spread: number;
}

const LONG_NAMES: Readonly<Record<Exclude<keyof Columns, "observed">, string>> = {
  error: "standard deviation assumed for the observation: retrieval and representation",
  control: "simulated with prior fluxes (CTRL)",
  background: "simulated before the analysis of its hour, ensemble mean",
  background_spread: "standard deviation of the background over the members",
  analysis: "simulated after the analysis of its hour, ensemble mean (AN)",
  analysis_spread: "standard deviation of the analysis over the members",
  posterior: "simulated in a forward run with posterior fluxes (FC)",
  truth: "simulated in the truth of a twin experiment, without noise",
  bias_correction: "bias of the retrieval, ensemble mean before the analysis of its hour; in no other column but xco2",
  biased_background_spread:
    "standard deviation over the members of background and bias of the retrieval, which xco2 is compared with",
};

/** Only where a bias of the retrievals is estimated. */
const OF_BIAS: readonly string[] = ["bias_correction", "biased_background_spread"];

export interface ObservationRecorder extends Saveable {
  /** Takes what one stage makes of the observations: all that an analysis knows, the one column of a forward run. */
  during(stage: Stage): Recorder;
  /** @throws InputError where the observations are others */
  resume(saved: Saved): void;
}

/** @param all every observation that was read, in order of time; where there is none, no file is written */
export function recordObservations(folder: RunFolder, all: readonly ScreenedObservation[]): ObservationRecorder {
  const index = new Map(all.map((screened, i) => [screened, i]));
  const empty = (): Float64Array => new Float64Array(all.length).fill(Number.NaN);
  const columns = Object.fromEntries(["observed", ...Object.keys(LONG_NAMES)].map((name) => [name, empty()])) as Record<
    keyof Columns,
    Float64Array
  >;
  all.forEach(({ observation }, i) => {
    columns.observed[i] = observedValue(observation);
  });
  const set = (result: ObservationResult, values: Partial<Columns>): void => {
    const i = index.get(result.simulated.screened);
    if (i === undefined) return;
    for (const [name, value] of Object.entries(values)) columns[name as keyof Columns][i] = value;
  };
  const write = async (): Promise<void> => {
    if (all.length === 0) return;
    const dimensions = ["observation"];
    const place = (name: "longitude" | "latitude", units: string): NumberVariable => ({
      name,
      type: "f8",
      dimensions,
      attributes: { standard_name: name, units },
      data: all.map(({ observation }) => observation[name]),
    });
    const ppm = (name: string, long_name: string, data: ArrayLike<number>): NumberVariable => ({
      name,
      type: "f8",
      dimensions,
      attributes: { long_name, units: "1e-6", coordinates: "time longitude latitude" },
      data: Float64Array.from(data, (value) => PPM * value),
    });
    await writeNetcdf(`${folder.path}/observations.nc`, {
      attributes: { ...fileAttributes(folder, "observations"), featureType: "point" },
      dimensions: { observation: all.length },
      variables: [
        {
          name: "observation_id",
          type: "string",
          dimensions,
          attributes: { long_name: "observation number of the producer" },
          data: all.map(({ observation }) => observation.id),
        },
        {
          name: "time",
          type: "f8",
          dimensions,
          attributes: { standard_name: "time", units: "seconds since 1970-01-01 00:00:00", calendar: "standard" },
          data: all.map(({ observation }) => observation.time),
        },
        place("longitude", "degrees_east"),
        place("latitude", "degrees_north"),
        {
          name: "fate",
          type: "i1",
          dimensions,
          attributes: {
            long_name: "what became of the observation",
            flag_values: fates.map((_, i) => i),
            flag_meanings: fates.join(" "),
          },
          data: all.map(({ fate }) => fates.indexOf(fate)),
        },
        {
          name: "kind",
          type: "i1",
          dimensions,
          attributes: {
            long_name: "what was observed: a column (XCO2) or a point (mole fraction)",
            flag_values: observationKinds.map((_, i) => i),
            flag_meanings: observationKinds.join(" "),
          },
          data: all.map(({ observation }) => observationKinds.indexOf(observation.kind)),
        },
        ...observedVariables(all, columns.observed).map(([name, text, data]) => ppm(name, text, data)),
        ...(all.some(isPoint) ? siteVariables(all) : []),
        ...Object.entries(LONG_NAMES)
          .filter(([name]) => !OF_BIAS.includes(name) || columns.bias_correction.some(Number.isFinite))
          .map(([name, text]) => ppm(name, text, columns[name as keyof Columns])),
      ],
    });
  };
  return {
    name: "observations",
    during: (stage) => ({
      hour({ results }) {
        for (const result of results) set(result, columnsOf(stage, result));
      },
      endDay: write,
    }),
    save: () => ({
      arrays: {
        time: vector(Float64Array.from(all, ({ observation }) => observation.time)),
        fate: vector(Uint8Array.from(all, ({ fate }) => fates.indexOf(fate))),
        ...Object.fromEntries(Object.entries(columns).map(([name, values]) => [name, vector(values)])),
      },
      notes: null,
    }),
    resume(saved) {
      const times = savedArray<Float64Array>(saved, "time");
      const same = all.every(({ observation }, i) => observation.time === times[i]);
      if (times.length !== all.length || !same) {
        throw new InputError({
          where: "observations",
          found: "others than those of the checkpoint",
          expected: "the observations that the run began with",
          remedy: "bring the files back, or begin anew (--replace)",
        });
      }
      for (const [name, values] of Object.entries(columns)) values.set(savedArray<Float64Array>(saved, name));
      const known = savedArray<Uint8Array>(saved, "fate");
      all.forEach((screened, i) => recall(screened, fates[known[i]]));
    },
  };
}

/** What a stage makes of an observation. The control rides along in an analysis, or is the one member of a forward run. */
function columnsOf(stage: Stage, result: ObservationResult): Partial<Columns> {
  switch (stage) {
    case "control":
      return { control: result.backgroundMean };
    case "posterior":
      return { posterior: result.backgroundMean };
    case "analysis":
      return {
        observed: result.value,
        error: result.error,
        control: result.control,
        background: result.backgroundMean,
        background_spread: result.backgroundSpread,
        analysis: result.analysis,
        analysis_spread: result.analysisSpread,
        truth: result.truth,
        ...(result.expected && {
          bias_correction: result.expected.mean - result.backgroundMean,
          biased_background_spread: result.expected.spread,
        }),
      };
  }
}

function isPoint({ observation }: ScreenedObservation): boolean {
  return observation.kind === "point";
}

/** Values and stated errors, of columns and points apart: name, long name, [observation] [mol mol-1]. */
function observedVariables(
  all: readonly ScreenedObservation[],
  observed: Float64Array,
): (readonly [string, string, Float64Array])[] {
  const where = (points: boolean, values: ArrayLike<number>): Float64Array =>
    Float64Array.from(all, (screened, i) => (isPoint(screened) === points ? values[i] : Number.NaN));
  const uncertainty = all.map(({ observation }) => observation.uncertainty);
  const columns = [
    ["xco2", "column-mean dry-air mole fraction of CO2, as retrieved", where(false, observed)],
    ["xco2_uncertainty", "standard error that the retrieval states", where(false, uncertainty)],
  ] as const;
  if (!all.some(isPoint)) return [...columns];
  return [
    ...columns,
    ["mole_fraction", "dry-air mole fraction of CO2 at a site, as measured", where(true, observed)],
    ["mole_fraction_uncertainty", "standard error that the measurement states", where(true, uncertainty)],
  ];
}

/** What only points have. */
function siteVariables(all: readonly ScreenedObservation[]): OutputVariable[] {
  const dimensions = ["observation"];
  return [
    {
      name: "site",
      type: "string",
      dimensions,
      attributes: { long_name: "name of the surface site" },
      data: all.map(({ observation }) => (observation.kind === "point" ? observation.site : "")),
    },
    {
      name: "height",
      type: "f8",
      dimensions,
      attributes: { standard_name: "height", long_name: "height of the intake above the ground", units: "m" },
      data: all.map(({ observation }) => (observation.kind === "point" ? observation.height : Number.NaN)),
    },
  ];
}
