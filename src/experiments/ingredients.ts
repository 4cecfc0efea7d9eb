/**
 * From a configuration to everything a run works with: grid, weather, fluxes, soundings, background. All inputs are
 * opened and checked here, before anything is computed or written; every fault is reported at once.
 */
import { SECONDS_PER_DAY } from "../constants.js";
import { CoverageError } from "../errors.js";
import { type Background, syntheticBackground } from "../fields/background.js";
import { type PriorFluxes, priorFluxes } from "../fluxes/priorFluxes.js";
import { openFluxSources } from "../fluxes/sources/index.js";
import { type TruthFluxes, truthFluxes } from "../fluxes/truthFluxes.js";
import { createGrid, type Grid } from "../grids/grid.js";
import { landFraction } from "../grids/landFraction.js";
import type { VerticalCoordinate } from "../grids/verticalCoordinate.js";
import { expandInputFiles } from "../io/inputFiles.js";
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
import { definitionOfGrid, definitionOfVertical } from "./domain.js";
import { type FaultGatherer, gatherFaults } from "./gatherFaults.js";

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
  const faults = gatherFaults();
  const grid = await faults.try(place(["grid"]), () => createGrid(definitionOfGrid(config)));
  const vertical = await faults.try(place(["vertical"]), () => definitionOfVertical(config));
  const retrievals = await faults.try(place(["observations", "files"]), () => liteRetrievals(config, folder));
  if (grid === undefined || vertical === undefined) {
    faults.check();
    throw new Error("unreachable: a missing grid is a fault");
  }
  const land = landFraction(grid, naturalEarthLand("50m"));
  const weather = await faults.try(place(["meteorology"]), () => openWeather(config, folder, grid, vertical, land));
  const fluxes = await faults.try(place(["fluxes"]), () => openFluxes(config, folder, grid, land));
  try {
    return await mix({ config, place }, { grid, vertical, land, weather, fluxes, retrievals }, faults);
  } catch (error) {
    weather?.close();
    fluxes?.close();
    throw error;
  }
}

interface Opened {
  readonly grid: Grid;
  readonly vertical: VerticalCoordinate;
  readonly land: Float64Array;
  readonly weather: MeteorologySource | undefined;
  readonly fluxes: PriorFluxes | undefined;
  /** Undefined where they are synthetic, absent, or could not be read. */
  readonly retrievals: RetrievalSet | undefined;
}

async function mix({ config, place }: ParsedExperiment, opened: Opened, faults: FaultGatherer): Promise<Ingredients> {
  const { grid, vertical, land, weather, fluxes } = opened;
  const { period, observations, twin, seed } = config;
  const days = (period.end - period.start) / SECONDS_PER_DAY;
  const surfacePressure = await faults.try(place(["meteorology"]), () => {
    if (weather === undefined) return undefined;
    weather.check(period.start, period.end);
    return weather.at(period.start).surfacePressure;
  });
  const retrievals =
    opened.retrievals ??
    (observations?.source === "synthetic" && surfacePressure !== undefined
      ? syntheticOrbit({ grid, landFraction: land, surfacePressure, seed, start: period.start, days })
      : undefined);
  const screening = await faults.try(place(["observations"]), () =>
    retrievals === undefined ? undefined : screenRetrievals(retrievals, grid, period),
  );
  const background = await faults.try(place(["background"]), () => {
    if (config.background.source === "synthetic") return syntheticBackground();
    return retrievals === undefined ? undefined : priorBackground(retrievals);
  });
  const truth = await faults.try(place(["twin"]), () => {
    const biosphere = fluxes?.sources.find((source) => source.component === "biosphere");
    if (twin === undefined || fluxes === undefined) return undefined;
    if (biosphere === undefined) {
      throw new CoverageError({
        where: "twin",
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
  if (weather === undefined || fluxes === undefined || background === undefined) {
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
      ...(truth ?? fluxes).remarks,
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

async function liteRetrievals({ observations }: ExperimentConfig, folder: string): Promise<RetrievalSet | undefined> {
  if (observations?.source !== "lite") return undefined;
  return readLite(expandInputFiles(observations.files ?? [], folder));
}

async function openWeather(
  config: ExperimentConfig,
  folder: string,
  grid: Grid,
  vertical: VerticalCoordinate,
  land: Float64Array,
): Promise<MeteorologySource> {
  const { meteorology, seed } = config;
  switch (meteorology.source) {
    case "synthetic":
      return syntheticMeteorology({ grid, vertical, landFraction: land, seed });
    case "gridded": {
      const { dates } = meteorology;
      return griddedMeteorology({
        grid,
        vertical,
        landFraction: land,
        files: expandInputFiles(meteorology.files, folder),
        dates:
          typeof dates === "string" ? { kind: dates } : { kind: "shift", seconds: dates.shiftTo - dates.shiftFrom },
        boundaryLayer: meteorology.boundaryLayer,
      });
    }
  }
}

async function openFluxes(
  config: ExperimentConfig,
  folder: string,
  grid: Grid,
  land: Float64Array,
): Promise<PriorFluxes> {
  const choice = (flux: ExperimentConfig["fluxes"]["biosphere"]) =>
    typeof flux === "string" ? flux : { ...flux, files: expandInputFiles(flux.files, folder) };
  const { biosphere, ocean, fossil, fire } = config.fluxes;
  const choices = { biosphere: choice(biosphere), ocean: choice(ocean), fossil: choice(fossil), fire: choice(fire) };
  return priorFluxes(grid, await openFluxSources(choices, { grid, landFraction: land, seed: config.seed }));
}

/** Each remark once, as a sentence. */
function sentences(remarks: readonly string[]): string[] {
  return [...new Set(remarks.map((remark) => `${remark[0].toUpperCase()}${remark.slice(1).replace(/\.$/, "")}.`))];
}
