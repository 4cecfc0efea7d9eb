/** Makes the plan of an experiment: every choice that its file leaves to the program is made here. */
import type { ByKind, Observation } from "../observations/observation.js";
import type { Registry } from "../products/registry.js";
import type { Section } from "../products/section.js";
import { kindsOf } from "./observationSources.js";
import type {
  AnalysisPlan,
  CorrelatedErrorPlan,
  EnsemblePlan,
  FilterPlan,
  LocalizationPlan,
  ObservationPlan,
  ObservationSection,
  Perturbations,
  Plan,
  TruthPlan,
  TruthTransport,
} from "./plan.js";
import { estimateOf, perturbationsOf } from "./estimateOf.js";
import { recordedConfiguration } from "./recorded.js";
import type { ExperimentConfig } from "./schema.js";

const NOTHING_ESTIMATED = { boundaryOffset: "none" } as const;

/** @param config that the rules have let through @param registry the products that it names */
export function planOf(config: ExperimentConfig, registry: Registry): Plan {
  const { runs, twin, threads } = config;
  const common = {
    ...keptAsWritten(config),
    fluxes: fluxesOf(config),
    regions: config.regions ?? [],
    timeStep: 60 * config.timeStepMinutes,
    threads: threads ?? ("automatic" as const),
    experiment: twin === undefined ? runs.join(", ") : "twin",
    recorded: recordedConfiguration(config, registry),
  };
  const forward = { ...common, kind: "forward" as const, perturbations: perturbationsOf(config, NOTHING_ESTIMATED) };
  if (config.observations === undefined) return { ...forward, observations: "none" };
  const observations = observationsOf(config, config.observations, registry);
  if (!runs.includes("analysis")) return { ...forward, observations };
  const correlatedErrors = correlatedErrorsOf(config, observations, registry);
  const kinds = kindsOf(observations, registry);
  const { displacementKm, ...ofAll } = observations.error;
  const error = {
    ...ofAll,
    ...(kinds.includes("column") && { displacementKm }),
    correlated: correlatedErrors.column,
    ...(kinds.includes("point") && { siteCorrelated: correlatedErrors.point }),
  };
  const filter = filterOf(config, correlatedErrors);
  const perturbations = perturbationsOf(config, filter.estimate);
  const analysis = {
    ...common,
    perturbations,
    recorded: recordedConfiguration(
      {
        ...config,
        background: recordedBackground(config, perturbations, filter),
        observations: { ...observations, error },
        filter: recordedFilter(config, filter),
      },
      registry,
    ),
    observations,
    ensemble: ensembleOf(config),
    filter,
    correlatedErrors,
    control: runs.includes("control"),
    posterior: runs.includes("posterior"),
  };
  return twin === undefined
    ? { ...analysis, kind: "inversion" }
    : { ...analysis, kind: "twin", truth: truthOf(config, twin) };
}

function keptAsWritten(config: ExperimentConfig) {
  const { title, remarks, seed, output, period, grid, vertical, meteorology, background, outputs } = config;
  const { mixing, urbanFraction, horizontalDiffusion, deepConvection } = config;
  const domain = { period, grid, vertical, meteorology, background };
  const transport = { mixing, urbanFraction, horizontalDiffusion, deepConvection };
  return { title, remarks, seed, output, ...domain, ...transport, outputs };
}

function fluxesOf({ fluxes: { biosphere, ocean, fossil, fire } }: ExperimentConfig): Plan["fluxes"] {
  return {
    biosphere: sectionOf(biosphere),
    ocean: sectionOf(ocean),
    fossil: sectionOf(fossil),
    fire: sectionOf(fire),
  };
}

/** A name alone is the section of a product that asks for nothing else. */
function sectionOf(written: Section | string): Section | "none" {
  if (written === "none") return "none";
  return typeof written === "string" ? { source: written } : written;
}

function ensembleOf({ ensemble, filter }: ExperimentConfig): EnsemblePlan {
  switch (ensemble.form) {
    case "persistent":
      return filter.update === "two-step" ? { ...ensemble, lagDays: filter.windowDays - 1 } : ensemble;
    case "paper":
    case "paper-stabilised":
      return { ...ensemble, factorBound: ensemble.factorBound ?? "none" };
  }
}

function filterOf(config: ExperimentConfig, correlatedErrors: AnalysisPlan["correlatedErrors"]): FilterPlan {
  const { update, windowDays, method, order, inflation } = config.filter;
  return {
    update: update === "joint" ? { kind: update } : { kind: update, windowDays },
    method: method === "letkf" ? { kind: method } : { kind: method, order },
    localization: localizationOf(config),
    inflation,
    estimate: estimateOf(config, correlatedErrors),
  };
}

/** Measured in twins: docs/method.md, "Correlated neighbours". */
const USUAL_NEIGHBOURS = { lengthKm: 500, treatment: "inflate" } as const;

/** Measured in twins: docs/method.md, "Winds that are wrong". What columns err by besides is more where R has no winds. */
const USUAL_DISPLACEMENT = 300;
const USUAL_REPRESENTATION = { withWinds: 1.7, without: 2 } as const;

