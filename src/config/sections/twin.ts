/** The section `twin`: what the truth of a twin experiment differs from the prior and the model by. */
import { z } from "zod";

/** Standard deviations of what is wrong in a twin's model and retrievals besides the prior fluxes. */
const twinErrors = z.strictObject({
  /** Weather of the model: time [h] and strength [1] of its wind, height of its boundary layer [1]. */
  windPhaseHours: z.number().min(0).max(24).default(12),
  windStrength: z.number().min(0).max(0.5).default(0.15),
  boundaryLayer: z.number().min(0).max(0.5).default(0.15),
  /** Lateral boundary, in place of `backgroundErrorPpm` there. */
  boundaryPpm: z.number().min(0).default(0.7),
  /** Bias of the retrievals by region. */
  retrievalBiasPpm: z.number().min(0).default(0.3),
  /** Share of the retrievals that are outliers, and by how much. */
  outlierShare: z.number().min(0).max(0.5).default(0.02),
  outlierPpm: z.number().default(-4),
});

export const twin = z.strictObject({
  /** Relative error of the prior's uptake and respiration against the truth [1], and its length [km]. */
  uptakeError: z.number().min(0).max(1).default(0.3),
  respirationError: z.number().min(0).max(1).default(0.25),
  /** Day-to-day variation of the true uptake that the prior does not have [1]; two thirds of it for respiration. */
  weatherDriven: z.number().min(0).max(1).default(0.15),
  /** Error of the prior's initial state and boundary against the truth [ppm]. */
  backgroundErrorPpm: z.number().min(0).default(0.5),
  errors: twinErrors.optional(),
});
