/**
 * From a configuration to everything a run works with: grid, weather, fluxes, observations, background. All inputs are
 * opened and checked here, before anything is computed or written; every fault is reported at once.
 */
import { SECONDS_PER_DAY, SECONDS_PER_HOUR } from "../../constants.js";
import { netcdfBackground } from "../../backgrounds/sources/netcdf.js";
import { CoverageError } from "../../errors.js";
import { type Background, onGrid, syntheticBackground } from "../../fields/background.js";
import { type PriorFluxes, priorFluxes } from "../../fluxes/priorFluxes.js";
import { fluxComponents, type FluxSource } from "../../fluxes/fluxSource.js";
import { openFluxSources } from "../../fluxes/sources/index.js";
import { type TruthFluxes, truthFluxes } from "../../fluxes/truthFluxes.js";
import { createGrid, type Grid } from "../../grids/grid.js";
import { landFraction } from "../../grids/landFraction.js";
import type { VerticalCoordinate } from "../../grids/verticalCoordinate.js";
import { naturalEarthLand } from "../../io/naturalEarth.js";
import type { MeteorologySource } from "../../meteorology/meteorology.js";
import { priorBackground } from "../../observations/priorBackground.js";
import type { ObservationSet, RetrievalSet } from "../../observations/observation.js";
import { type Screening, screenObservations } from "../../observations/quality.js";
import type { ScreenedObservation } from "../../observations/screenedObservation.js";
import { readLite } from "../../observations/sources/lite.js";
import { type SyntheticObservations, syntheticObservations } from "../../observations/sources/syntheticNetworks.js";
import type { Forcing } from "../../transport/hourlyForcing.js";
import type { ParsedExperiment } from "../../config/parse.js";
import type { ExperimentConfig } from "../../config/schema.js";
import { fluxEnsembleRemarks } from "./fluxEnsembleRemarks.js";
import { definitionOfGrid, definitionOfVertical, sourceDomain } from "./domain.js";
import { type FaultGatherer, gatherFaults } from "../../config/gatherFaults.js";
import { backgroundKey, findInputs, type InputPaths, weatherKey } from "./inputPaths.js";
import { modelErrorRemarks, modelWeather } from "./modelErrors.js";
import { selectionOf } from "./observationSelection.js";
import { openWeather } from "./weather.js";

/** Noise-free value at each observation [mol mol-1]. */
export type TruthValues = ReadonlyMap<ScreenedObservation, number>;

export interface Inputs {
  readonly config: ExperimentConfig;
  readonly grid: Grid;
  readonly vertical: VerticalCoordinate;
  /** [row][column] [1] */
  readonly landFraction: Float64Array;
  readonly weather: MeteorologySource;
  /** That of a twin's truth, where it differs: the model's is in error. */
  readonly trueWeather?: MeteorologySource | undefined;
  /** What the weather does in each hour, where someone prepares it ahead. */
  readonly forcing?: Forcing;
  readonly fluxes: PriorFluxes;
  /** Biosphere of the truth, in a twin experiment. */
  readonly truth: TruthFluxes | undefined;
  /** Of a truth that has been run before the analysis. */
  readonly truthValues?: TruthValues;
  readonly background: Background;
  /** Absent in a run that compares with no observations. */
  readonly observations: ObservationSet | undefined;
  /** Error of an observation, in a twin experiment [mol mol-1]. */
  readonly noise: SyntheticObservations["noise"] | undefined;
  readonly screening: Screening | undefined;
  /** What every output must say. */
  readonly remarks: readonly string[];
  /** Files that were read. */
  readonly files: readonly string[];
  close(): void;
}

/**
 * @param folder that paths in the configuration are relative to
 * @param faults that are known, to be told with those of the inputs
 * @throws ConfigError, InputError with every fault
 */