/** Where the file says nothing of neighbours and winds: of columns that correct fluxes of the form `persistent`. */
function observationsOf(
  { ensemble, runs }: ExperimentConfig,
  observations: ObservationSection,
  registry: Registry,
): ObservationPlan {
  const possible = runs.includes("analysis") && ensemble.form === "persistent";
  const asks = possible && kindsOf(observations, registry).includes("column");
  const { correlatedNeighbours = asks ? USUAL_NEIGHBOURS : "none", error } = observations;
  const { displacementKm = asks ? USUAL_DISPLACEMENT : "none" } = error;
  const usual = displacementKm === "none" ? USUAL_REPRESENTATION.without : USUAL_REPRESENTATION.withWinds;
  const { representationPpm = usual } = error;
  return { ...observations, correlatedNeighbours, error: { ...error, displacementKm, representationPpm } };
}

/** Measured in twins with every error and a prior that is right: docs/method.md, "Correlated errors of columns", "of sites". */
const USUAL_CORRELATED_ERRORS: ByKind<CorrelatedErrorPlan> = {
  column: { ppm: 0.9, lengthKm: 1500, memoryDays: 150 },
  point: { ppm: 2.7, lengthKm: 1500, memoryDays: 30 },
};

/** Where the file says nothing: of the kinds that there are, where perturbed analyses can be. */
function correlatedErrorsOf(
  { ensemble, filter }: ExperimentConfig,
  observations: ObservationPlan,
  registry: Registry,
): AnalysisPlan["correlatedErrors"] {
  const { correlated, siteCorrelated } = observations.error;
  const possible = ensemble.form === "persistent" && filter.method === "ensrf" && filter.update === "joint";
  const kinds = kindsOf(observations, registry);
  const usual = (kind: Observation["kind"]): CorrelatedErrorPlan | "none" =>
    possible && kinds.includes(kind) ? USUAL_CORRELATED_ERRORS[kind] : "none";
  return { column: correlated ?? usual("column"), point: siteCorrelated ?? usual("point") };
}

function localizationOf({ ensemble, filter }: ExperimentConfig): LocalizationPlan | "none" {
  const { localization, update } = filter;
  if (localization === "none") return "none";
  // Where the file names none: what did best in twin experiments (docs/skill.md), or what was published.
  const usual = ensemble.form === "persistent" && update === "joint" ? "way" : "observation";
  const { centre = usual, vertical, ...length } = localization;
  return { length, centre, vertical };
}

/** As the file has it, with what it leaves to the program. */
function recordedFilter(
  { filter }: ExperimentConfig,
  { localization, estimate }: FilterPlan,
): ExperimentConfig["filter"] {
  const known = { ...filter, estimate };
  if (filter.localization === "none" || localization === "none") return known;
  return { ...known, localization: { ...filter.localization, centre: localization.centre } };
}

/** As the file has it, with the offset of each member where that is not estimated. */
function recordedBackground(
  { background }: ExperimentConfig,
  perturbations: Perturbations,
  { estimate: { boundaryOffset } }: FilterPlan,
): ExperimentConfig["background"] {
  if (perturbations.kind !== "smooth" || boundaryOffset !== "none") return background;
  const { boundaryOffsetPpm } = perturbations;
  return { ...background, boundaryOffsetPpm };
}

type TwinSection = NonNullable<ExperimentConfig["twin"]>;

function truthOf(config: ExperimentConfig, { errors, transport, fluxes = {}, ...truth }: TwinSection): TruthPlan {
  const trueFlux = (written: Section | string | undefined): Section | "none" | "from-prior" =>
    written === undefined ? "from-prior" : sectionOf(written);
  const drawn = {
    ...errors,
    ...(fluxes.fossil !== undefined && { fossilNational: 0, fossilProvincial: 0 }),
    ...(fluxes.ocean !== undefined && { ocean: 0 }),
  } as NonNullable<typeof errors>;
  return {
    ...truth,
    transport: truthTransportOf(config, transport),
    fluxes: {
      biosphere: trueFlux(fluxes.biosphere),
      ocean: trueFlux(fluxes.ocean),
      fossil: trueFlux(fluxes.fossil),
      fire: trueFlux(fluxes.fire),
    },
    errors: errors === undefined ? "none" : drawn,
  };
}

/** A transport that is in nothing another than the model's is the model's. */
function truthTransportOf(config: ExperimentConfig, own: TwinSection["transport"] = {}): TruthPlan["transport"] {
  const { mixing, horizontalDiffusion, deepConvection, timeStepMinutes, vertical } = config;
  const timeStep = 60 * timeStepMinutes;
  const ofModel: TruthTransport = { mixing, horizontalDiffusion, deepConvection, timeStep, vertical, refine: 1 };
  const ofTruth: TruthTransport = {
    mixing: own.mixing ?? mixing,
    horizontalDiffusion: own.horizontalDiffusion ?? horizontalDiffusion,
    deepConvection: own.deepConvection ?? deepConvection,
    timeStep: own.timeStepMinutes === undefined ? timeStep : 60 * own.timeStepMinutes,
    // The same object where it says the same.
    vertical: JSON.stringify(own.vertical) === JSON.stringify(vertical) ? vertical : (own.vertical ?? vertical),
    refine: own.refine ?? 1,
  };
  return JSON.stringify(ofTruth) === JSON.stringify(ofModel) ? "of the model" : ofTruth;
}
