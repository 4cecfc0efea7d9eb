/** Sections of CarbonTracker. */
import { z } from "zod";
import { dates, files, fluxDates, sectionSchema } from "../section.js";

export const fluxSection = sectionSchema("carbontracker", {
  files,
  /** Which of the two estimates of biosphere and ocean, where the files hold both. */
  estimate: z.enum(["optimized", "prior"]).optional(),
  dates: fluxDates.optional(),
});
export type CarbonTrackerFluxSection = z.output<typeof fluxSection>;

export const backgroundSection = sectionSchema("carbontracker", { files, dates: dates.default("as-is") });
export type CarbonTrackerBackgroundSection = z.output<typeof backgroundSection>;