export async function gatherInputs(
  { config, ...places }: ParsedExperiment,
  folder: string,
  faults: FaultGatherer = gatherFaults(places),
): Promise<Inputs> {
  const paths = await findInputs(config, folder, faults);
  const { weather: weatherFiles } = paths;
  const taken = config.grid === "source" || config.vertical === "source";
  const source = await faults.try(config.grid === "source" ? weatherKey(config) : ["vertical"], () =>
    weatherFiles === undefined ? undefined : sourceDomain(config, weatherFiles),
  );
  // Without the domain nothing else can be looked at.
  if (taken && source === undefined) faults.check();
  const grid = await faults.try(["grid"], () => createGrid(definitionOfGrid(config, source)));
  const vertical = await faults.try(["vertical"], () => definitionOfVertical(config, source));
  const retrievals = await faults.try(["observations", "files"], () =>
    paths.observations === undefined ? undefined : readLite(paths.observations),
  );
  if (grid === undefined || vertical === undefined) return faults.fail();
  const land = landFraction(grid, naturalEarthLand("50m"));
  const weather = await faults.try(weatherKey(config), () =>
    config.meteorology.source === "synthetic" || paths.weather !== undefined
      ? openWeather(config, paths.weather ?? [], { grid, vertical, landFraction: land })
      : undefined,
  );
  const fluxes = await openFluxes(config, paths, grid, land, faults);
  try {
    const backgroundFiles = paths.background;
    return await mix(config, { grid, vertical, land, weather, fluxes, retrievals, backgroundFiles }, faults);
  } catch (error) {
    weather?.close();
    fluxes.close();
    throw error;
  }
}

interface Opened {
  readonly grid: Grid;
  readonly vertical: VerticalCoordinate;
  readonly land: Float64Array;
  readonly weather: MeteorologySource | undefined;
  /** Without those that could not be opened. */
  readonly fluxes: PriorFluxes;
  /** Undefined where they are synthetic, absent, or could not be read. */
  readonly retrievals: RetrievalSet | undefined;
  readonly backgroundFiles: readonly string[] | undefined;
}

async function mix(config: ExperimentConfig, opened: Opened, faults: FaultGatherer): Promise<Inputs> {
  const { grid, vertical, land, fluxes } = opened;
  const weather = opened.weather && modelWeather(config, opened.weather, grid);
  const { period, observations, twin, seed } = config;
  const days = (period.end - period.start) / SECONDS_PER_DAY;
  const surfacePressure = await faults.try(weatherKey(config), () => {
    if (weather === undefined || opened.weather === undefined) return undefined;
    weather.check(period.start, period.end);
    return opened.weather.airAt(period.start).surfacePressure;
  });
  await faults.try(["urbanFraction"], () => {
    if (config.urbanFraction !== "meteorology" || weather === undefined || weather.urbanFraction !== undefined) return;
    throw new CoverageError({
      where: "urbanFraction",
      found: `no urban fraction in ${weather.title}`,
      expected: "weather that has one: PURB in GRIDCRO2D of MCIP",
      remedy: "use cities or none",
    });
  });
  const { retrievals } = opened;
  const synthetic =
    observations?.source === "synthetic" && surfacePressure !== undefined
      ? syntheticObservations(observations.network ?? ["gosat"], {
          grid,
          landFraction: land,
          surfacePressure,
          seed,
          start: period.start,
          days,
        })
      : undefined;
  const observed = retrievals ?? synthetic;
  const screening = await faults.try(["observations"], () =>
    observed === undefined || observations === undefined
      ? undefined
      : screenObservations(observed, grid, period, selectionOf(observations, seed)),
  );
  const background = await faults.try(backgroundKey(config), () =>
    openBackground(config, opened.backgroundFiles, grid, retrievals),
  );
  const truth = await faults.try(["twin"], () => {
    if (twin === undefined) return undefined;
    const biosphere = fluxes.sources.find((source) => source.component === "biosphere");
    // One that could not be opened, which is a fault already.
    if (biosphere === undefined) return undefined;
    return truthFluxes(grid, biosphere, {
      seed,
      uptakeError: twin.uptakeError,
      respirationError: twin.respirationError,
      weatherDriven: twin.weatherDriven,
    });
  });
  try {
    faults.check();
  } catch (error) {
    background?.close();
    throw error;
  }
  if (weather === undefined || background === undefined) return faults.fail();
  return {
    config,
    grid,
    vertical,
    landFraction: land,
    weather,
    ...(weather !== opened.weather && { trueWeather: opened.weather }),
    fluxes,
    truth,
    background,
    observations: observed,
    noise: synthetic?.noise,
    screening,
    remarks: sentences([
      ...(twin === undefined
        ? []
        : ["TWIN EXPERIMENT: the observations are made from a known truth, none is measured."]),
      ...modelErrorRemarks(config),
      ...config.remarks,
      ...weather.remarks,
      ...subgridRemarks(config),
      ...fluxes.remarks,
      ...(truth?.remarks ?? []),
      ...(config.runs.includes("analysis") ? fluxEnsembleRemarks(config.ensemble) : []),
      ...background.remarks,
      ...(observed?.remarks ?? []),
    ]),
    files: [...new Set([...weather.files, ...fluxes.files, ...(observed?.files ?? []), ...background.files])],
    close() {
      weather.close();
      fluxes.close();
      background.close();
    },
  };
}

