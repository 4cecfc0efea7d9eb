/** The section `twin`: what the truth of a twin experiment differs from the prior and the model by. */
import { z } from "zod";
import type { FluxComponent } from "../../fluxes/fluxSource.js";
import type { Registry } from "../../products/registry.js";
import { fluxSchema } from "../../products/roleSchema.js";
import { verticalForm } from "./domain.js";
import { transportForms } from "./transport.js";

/** Forms of the error of the truth's lateral boundary: fields as the ensemble draws them, or of another family. */
export const boundaryForms = ["smooth", "structured"] as const;

/** Standard deviations of what is wrong in a twin's model and retrievals besides the prior fluxes. */
const twinErrors = z.strictObject({
  /** Weather of the model: time [h], strength [1] and local errors of its wind, height of its boundary layer [1]. */
  windPhaseHours: z.number().min(0).max(24).default(3),
  windStrength: z.number().min(0).max(0.5).default(0.05),
  /** Of each component of the wind, varying within 800 km and 2 days [m s-1]. */
  windField: z.number().min(0).max(10).default(1.5),
  boundaryLayer: z.number().min(0).max(0.5).default(0.15),
  /** Lateral boundary, in place of `backgroundErrorPpm` there. */
  boundaryPpm: z.number().min(0).default(0.7),
  /** Of that error, and of the one at the start. */
  boundaryForm: z.enum(boundaryForms).default("smooth"),
  /** Bias of the retrievals by region. */
  retrievalBiasPpm: z.number().min(0).default(0.3),
  /** Bias by air mass, aerosol, ground and season, and the error that soundings share with their neighbours. */
  covariateBiasPpm: z.number().min(0).default(0.3),
  sharedNoisePpm: z.number().min(0).default(1.7),
  /** Error that the hours of an afternoon share, and sites near each other, at a standard tower. */
  siteErrorPpm: z.number().min(0).default(1.5),
  /** Relative errors of the prior's fossil fluxes, as a whole and by province, and of its ocean fluxes [1]. */
  fossilNational: z.number().min(0).max(1).default(0.05),
  fossilProvincial: z.number().min(0).max(1).default(0.25),
  ocean: z.number().min(0).max(2).default(0.3),
  /** Share of the retrievals that are outliers, and by how much. */
  outlierShare: z.number().min(0).max(0.5).default(0.02),
  outlierPpm: z.number().default(-4),
});

/** Forms of the true biosphere: smooth factors on the prior's, or patches of biomes of another kind. */
export const truthFamilies = ["smooth", "patchy"] as const;

/** Transport of the truth; what is not there is as the model has it. */
const truthTransport = z.strictObject({
  timeStepMinutes: transportForms.timeStepMinutes.optional(),
  mixing: transportForms.mixing.optional(),
  horizontalDiffusion: transportForms.horizontalDiffusion.optional(),
  deepConvection: transportForms.deepConvection.optional(),
  vertical: verticalForm.optional(),
  /** Cells of the truth along each side of a cell of the model. */
  refine: z.union([z.literal(1), z.literal(2), z.literal(3)]).optional(),
});

const keys = {
  family: z.enum(truthFamilies).default("smooth"),
  /** Factor on all errors of the prior's biosphere [1]. */
  size: z.number().min(0).max(3).default(1),
  /** Relative error of the prior's uptake and respiration against the truth [1], and its length [km]. */
  uptakeError: z.number().min(0).max(1).default(0.3),
  respirationError: z.number().min(0).max(1).default(0.25),
  /** Day-to-day variation of the true uptake that the prior does not have [1]; two thirds of it for respiration. */
  weatherDriven: z.number().min(0).max(1).default(0.15),
  /** Error of the prior's initial state and boundary against the truth [ppm]. */
  backgroundErrorPpm: z.number().min(0).default(0.5),
  transport: truthTransport.optional(),
  errors: twinErrors.optional(),
};

export function twinSection(registry: Registry) {
  return z.strictObject({ ...keys, fluxes: trueFluxes(registry) });
}

/** Components of the true flux that are what a source says; the others are made from the prior's. */
function trueFluxes(registry: Registry) {
  const flux = (component: FluxComponent) => fluxSchema(registry, component).optional();
  return z
    .strictObject({ biosphere: flux("biosphere"), ocean: flux("ocean"), fossil: flux("fossil"), fire: flux("fire") })
    .optional();
}
