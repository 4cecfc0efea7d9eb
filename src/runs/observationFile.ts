/**
 * `observations.nc`: every observation that was read, with what each stage of the run made of it and the rule that removed
 * it. Mole fractions are written in 1e-6 (ppm); missing where a stage did not simulate the observation.
 */
import { InputError } from "../errors.js";
import { readTimes } from "../io/cfTime.js";
import { fileNames } from "../io/fileNames.js";
import type { NetcdfFile } from "../io/netcdf.js";
import type { NumberVariable, OutputAttributes, OutputVariable } from "../io/outputDataset.js";
import { writeNetcdf } from "../io/writeNetcdf.js";
import { type Fate, fates } from "../observations/fate.js";
import { type Observation, observationKinds, type SiteMeasurement } from "../observations/observation.js";
import type { ScreenedObservation } from "../observations/screenedObservation.js";
import type { Time } from "../time.js";
import { PPM } from "../units.js";
import type { FileKind } from "./fileKind.js";
import { fileAttributes, type RunFolder } from "./runFolder.js";
import { withOwnNetcdf } from "./ownNetcdf.js";

const NAME = "observations.nc";

export const observationFile: FileKind = {
  shown: NAME,
  known: /^observations\.nc$/,
  holds: "every observation, what each run made of it, and its fate",
};

/** What stages make of an observation. */
const LONG_NAMES = {
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
} as const;

export type ObservationColumn = keyof typeof LONG_NAMES;
export const observationColumns = Object.keys(LONG_NAMES) as ObservationColumn[];

/** Only where a bias of the retrievals is estimated. */
const OF_BIAS: readonly ObservationColumn[] = ["bias_correction", "biased_background_spread"];

/** The value compared with, and its stated uncertainty, by kind: columns and points are kept apart. */
const VALUES = {
  column: {
    value: ["xco2", "column-mean dry-air mole fraction of CO2, as retrieved"],
    uncertainty: ["xco2_uncertainty", "standard error that the retrieval states"],
  },
  point: {
    value: ["mole_fraction", "dry-air mole fraction of CO2 at a site, as measured"],
    uncertainty: ["mole_fraction_uncertainty", "standard error that the measurement states"],
  },
} as const;

/** Of observations such as those of TCCON. */
const VALIDATES = ["no", "yes"] as const;
const DIMENSIONS = ["observation"];
const COORDINATES = "time longitude latitude";

/** By name, [observation], [mol mol-1]; NaN where it is not known. */
export type ObservationValues = Readonly<Record<ObservationColumn | "observed", Float64Array>>;

/** Writes nothing where there is no observation. @throws OutputError where it cannot be written */
export async function writeObservations(
  folder: RunFolder,
  all: readonly ScreenedObservation[],
  values: ObservationValues,
): Promise<void> {
  if (all.length === 0) return;
  const written = observationColumns.filter(
    (name) => !OF_BIAS.includes(name) || values.bias_correction.some(Number.isFinite),
  );
  await writeNetcdf(`${folder.path}/${NAME}`, {
    attributes: { ...fileAttributes(folder, "observations"), featureType: "point" },
    dimensions: { observation: all.length },
    variables: [
      ...whatAndWhere(all),
      ...observedVariables(all, values.observed),
      ...(all.some(isPoint) ? siteVariables(all) : []),
      ...(all.some(({ observation }) => measuredAt(observation) !== undefined) ? measuredVariables(all) : []),
      ...written.map((name) => ppm(name, LONG_NAMES[name], values[name])),
    ],
  });
}

/** Number, time and place, what became of it, and of which kind it is. */
function whatAndWhere(all: readonly ScreenedObservation[]): OutputVariable[] {
  const place = (name: "longitude" | "latitude", units: string): NumberVariable => ({
    name,
    type: "f8",
    dimensions: DIMENSIONS,
    attributes: { standard_name: name, units },
    data: all.map(({ observation }) => observation[name]),
  });
  const flag = (name: string, long_name: string, flags: readonly string[], of: readonly string[]): NumberVariable => ({
    name,
    type: "i1",
    dimensions: DIMENSIONS,
    attributes: { long_name, flag_values: flags.map((_, i) => i), flag_meanings: flags.join(" ") },
    data: of.map((value) => flags.indexOf(value)),
  });
  const allFates = all.map(({ fate }) => fate);
  const kinds = all.map(({ observation }) => observation.kind);
  const keptApart = all.map(({ observation }) => (observation.validates === true ? "yes" : "no"));
  return [
    {
      name: "observation_id",
      type: "string",
      dimensions: DIMENSIONS,
      attributes: { long_name: "observation number of the producer" },
      data: all.map(({ observation }) => observation.id),
    },
    {
      name: "time",
      type: "f8",
      dimensions: DIMENSIONS,
      attributes: { standard_name: "time", units: "seconds since 1970-01-01 00:00:00", calendar: "standard" },
      data: all.map(({ observation }) => observation.time),
    },
    place("longitude", "degrees_east"),
    place("latitude", "degrees_north"),
    flag("fate", "what became of the observation", fates, allFates),
    flag("kind", "what was observed: a column (XCO2) or a point (mole fraction)", observationKinds, kinds),
    flag("validates", "whether the experiment keeps all of its kind from the assimilation", VALIDATES, keptApart),
  ];
}

