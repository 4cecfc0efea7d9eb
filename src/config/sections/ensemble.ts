/** The section `ensemble`: how the members' fluxes differ from the prior's and from each other. */
import { z } from "zod";
import { USUAL_SIGMA } from "../../assimilation/fluxEnsembles/persistent.js";
import { USUAL_SCALES } from "../../assimilation/fluxEnsembles/parameterNoise.js";
import { positive } from "./values.js";

const relativeError = z.number().min(0).max(3);

const hourly = {
  members: z.int().min(4).max(400).default(50),
  lagHours: z.int().min(0).max(240).default(24),
  /** Bound on the perturbation factor beta (C / mean C - 1). */
  factorBound: positive.optional(),
};
const forms = z.discriminatedUnion("form", [
  z.strictObject({
    form: z
      .literal("persistent")
      .optional()
      .transform((): "persistent" => "persistent"),
    members: z.int().min(4).max(400).default(50),
    lagDays: z.int().min(0).max(30).default(7),
    /** Whether a member's gross uptake and respiration stay between nothing and twice the prior's. */
    bounds: z.enum(["none", "gross"]).default("none"),
    /** Lengths and memories of the prior's errors, with their shares of the variance. */
    scales: z
      .array(z.strictObject({ correlationKm: positive, memoryDays: positive.default(120), share: positive.default(1) }))
      .min(1)
      .max(4)
      .default([...USUAL_SCALES]),
    /** Of the three parameters on land, relative to the fluxes that they scale. */
    sigma: z
      .strictObject({
        day: relativeError.default(USUAL_SIGMA.day),
        night: relativeError.default(USUAL_SIGMA.night),
        additive: relativeError.default(USUAL_SIGMA.additive),
      })
      .prefault({}),
  }),
  z.strictObject({ form: z.literal("paper"), ...hourly, beta: positive.default(80) }),
  z.strictObject({
    form: z.literal("paper-stabilised"),
    ...hourly,
    beta: positive.default(40),
    factorBound: positive.default(0.4),
  }),
]);

export const ensemble = forms.prefault({ form: "persistent" });
