/** Sections of the CAMS inversions. */
import { z } from "zod";
import { dates, files, fluxDates, sectionSchema } from "../section.js";

export const fluxSection = sectionSchema("cams-inversion", {
  files,
  estimate: z.enum(["optimized", "prior"]).optional(),
  dates: fluxDates.optional(),
});
export type CamsFluxSection = z.output<typeof fluxSection>;

export const backgroundSection = sectionSchema("cams-inversion", { files, dates: dates.default("as-is") });
export type CamsBackgroundSection = z.output<typeof backgroundSection>;
