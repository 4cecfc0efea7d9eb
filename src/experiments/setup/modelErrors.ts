/**
 * What is wrong in the model and the retrievals of a twin experiment beside its prior fluxes (`twin.errors`). The truth
 * has the weather that the source gives and the observations made of it; the model of CTRL, AN and FC has weather in error.
 */
import { SECONDS_PER_HOUR } from "../../constants.js";
import type { Grid } from "../../grids/grid.js";
import { erroneousWeather } from "../../meteorology/erroneousWeather.js";
import type { StructuredSizes } from "../../assimilation/structuredErrors.js";
import type { MeteorologySource } from "../../meteorology/meteorology.js";
import { type RetrievalErrors, retrievalErrors } from "../../observations/retrievalErrors.js";
import { siteErrors } from "../../observations/siteErrors.js";
import { fromPpm } from "../../units.js";
import type { Plan, TruthPlan, TwinPlan } from "../../config/plan.js";

type Errors = Exclude<TruthPlan["errors"], "none">;

/** Share of the variance of the boundary's error that is one constant offset, as in the ensemble's default spread. */
const OFFSET_SHARE = 0.25;

function weatherErrors(plan: Plan): Errors | "none" {
  const errors = errorsOf(plan);
  if (errors === "none") return errors;
  const { windPhaseHours, windStrength, windField, boundaryLayer } = errors;
  return windPhaseHours > 0 || windStrength > 0 || windField > 0 || boundaryLayer > 0 ? errors : "none";
}

function errorsOf(plan: Plan): Errors | "none" {
  return plan.kind === "twin" ? plan.truth.errors : "none";
}

/** The weather of the model that assimilates: `weather` itself where it has no errors. */
export function modelWeather(plan: Plan, weather: MeteorologySource, grid: Grid): MeteorologySource {
  const errors = weatherErrors(plan);
  if (errors === "none") return weather;
  return erroneousWeather(weather, grid, {
    seed: plan.seed,
    phase: errors.windPhaseHours * SECONDS_PER_HOUR,
    strength: errors.windStrength,
    wind: errors.windField,
    boundaryLayer: errors.boundaryLayer,
  });
}

/** Whether the truth of a twin has weather or transport that the model has not, so that it cannot ride along with it. */
export function isTruthApart(plan: TwinPlan): boolean {
  return plan.truth.transport !== "of the model" || weatherErrors(plan) !== "none";
}

/** What the stated errors of a twin's retrievals do not tell; undefined where nothing is. */
export function twinRetrievalErrors(plan: Plan, grid: Grid): RetrievalErrors | undefined {
  const errors = errorsOf(plan);
  if (errors === "none") return undefined;
  const { retrievalBiasPpm, covariateBiasPpm, sharedNoisePpm, outlierShare, outlierPpm } = errors;
  return retrievalErrors(grid, {
    seed: plan.seed,
    bias: fromPpm(retrievalBiasPpm),
    covariateBias: fromPpm(covariateBiasPpm),
    sharedNoise: fromPpm(sharedNoisePpm),
    outlierShare,
    outlier: fromPpm(outlierPpm),
  });
}

/** What a truth on the model's grid does not have of the air about its sites; undefined where nothing is. */
export function twinSiteErrors(plan: Plan, grid: Grid): ReturnType<typeof siteErrors> | undefined {
  const errors = errorsOf(plan);
  if (errors === "none" || errors.siteErrorPpm === 0) return undefined;
  return siteErrors(grid, { seed: plan.seed, size: fromPpm(errors.siteErrorPpm) });
}

/** Departure of the truth's mole fraction from the background, standard deviations [ppm]. */
interface TruthDeparture {
  /** At the start, smooth. */
  readonly truthPpm: number;
  /** At the lateral boundary: smooth part and constant offset. */
  readonly truthBoundaryPpm: number;
  readonly truthOffsetPpm: number;
}

/** Sizes of the errors that are of another family than the ensemble's, in place of these; undefined where none are. */
export function structuredDeparture(plan: Plan): Pick<StructuredSizes, "startPpm" | "boundaryPpm"> | undefined {
  const errors = errorsOf(plan);
  if (plan.kind !== "twin" || errors === "none" || errors.boundaryForm === "smooth") return undefined;
  return { startPpm: plan.truth.backgroundErrorPpm, boundaryPpm: errors.boundaryPpm };
}

