/**
 * From a plan to everything a run works with: grid, weather, fluxes, observations, background. All inputs are
 * opened and checked here, before anything is computed or written; every fault is reported at once.
 */
import { type FaultGatherer, gatherFaults } from "../../config/gatherFaults.js";
import { sourcesOf } from "../../config/observationSources.js";
import type { ParsedExperiment } from "../../config/parse.js";
import type { ForwardPlan, InversionPlan, ObservationPlan, Plan, TwinPlan } from "../../config/plan.js";
import type { Background } from "../../fields/background.js";
import type { PriorFluxes } from "../../fluxes/priorFluxes.js";
import { publishedRemarks } from "../../fluxes/publishedTotals.js";
import type { Grid } from "../../grids/grid.js";
import type { VerticalCoordinate } from "../../grids/verticalCoordinate.js";
import type { MeteorologySource } from "../../meteorology/meteorology.js";
import type { ObservationSet } from "../../observations/observation.js";
import type { ScreenedObservation } from "../../observations/screenedObservation.js";
import { provincePolygons } from "../../io/provincePolygons.js";
import type { Registry } from "../../products/registry.js";
import { allRegions } from "../../regions/allRegions.js";
import type { Region } from "../../regions/region.js";
import type { Section } from "../../products/section.js";
import type { Forcing } from "../../transport/hourlyForcing.js";
import { makeBackground } from "./background.js";
import { type DomainParts, makeDomain } from "./domain.js";
import { type FluxParts, makeFluxes } from "./fluxes.js";
import { makeObservations, type Observed } from "./observations.js";
import { gatherParts, type Part, type Parts } from "./parts.js";
import type { Preparation } from "./preparation.js";
import { type PreparedPart, preparedInputs, type UseOfCache } from "./preparedInputs.js";
import { isTruthApart } from "./modelErrors.js";
import { makeRegions, type RegionInputs } from "./regions.js";
import { remarksOf } from "./remarks.js";
import { findSections, sectionFinder } from "./sections.js";
import { makeTruth, type TrueFluxes } from "./trueFluxes.js";
import { makeTruthWorld, type TruthWorld } from "./truthWorld.js";
import { makeWeather, type WeatherParts } from "./weather.js";

/** Noise-free value at each observation [mol mol-1]. */
export type TruthValues = ReadonlyMap<ScreenedObservation, number>;

interface InputsInCommon {
  /** The products that the plan names. */
  readonly registry: Registry;
  readonly grid: Grid;
  readonly vertical: VerticalCoordinate;
  /** [row][column] [1] */
  readonly landFraction: Float64Array;
  /** What the plan says of the weather, its files found. */
  readonly weatherSection: Section;
  /** That of CTRL, AN and FC. */
  readonly weather: MeteorologySource;
  /** What the weather does in each hour, where someone prepares it ahead. */
  readonly forcing?: Forcing;
  readonly fluxes: PriorFluxes;
  readonly background: Background;
  /** Those of the user's own. */
  readonly regions: RegionInputs;
  /** Every region whose totals are kept; they are made when somebody first asks. */
  allRegions(): readonly Region[];
  /** What every output must say. */
  readonly remarks: readonly string[];
  /** Files that were read, or that what was read instead was prepared of. */
  readonly files: readonly string[];
  /** What came from the cache, or went there. */
  readonly prepared: readonly PreparedPart[];
  close(): void;
}

export interface ForwardInputs extends InputsInCommon {
  readonly kind: "forward";
  readonly plan: ForwardPlan;
  readonly observed: Observed | "nothing";
}

export interface InversionInputs extends InputsInCommon {
  readonly kind: "inversion";
  readonly plan: InversionPlan;
  readonly observed: Observed;
}

export interface TwinInputs extends InputsInCommon {
  readonly kind: "twin";
  readonly plan: TwinPlan;
  readonly observed: Observed;
  /** Fluxes of the truth. */
  readonly truth: TrueFluxes;
  readonly truthWorld: TruthWorld;
  readonly truthRun: TruthRun;
}

/** Where the truth's values at the observations come from. */
export type TruthRun =
  /** A lane beside the members, in the same weather and transport. */
  | { readonly kind: "aboard" }
  /** A run of its own before the analysis: the model's weather is in error, or the truth has transport of its own. */
  | { readonly kind: "apart" }
  | { readonly kind: "done"; readonly values: TruthValues };

/** Those of an experiment that assimilates. */
export type AnalysisInputs = InversionInputs | TwinInputs;
export type Inputs = ForwardInputs | AnalysisInputs;

type Tell = (what: string) => void;

/** What of a file is asked to be opened. */
export type Planned = Omit<ParsedExperiment, "config">;

/**
 * @param folder that paths in the configuration are relative to
 * @param faults that are known, to be told with those of the inputs
 * @param tell hears what is about to be opened
 * @param cached what is done about parts of the inputs that can be prepared
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
 * inputs.observed === "nothing" ? 0 : inputs.observed.set.observations.length; // => 120
 * inputs.close();
 */
