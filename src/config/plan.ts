/**
 * The plan of an experiment: what its file asks for with every choice made and nothing left open, as one of three kinds.
 *
 *   forward    CTRL alone, compared with observations or with none
 *   inversion  AN from observations that somebody made, with CTRL beside it and FC after it as asked
 *   twin       the same, with observations made from a truth of its own
 *
 * Keys with the ending Km, Ppm, Days or Hours are in these units as in the file; all others are SI.
 */
import type { FluxComponent } from "../fluxes/fluxSource.js";
import type { ByKind } from "../observations/observation.js";
import type { Section } from "../products/section.js";
import type { ExperimentConfig } from "./schema.js";

export type Plan = ForwardPlan | AnalysisPlan;
export type AnalysisPlan = InversionPlan | TwinPlan;

interface PlanInCommon
  extends Readonly<
    Pick<
      ExperimentConfig,
      | "title"
      | "remarks"
      | "seed"
      | "output"
      | "period"
      | "grid"
      | "vertical"
      | "mixing"
      | "urbanFraction"
      | "horizontalDiffusion"
      | "deepConvection"
      | "meteorology"
      | "background"
      | "outputs"
    >
  > {
  readonly fluxes: Readonly<Record<FluxComponent, Section | "none">>;
  /** Where regions of the user's own come from. */
  readonly regions: NonNullable<ExperimentConfig["regions"]>;
  /** [s] */
  readonly timeStep: number;
  /** Of the kernels. */
  readonly threads: number | "automatic";
  readonly perturbations: Perturbations;
  /** How `run.json` calls what is done. */
  readonly experiment: string;
  /** The configuration as `run.json` keeps it: a file that can be run again. */
  readonly recorded: Readonly<Record<string, unknown>>;
}

export interface ForwardPlan extends PlanInCommon {
  readonly kind: "forward";
  readonly observations: ObservationPlan | "none";
}

interface AnalysisInCommon extends PlanInCommon {
  readonly observations: ObservationPlan;
  readonly ensemble: EnsemblePlan;
  readonly filter: FilterPlan;
  /** What perturbed analyses take observations to be wrong by; without any where there is none. */
  readonly correlatedErrors: ByKind<CorrelatedErrorPlan | "none">;
  /** Whether CTRL rides along with the members. */
  readonly control: boolean;
  /** Whether FC follows. */
  readonly posterior: boolean;
}

export interface InversionPlan extends AnalysisInCommon {
  readonly kind: "inversion";
}

export interface TwinPlan extends AnalysisInCommon {
  readonly kind: "twin";
  readonly truth: TruthPlan;
}

/** Errors that observations of a kind share over a length and a memory. */
export interface CorrelatedErrorPlan {
  /** Standard deviation. */
  readonly ppm: number;
  readonly lengthKm: number;
  readonly memoryDays: number;
}

/** As the file has it. */
export type ObservationSection = Readonly<NonNullable<ExperimentConfig["observations"]>>;

export type ObservationPlan = ObservationSection & {
  readonly correlatedNeighbours: NonNullable<ObservationSection["correlatedNeighbours"]>;
  readonly error: {
    /** Of columns [ppm]. */
    readonly representationPpm: number;
    /** Of plumes against those of the atmosphere, for columns, deviation in each direction [km]. */
    readonly displacementKm: number | "none";
  };
};

/** How the mole fraction of the members differs at the start and at the sides, standard deviations. */
export type Perturbations =
  /** Of smooth fields, and of one offset a member at the sides; 0 where the offset is estimated. */
  | { readonly kind: "smooth"; readonly perturbationPpm: number; readonly boundaryOffsetPpm: number }
  /** Over the mole fraction [1]. */
  | { readonly kind: "white-noise"; readonly share: number };

type Forms = ExperimentConfig["ensemble"];

export type EnsemblePlan =
  /** `lagDays`: the days before its own that an observation corrects, those of the window with a two-step update. */
  | Readonly<Extract<Forms, { form: "persistent" }>>
  | (Readonly<Omit<Extract<Forms, { form: "paper" | "paper-stabilised" }>, "factorBound">> & {
      readonly factorBound: number | "none";
    });

export interface FilterPlan {
  readonly update: { readonly kind: "joint" } | { readonly kind: "two-step"; readonly windowDays: number };
  readonly method:
    | { readonly kind: "ensrf"; readonly order: ExperimentConfig["filter"]["order"] }
    | { readonly kind: "letkf" };
  readonly localization: LocalizationPlan | "none";
  readonly inflation: Readonly<ExperimentConfig["filter"]["inflation"]>;
  readonly estimate: WithoutAbsent<ExperimentConfig["filter"]["estimate"]>;
}

/** As the file has it, with the choice of the program where it says nothing. */
type WithoutAbsent<T> = { readonly [K in keyof T]-?: NonNullable<T[K]> };

type Reach = Exclude<ExperimentConfig["filter"]["localization"], "none">;

export interface LocalizationPlan {
  readonly length: { readonly zeroDistanceKm: number } | { readonly halfWidthKm: number };
  readonly centre: NonNullable<Reach["centre"]>;
  readonly vertical: Reach["vertical"];
}

type TwinSection = NonNullable<ExperimentConfig["twin"]>;

export interface TruthPlan extends Readonly<Omit<TwinSection, "fluxes" | "errors" | "transport">> {
  /** Those that a source says; the others are made of the prior's, with the errors drawn for them. */
  readonly fluxes: Readonly<Record<FluxComponent, Section | "none" | "from-prior">>;
  readonly transport: TruthTransport | "of the model";
  /** Of the model and the retrievals, besides the prior fluxes. */
  readonly errors: Readonly<NonNullable<TwinSection["errors"]>> | "none";
}

/** How the truth of a twin is carried, where that differs from the model in anything. */
export interface TruthTransport
  extends Pick<Plan, "mixing" | "horizontalDiffusion" | "deepConvection" | "timeStep" | "vertical"> {
  /** Cells of the truth along each side of a cell of the model. */
  readonly refine: number;
}
