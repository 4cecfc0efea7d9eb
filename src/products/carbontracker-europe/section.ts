/** Section of CarbonTracker Europe. */
import { z } from "zod";
import { stepLengths } from "../../fluxes/sources/fluxSteps.js";
import { files, fluxDates, sectionSchema } from "../section.js";

export const fluxSection = sectionSchema("carbontracker-europe", {
  files,
  estimate: z.enum(["optimized", "prior"]).optional(),
  /** Where bounds and spacing do not tell. */
  steps: z.enum(stepLengths).optional(),
  stamp: z.enum(["start", "middle", "end"]).optional(),
  dates: fluxDates.optional(),
});
export type CarbonTrackerEuropeSection = z.output<typeof fluxSection>;
