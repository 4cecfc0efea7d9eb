/**
 * From a configuration to everything a run works with: grid, weather, fluxes, soundings, background. All inputs are
 * opened and checked here, before anything is computed or written; every fault is reported at once.
 */
import { SECONDS_PER_DAY, SECONDS_PER_HOUR } from "../constants.js";
import { CoverageError } from "../errors.js";
import { type Background, syntheticBackground } from "../fields/background.js";
import { type PriorFluxes, priorFluxes } from "../fluxes/priorFluxes.js";
import { fluxComponents, type FluxSource } from "../fluxes/fluxSource.js";
import { openFluxSources } from "../fluxes/sources/index.js";
import { type TruthFluxes, truthFluxes } from "../fluxes/truthFluxes.js";
import { createGrid, type Grid } from "../grids/grid.js";
import { landFraction } from "../grids/landFraction.js";
import type { VerticalCoordinate } from "../grids/verticalCoordinate.js";
import { naturalEarthLand } from "../io/naturalEarth.js";
import type { MeteorologySource } from "../meteorology/meteorology.js";
import { griddedMeteorology } from "../meteorology/sources/gridded.js";
import { syntheticMeteorology } from "../meteorology/sources/synthetic.js";
import { priorBackground } from "../observations/priorBackground.js";
import { type Screening, screenRetrievals } from "../observations/quality.js";
import type { RetrievalSet } from "../observations/retrieval.js";
import { readLite } from "../observations/sources/lite.js";
import { syntheticOrbit } from "../observations/sources/synthetic.js";
import type { ParsedExperiment } from "./config.js";
import type { ExperimentConfig } from "./configSchema.js";
import { fluxEnsembleRemarks } from "./fluxEnsembleRemarks.js";
import { definitionOfGrid, definitionOfVertical } from "./domain.js";
import { type FaultGatherer, gatherFaults } from "./gatherFaults.js";
import { findInputs, type InputPaths, weatherKey } from "./inputPaths.js";

export interface Ingredients {
  readonly config: ExperimentConfig;
  readonly grid: Grid;
  readonly vertical: VerticalCoordinate;
  /** [row][column] [1] */
  readonly landFraction: Float64Array;
  readonly weather: MeteorologySource;
  readonly fluxes: PriorFluxes;
  /** Biosphere of the truth, in a twin experiment. */
  readonly truth: TruthFluxes | undefined;
  readonly background: Background;
  /** Absent in a run that compares with no soundings. */
  readonly retrievals: RetrievalSet | undefined;
  readonly screening: Screening | undefined;
  /** What every output must say. */
  readonly remarks: readonly string[];
  /** Files that were read. */
  readonly files: readonly string[];
  close(): void;
}

/**
 * @param folder that paths in the configuration are relative to
 * @throws ConfigError, InputError with every fault
 */
export async function gatherIngredients({ config, place }: ParsedExperiment, folder: string): Promise<Ingredients> {
  const faults = gatherFaults(place);
  const paths = await findInputs(config, folder, faults);
  const grid = await faults.try(["grid"], () => createGrid(definitionOfGrid(config)));
  const vertical = await faults.try(["vertical"], () => definitionOfVertical(config));
  const retrievals = await faults.try(["observations", "files"], () =>
    paths.observations === undefined ? undefined : readLite(paths.observations),
  );
  if (grid === undefined || vertical === undefined) {
    faults.check();
    throw new Error("unreachable: a missing grid is a fault");
  }
  const land = landFraction(grid, naturalEarthLand("50m"));
  const weather = await openWeather(config, paths, grid, vertical, land, faults);
  const fluxes = await openFluxes(config, paths, grid, land, faults);
  try {
    return await mix(config, { grid, vertical, land, weather, fluxes, retrievals }, faults);
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
}

async function mix(config: ExperimentConfig, opened: Opened, faults: FaultGatherer): Promise<Ingredients> {
  const { grid, vertical, land, weather, fluxes } = opened;
  const { period, observations, twin, seed } = config;
  const days = (period.end - period.start) / SECONDS_PER_DAY;
  const surfacePressure = await faults.try(weatherKey(config), () => {
    if (weather === undefined) return undefined;
    weather.check(period.start, period.end);
    return weather.at(period.start).surfacePressure;
  });
  const retrievals =
    opened.retrievals ??
    (observations?.source === "synthetic" && surfacePressure !== undefined
      ? syntheticOrbit({ grid, landFraction: land, surfacePressure, seed, start: period.start, days })
      : undefined);
  const screening = await faults.try(["observations"], () =>
    retrievals === undefined ? undefined : screenRetrievals(retrievals, grid, period),
  );
  const background = await faults.try(["background"], () => {
    if (config.background.source === "synthetic") return syntheticBackground();
    return retrievals === undefined ? undefined : priorBackground(retrievals);
  });
  const truth = await faults.try(["twin"], () => {
    if (twin === undefined) return undefined;
    const biosphere = fluxes.sources.find((source) => source.component === "biosphere");
    if (biosphere === undefined) {
      if (config.fluxes.biosphere !== "none") return undefined;
      throw new CoverageError({
        where: "fluxes.biosphere",
        found: "no biosphere flux",
        expected: "a biosphere whose errors make the truth",
        remedy: "choose a source for fluxes.biosphere",
      });
    }
    return truthFluxes(grid, biosphere, {
      seed,
      uptakeError: twin.uptakeError,
      respirationError: twin.respirationError,
    });
  });
  faults.check();
  if (weather === undefined || background === undefined) {
    throw new Error("unreachable: what is missing is a fault");
  }
  return {
    config,
    grid,
    vertical,
    landFraction: land,
    weather,
    fluxes,
    truth,
    background,
    retrievals,
    screening,
    remarks: sentences([
      ...(twin === undefined ? [] : ["TWIN EXPERIMENT: the soundings are made from a known truth, none is measured."]),
      ...config.remarks,
      ...weather.remarks,
      ...fluxes.remarks,
      ...(truth?.remarks ?? []),
      ...(config.runs.includes("analysis") ? fluxEnsembleRemarks(config.ensemble) : []),
      ...background.remarks,
      ...(retrievals?.remarks ?? []),
    ]),
    files: [...new Set([...weather.files, ...fluxes.files, ...(retrievals?.files ?? [])])],
    close() {
      weather.close();
      fluxes.close();
    },
  };
}

/** @returns undefined where it could not be opened, which is a fault */
async function openWeather(
  config: ExperimentConfig,
  { weather: files }: InputPaths,
  grid: Grid,
  vertical: VerticalCoordinate,
  land: Float64Array,
  faults: FaultGatherer,
): Promise<MeteorologySource | undefined> {
  const { meteorology, seed } = config;
  return faults.try(weatherKey(config), async () => {
    if (meteorology.source === "synthetic") return syntheticMeteorology({ grid, vertical, landFraction: land, seed });
    if (files === undefined) return undefined;
    const { dates, boundaryLayer } = meteorology;
    return griddedMeteorology({
      grid,
      vertical,
      landFraction: land,
      files,
      dates: typeof dates === "string" ? { kind: dates } : { kind: "shift", seconds: dates.shiftTo - dates.shiftFrom },
      boundaryLayer,
    });
  });
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

/** Each remark once, as a sentence. */
export function sentences(remarks: readonly string[]): string[] {
  return [...new Set(remarks.map((remark) => `${remark[0].toUpperCase()}${remark.slice(1).replace(/\.$/, "")}.`))];
}
