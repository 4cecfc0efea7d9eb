/** The section `fluxes`: where each component of the prior surface flux comes from. */
import { z } from "zod";
import { stepLengths } from "../../fluxes/sources/fluxSteps.js";
import { files } from "./values.js";

const flux = z
  .union([
    z.enum(["synthetic", "none"]),
    z.strictObject({
      source: z.literal("netcdf"),
      files,
      variable: z.string(),
      units: z.string().optional(),
      /** Gross uptake, positive, in the same files. */
      uptakeVariable: z.string().optional(),
      steps: z.enum(stepLengths).optional(),
      stamp: z.enum(["start", "middle", "end"]).optional(),
    }),
  ])
  .default("synthetic");

export const fluxes = z.strictObject({ biosphere: flux, ocean: flux, fossil: flux, fire: flux }).prefault({});
