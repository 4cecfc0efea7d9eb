/** Sections of files in the forms of OpenGHG. */
import { z } from "zod";
import { stepLengths } from "../../fluxes/sources/fluxSteps.js";
import { dates, files, fluxDates, sectionSchema } from "../section.js";

export const fluxSection = sectionSchema("openghg", {
  files,
  /** Where one time alone does not tell. */
  steps: z.enum(stepLengths).optional(),
  dates: fluxDates.optional(),
});
export type OpenghgFluxSection = z.output<typeof fluxSection>;

export const backgroundSection = sectionSchema("openghg", { files, dates: dates.default("as-is") });
export type OpenghgBackgroundSection = z.output<typeof backgroundSection>;