export async function gatherInputs(
  planned: Planned,
  folder: string,
  faults: FaultGatherer = gatherFaults(planned),
  tell: Tell = () => {},
  cached: UseOfCache = "none",
): Promise<Inputs> {
  const opened: { close(): void }[] = [];
  const close = (): void => opened.forEach((one) => one.close());
  const keep: Preparation["keep"] = (one) => {
    opened.push(one);
    return one;
  };
  try {
    return await makeInputs(planned, folder, gatherParts(faults), { keep, close, tell, cached });
  } catch (error) {
    close();
    throw error;
  }
}

interface Opening extends Pick<Preparation, "keep">, Pick<Inputs, "close"> {
  readonly tell: Tell;
  readonly cached: UseOfCache;
}

/** Makes the parts that all kinds have in common and those of the kind of the plan; once all are there, assembles them. */
async function makeInputs(
  { plan, registry }: Planned,
  folder: string,
  parts: Parts,
  { keep, close, tell, cached }: Opening,
): Promise<Inputs> {
  const find = sectionFinder(registry, folder, parts);
  const sections = await findSections(plan, find);
  tell("grid and layers");
  const domain = await makeDomain(plan, registry, sections.meteorology, parts);
  const known: Preparation["known"] = {
    grid: () => domain.grid.get(),
    vertical: () => domain.vertical.get(),
    landFraction: () => domain.landFraction.get(),
    period: () => plan.period,
    seed: () => plan.seed,
  };
  const prepared = preparedInputs(plan, registry, keep, cached);
  const preparation: Preparation = { plan, registry, parts, known, keep, prepared };
  const regions = await makeRegions(plan, domain.grid, folder, parts);
  tell("weather");
  const weather = await makeWeather(preparation, sections.meteorology);
  tell("prior fluxes");
  const fluxes = await makeFluxes(preparation, sections.fluxes);
  const observe = async (settings: ObservationPlan): Promise<Part<Observed>> => {
    tell("observations");
    const asked = await Promise.all(
      sourcesOf(settings).map(({ path, section }) => find("observations", path, section)),
    );
    return makeObservations(preparation, asked, weather, settings);
  };
  const complete = async (observed: Part<Observed> | "nothing", truth: Part<TrueFluxes> | "none") => {
    tell("background");
    const background = await makeBackground(preparation, sections.background, observed);
    parts.check();
    const set = observed === "nothing" ? [] : [observed.get().set];
    const made = { domain, weather, fluxes, background, regions };
    const assembled = assemble(plan, made, truth === "none" ? [] : [truth.get()], set);
    return { ...assembled, prepared: prepared.parts(), registry, close };
  };
  switch (plan.kind) {
    case "forward": {
      const observed = plan.observations === "none" ? "nothing" : await observe(plan.observations);
      const common = await complete(observed, "none");
      return { ...common, kind: plan.kind, plan, observed: observed === "nothing" ? observed : observed.get() };
    }
    case "inversion": {
      const observed = await observe(plan.observations);
      const common = await complete(observed, "none");
      return { ...common, kind: plan.kind, plan, observed: observed.get() };
    }
    case "twin": {
      const observed = await observe(plan.observations);
      tell("true fluxes");
      const truth = await makeTruth(preparation, sections.trueFluxes, fluxes, plan);
      const common = await complete(observed, truth);
      const ofModel = { domain, weather, background: common.background, observed };
      const world = await makeTruthWorld(preparation, sections, plan, ofModel);
      parts.check();
      const known = { observed: observed.get(), truth: truth.get(), truthWorld: world.get() };
      return {
        ...common,
        kind: plan.kind,
        plan,
        ...known,
        truthRun: { kind: isTruthApart(plan) ? "apart" : "aboard" },
      };
    }
  }
}

interface PartsInCommon {
  readonly domain: DomainParts;
  readonly weather: WeatherParts;
  readonly fluxes: FluxParts;
  readonly background: Part<Background>;
  readonly regions: Part<RegionInputs>;
}

/** @param parts none of which is missing @param truth, observations one or none */
function assemble(
  plan: Plan,
  { domain, weather, fluxes, background, regions }: PartsInCommon,
  truth: readonly TrueFluxes[],
  observations: readonly ObservationSet[],
): Omit<InputsInCommon, "registry" | "prepared" | "close"> {
  const opened = { weather: weather.model.get(), fluxes: fluxes.prior.get(), background: background.get() };
  const files = [opened.weather, opened.fluxes, ...truth, ...observations, opened.background].flatMap(
    (input) => input.files,
  );
  const own = regions.get();
  const [grid, landFraction] = [domain.grid.get(), domain.landFraction.get()];
  let all: readonly Region[] | undefined;
  const everyRegion = (): readonly Region[] =>
    (all ??= allRegions(grid, landFraction, provincePolygons(), own.regions));
  const sources = [...opened.fluxes.sources, ...truth.flatMap(({ given }) => given)];
  const beyond = publishedRemarks(sources, grid, everyRegion(), plan.period.start);
  return {
    ...opened,
    grid,
    vertical: domain.vertical.get(),
    landFraction,
    allRegions: everyRegion,
    weatherSection: weather.section.get(),
    regions: own,
    remarks: remarksOf(plan, {
      ...opened,
      fluxes: { remarks: [...opened.fluxes.remarks, ...beyond] },
      truth,
      observations,
    }),
    files: [...new Set([...files, ...own.files])],
  };
}