/** Values and stated errors, [mol mol-1]. */
function observedVariables(all: readonly ScreenedObservation[], observed: Float64Array): NumberVariable[] {
  const uncertainty = all.map(({ observation }) => observation.uncertainty);
  return observationKinds
    .filter((kind) => kind === "column" || all.some(isPoint))
    .flatMap((kind) => {
      const own = (values: ArrayLike<number>): Float64Array =>
        Float64Array.from(all, ({ observation }, i) => (observation.kind === kind ? values[i] : Number.NaN));
      const { value, uncertainty: error } = VALUES[kind];
      return [ppm(value[0], value[1], own(observed)), ppm(error[0], error[1], own(uncertainty))];
    });
}

/** What only points have. */
function siteVariables(all: readonly ScreenedObservation[]): OutputVariable[] {
  return [
    {
      name: "site",
      type: "string",
      dimensions: DIMENSIONS,
      attributes: { long_name: "name of the surface site" },
      data: all.map(({ observation }) => (observation.kind === "point" ? observation.site : "")),
    },
    {
      name: "height",
      type: "f8",
      dimensions: DIMENSIONS,
      attributes: {
        standard_name: "height",
        long_name: "height above the ground of the model at which it is sampled",
        units: "m",
      },
      data: all.map(({ observation }) => (observation.kind === "point" ? observation.height : Number.NaN)),
    },
  ];
}

/** What only points have that somebody measured. */
function measuredVariables(all: readonly ScreenedObservation[]): OutputVariable[] {
  const metres = (
    name: "intakeHeight" | "altitude",
    written: string,
    attributes: OutputAttributes,
  ): NumberVariable => ({
    name: written,
    type: "f8",
    dimensions: DIMENSIONS,
    attributes: { ...attributes, units: "m" },
    data: all.map(({ observation }) => measuredAt(observation)?.[name] ?? Number.NaN),
  });
  return [
    metres("intakeHeight", "intake_height", { long_name: "height of the intake above the ground of its site" }),
    metres("altitude", "altitude", { standard_name: "altitude", long_name: "height of the intake above the sea" }),
    {
      name: "calibration_scale",
      type: "string",
      dimensions: DIMENSIONS,
      attributes: { long_name: "calibration scale as the file of the measurement names it" },
      data: all.map(({ observation }) => measuredAt(observation)?.scale ?? ""),
    },
  ];
}

function measuredAt(observation: Observation): SiteMeasurement | undefined {
  return observation.kind === "point" ? observation.measured : undefined;
}

function isPoint({ observation }: ScreenedObservation): boolean {
  return observation.kind === "point";
}

/** @param data [mol mol-1] */
function ppm(name: string, long_name: string, data: Float64Array): NumberVariable {
  return {
    name,
    type: "f8",
    dimensions: DIMENSIONS,
    attributes: { long_name, units: "1e-6", coordinates: COORDINATES },
    data: data.map((value) => PPM * value),
  };
}

/** What is read back, each [observation]; mole fractions in ppm, NaN where the run does not know them. */
export interface WrittenObservations extends Readonly<Record<ObservationColumn, Float64Array>> {
  readonly time: readonly Time[];
  /** [degrees] */
  readonly longitude: Float64Array;
  readonly latitude: Float64Array;
  readonly fate: readonly Fate[];
  readonly kind: readonly Observation["kind"][];
  /** Whether the experiment keeps all of its kind from the assimilation. */
  readonly validates: readonly boolean[];
  /** Name of the surface site; "" of a column. */
  readonly site: readonly string[];
  /** Observed: XCO2 of a column, mole fraction at a point. */
  readonly observed: Float64Array;
  readonly uncertainty: Float64Array;
}

/** @returns undefined where the run compared no observations @throws InputError where a unit is not parts per million */
export async function readObservations(folder: string): Promise<WrittenObservations | undefined> {
  if (!fileNames(folder).includes(NAME)) return undefined;
  return withOwnNetcdf(`${folder}/${NAME}`, (file) => {
    const time = readTimes(file.variable("time"), file.path);
    const column = (name: string): Float64Array =>
      file.has(name) ? readPpm(file, name) : new Float64Array(time.length).fill(NaN);
    // Before there were points, no kind was written.
    const kind = file.has("kind")
      ? Array.from(file.variable("kind").read(), (flag) => observationKinds[flag])
      : time.map(() => "column" as const);
    const byKind = (of: "value" | "uncertainty"): Float64Array => {
      const [columns, points] = [column(VALUES.column[of][0]), column(VALUES.point[of][0])];
      return columns.map((value, i) => (kind[i] === "column" ? value : points[i]));
    };
    return {
      time,
      longitude: file.variable("longitude").read(),
      latitude: file.variable("latitude").read(),
      fate: Array.from(file.variable("fate").read(), (flag) => fates[flag]),
      kind,
      validates: file.has("validates")
        ? Array.from(file.variable("validates").read(), (flag) => flag === 1)
        : time.map(() => false),
      site: file.has("site") ? file.variable("site").readStrings() : time.map(() => ""),
      observed: byKind("value"),
      uncertainty: byKind("uncertainty"),
      ...(Object.fromEntries(observationColumns.map((name) => [name, column(name)])) as Record<
        ObservationColumn,
        Float64Array
      >),
    };
  });
}

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