export function truthDeparture(plan: Plan): TruthDeparture {
  const start = plan.kind === "twin" ? plan.truth.backgroundErrorPpm : 0;
  const errors = errorsOf(plan);
  if (errors === "none") return { truthPpm: start, truthBoundaryPpm: start, truthOffsetPpm: 0 };
  if (errors.boundaryForm === "structured") return { truthPpm: 0, truthBoundaryPpm: 0, truthOffsetPpm: 0 };
  const { boundaryPpm } = errors;
  return {
    truthPpm: start,
    truthBoundaryPpm: Math.sqrt(1 - OFFSET_SHARE) * boundaryPpm,
    truthOffsetPpm: Math.sqrt(OFFSET_SHARE) * boundaryPpm,
  };
}

/** What every output must say of it. */
export function modelErrorRemarks(plan: Plan): string[] {
  const transport = transportRemarks(plan);
  const errors = errorsOf(plan);
  if (errors === "none") return transport;
  return [
    ...transport,
    `the model is wrong against the truth of this twin by drawn errors (standard deviations): ${list(errors)}`,
  ];
}

/** How the truth is carried where that is not as in the model. */
function transportRemarks(plan: Plan): string[] {
  if (plan.kind !== "twin" || plan.truth.transport === "of the model") return [];
  const { mixing, horizontalDiffusion, deepConvection, timeStep, vertical, refine } = plan.truth.transport;
  const parts = [
    mixing === plan.mixing ? "" : `vertical mixing ${mixing} (model ${plan.mixing})`,
    deepConvection === plan.deepConvection ? "" : `deep convection ${deepConvection} (model ${plan.deepConvection})`,
    horizontalDiffusion === plan.horizontalDiffusion
      ? ""
      : `horizontal diffusion ${horizontalDiffusion} (model ${plan.horizontalDiffusion})`,
    timeStep === plan.timeStep ? "" : `time step ${timeStep / 60} min (model ${plan.timeStep / 60})`,
    vertical === plan.vertical ? "" : `${layersInWords(vertical)} (model ${layersInWords(plan.vertical)})`,
    refine === 1 ? "" : `each cell of the model cut into ${refine} x ${refine}`,
  ];
  return [`the truth of this twin has transport of its own: ${parts.filter((part) => part !== "").join(", ")}`];
}

function layersInWords(vertical: Plan["vertical"]): string {
  if (vertical === "source") return "layers of the weather";
  if (typeof vertical === "string") return `layers ${vertical}`;
  return `${("sigma" in vertical ? vertical.sigma : vertical.b).length - 1} layers`;
}

function formInWords({ boundaryForm }: Errors): string {
  return boundaryForm === "smooth" ? "" : " by height, season, latitude and side and in plumes";
}

function list(errors: Errors): string {
  const percent = (share: number): string => `${Number((100 * share).toPrecision(3))} %`;
  const parts = [
    [errors.windPhaseHours, `weather ${errors.windPhaseHours} h off in time`],
    [errors.windStrength, `winds ${percent(errors.windStrength)}`],
    [errors.windField, `winds ${errors.windField} m/s, varying in space and time`],
    [errors.boundaryLayer, `boundary-layer height ${percent(errors.boundaryLayer)}`],
    [errors.boundaryPpm, `lateral boundary ${errors.boundaryPpm} ppm${formInWords(errors)}`],
    [errors.retrievalBiasPpm, `retrieval bias by region ${errors.retrievalBiasPpm} ppm`],
    [errors.covariateBiasPpm, `retrieval bias by covariates ${errors.covariateBiasPpm} ppm`],
    [errors.sharedNoisePpm, `retrieval error shared by neighbours ${errors.sharedNoisePpm} ppm`],
    [errors.siteErrorPpm, `error of surface sites shared by hours and neighbours ${errors.siteErrorPpm} ppm`],
    [errors.fossilNational, `fossil fluxes ${percent(errors.fossilNational)} as a whole`],
    [errors.fossilProvincial, `fossil fluxes ${percent(errors.fossilProvincial)} by province`],
    [errors.ocean, `ocean fluxes ${percent(errors.ocean)}`],
    [
      errors.outlierPpm === 0 ? 0 : errors.outlierShare,
      `${percent(errors.outlierShare)} of the retrievals off by ${errors.outlierPpm} ppm`,
    ],
  ] as const;
  const present = parts.filter(([size]) => size > 0).map(([, words]) => words);
  return present.length === 0 ? "none, all are set to 0" : present.join(", ");
}
