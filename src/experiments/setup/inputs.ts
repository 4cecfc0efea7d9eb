/**
 * From a configuration to everything a run works with: grid, weather, fluxes, observations, background. All inputs are
 * opened and checked here, before anything is computed or written; every fault is reported at once.
 */
import { type FaultGatherer, gatherFaults } from "../../config/gatherFaults.js";
import type { ParsedExperiment } from "../../config/parse.js";
import type { ExperimentConfig } from "../../config/schema.js";
import type { Background } from "../../fields/background.js";
import type { PriorFluxes } from "../../fluxes/priorFluxes.js";
import type { TruthFluxes } from "../../fluxes/truthFluxes.js";
import type { Grid } from "../../grids/grid.js";
import type { VerticalCoordinate } from "../../grids/verticalCoordinate.js";
import type { MeteorologySource } from "../../meteorology/meteorology.js";
import type { ObservationSet } from "../../observations/observation.js";
import type { Screening } from "../../observations/quality.js";
import type { ScreenedObservation } from "../../observations/screenedObservation.js";
import type { SyntheticObservations } from "../../observations/sources/syntheticNetworks.js";
import type { Registry } from "../../products/registry.js";
import type { Section } from "../../products/section.js";
import type { Forcing } from "../../transport/hourlyForcing.js";
import { makeBackground } from "./background.js";
import { type DomainParts, makeDomain } from "./domain.js";
import { type FluxParts, makeFluxes } from "./fluxes.js";
import { makeObservations, type ObservationParts } from "./observations.js";
import { gatherParts, type Part, type Parts } from "./parts.js";
import type { Preparation } from "./preparation.js";
import { remarksOf } from "./remarks.js";
import { findSections } from "./sections.js";
import { makeWeather, type WeatherParts } from "./weather.js";

/** Noise-free value at each observation [mol mol-1]. */
export type TruthValues = ReadonlyMap<ScreenedObservation, number>;

export interface Inputs {
  readonly config: ExperimentConfig;
  /** The products that the configuration names. */
  readonly registry: Registry;
  readonly grid: Grid;
  readonly vertical: VerticalCoordinate;
  /** [row][column] [1] */
  readonly landFraction: Float64Array;
  /** What the configuration says of the weather, its files found. */
  readonly weatherSection: Section;
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
 * @example
 * import { gatherInputs, parseExperiment } from "openjdas";
 *
 * const experiment = `
 * title: "Towers in July"
 * output: runs/unused
 * period: { start: 2016-07-01, end: 2016-07-03 }
 * meteorology: { source: synthetic }
 * background: { source: synthetic }
 * twin: {}
 * observations: { source: synthetic, network: towers }
 * `;
 * const inputs = await gatherInputs(parseExperiment(experiment, "towers.yaml"), ".");
 * inputs.observations?.observations.length; // => 120
 * inputs.close();
 */
export async function gatherInputs(
  parsed: ParsedExperiment,
  folder: string,
  faults: FaultGatherer = gatherFaults(parsed),
): Promise<Inputs> {
  const opened: { close(): void }[] = [];
  const close = (): void => opened.forEach((one) => one.close());
  const keep: Preparation["keep"] = (one) => {
    opened.push(one);
    return one;
  };
  try {
    const parts = await makeParts(parsed, folder, gatherParts(faults), keep);
    faults.check();
    return { ...assemble(parsed, parts), close };
  } catch (error) {
    close();
    throw error;
  }
}

interface InputParts {
  readonly domain: DomainParts;
  readonly weather: WeatherParts;
  readonly fluxes: FluxParts;
  readonly observations: ObservationParts | undefined;
  readonly background: Part<Background>;
}

async function makeParts(
  { config, registry }: Pick<ParsedExperiment, "config" | "registry">,
  folder: string,
  parts: Parts,
  keep: Preparation["keep"],
): Promise<InputParts> {
  const sections = await findSections(config, registry, folder, parts);
  const domain = await makeDomain(config, registry, sections.meteorology, parts);
  const known: Preparation["known"] = {
    grid: () => domain.grid.get(),
    vertical: () => domain.vertical.get(),
    landFraction: () => domain.landFraction.get(),
    period: () => config.period,
    seed: () => config.seed,
  };
  const preparation: Preparation = { config, registry, parts, known, keep };
  const weather = await makeWeather(preparation, sections.meteorology);
  const fluxes = await makeFluxes(preparation, sections.fluxes);
  const observations = sections.observations && (await makeObservations(preparation, sections.observations, weather));
  const background = await makeBackground(preparation, sections.background, observations);
  return { domain, weather, fluxes, observations, background };
}

/** @param parts none of which is missing */
function assemble(
  { config, registry }: Pick<ParsedExperiment, "config" | "registry">,
  { domain, weather, fluxes, observations, background }: InputParts,
): Omit<Inputs, "close"> {
  const [source, model] = [weather.source.get(), weather.model.get()];
  const observed = observations?.opened.get();
  const inputs = {
    config,
    registry,
    grid: domain.grid.get(),
    vertical: domain.vertical.get(),
    landFraction: domain.landFraction.get(),
    weatherSection: weather.section.get(),
    weather: model,
    trueWeather: model === source ? undefined : source,
    fluxes: fluxes.prior.get(),
    truth: fluxes.truth.get(),
    background: background.get(),
    observations: observed?.set,
    noise: observed?.noise,
    screening: observations?.screening.get(),
  };
  const files = [inputs.weather, inputs.fluxes, inputs.observations, inputs.background].flatMap(
    (input) => input?.files ?? [],
  );
  return { ...inputs, remarks: remarksOf(config, inputs), files: [...new Set(files)] };
}