/** Ready for the period. @returns undefined where something that it needs could not be read, which is a fault */
async function openBackground(
  { background, period }: ExperimentConfig,
  files: readonly string[] | undefined,
  grid: Grid,
  retrievals: RetrievalSet | undefined,
): Promise<Background | undefined> {
  switch (background.source) {
    case "synthetic":
      return onGrid(syntheticBackground(), grid);
    case "retrieval-priors":
      return retrievals === undefined ? undefined : onGrid(priorBackground(retrievals), grid);
    case "netcdf": {
      if (files === undefined) return undefined;
      const { variable, units, dates } = background;
      const opened = await netcdfBackground(grid, {
        files,
        variable,
        units,
        dates:
          typeof dates === "string" ? { kind: dates } : { kind: "shift", seconds: dates.shiftTo - dates.shiftFrom },
      });
      try {
        opened.check(period.start, period.end);
        return opened;
      } catch (error) {
        opened.close();
        throw error;
      }
    }
  }
}

/** Those that can be opened and know the first and the last hour of the period; the others are faults. */
async function openFluxes(
  { fluxes, period, seed }: ExperimentConfig,
  paths: InputPaths,
  grid: Grid,
  land: Float64Array,
  faults: FaultGatherer,
): Promise<PriorFluxes> {
  const sources: FluxSource[] = [];
  for (const component of fluxComponents) {
    const choice = paths.fluxes[component];
    const key = typeof fluxes[component] === "string" ? [component] : [component, "files"];
    await faults.try(["fluxes", ...key], async () => {
      const none = { biosphere: "none", ocean: "none", fossil: "none", fire: "none" } as const;
      const opened = await openFluxSources({ ...none, [component]: choice }, { grid, landFraction: land, seed });
      sources.push(...opened);
      for (const source of opened) {
        source.hourly(period.start);
        source.hourly(period.end - SECONDS_PER_HOUR);
      }
    });
  }
  return priorFluxes(grid, sources);
}

/** What must be said of transport that the weather does not give. */
function subgridRemarks({ urbanFraction, deepConvection }: ExperimentConfig): string[] {
  return [
    ...(urbanFraction === "cities"
      ? ["urban fraction estimated from the inhabitants of cities (GeoNames, CC BY 4.0)"]
      : []),
    ...(deepConvection === "bulk"
      ? ["deep convection by a bulk scheme where the weather has no updraft mass flux"]
      : []),
  ];
}

/** Each remark once, as a sentence. */
export function sentences(remarks: readonly string[]): string[] {
  return [...new Set(remarks.map((remark) => `${remark[0].toUpperCase()}${remark.slice(1).replace(/\.$/, "")}.`))];
}
