/** Sections of plain netCDF files. */
import { z } from "zod";
import { stepLengths } from "../../fluxes/sources/fluxSteps.js";
import { profileKeys } from "../inventory.js";
import { dates, files, fluxDates, sectionSchema } from "../section.js";

const fluxKeys = {
  files,
  /** A name, or a sum of names such as `reco - gpp`. */
  variable: z.string(),
  /** Where the variable's own attribute is missing or says less. */
  units: z.string().optional(),
  /** Gross uptake, positive, in the same files. */
  uptakeVariable: z.string().optional(),
  steps: z.enum(stepLengths).optional(),
  stamp: z.enum(["start", "middle", "end"]).optional(),
  dates: fluxDates.optional(),
  /** Of emissions: fossil and fire. */
  ...profileKeys,
};
const fluxPart = z.strictObject(fluxKeys);
export type NetcdfFluxPart = z.output<typeof fluxPart>;

/** One set of files, or several parts, each a sector, a region or a gross flux, that are summed. */
export const fluxSection = sectionSchema("netcdf", {
  ...z.strictObject(fluxKeys).partial().shape,
  parts: z.array(fluxPart).min(1).optional(),
}).superRefine(({ parts, ...own }, context) => {
  const keys = Object.entries(own).flatMap(([key, value]) => (key === "source" || value === undefined ? [] : [key]));
  const fault = (key: string, message: string): void => context.addIssue({ code: "custom", path: [key], message });
  if (parts !== undefined) keys.forEach((key) => fault(key, `"${key}" beside "parts"; expected it in each part`));
  else ["files", "variable"].filter((key) => !keys.includes(key)).forEach((key) => fault(key, "missing"));
});
export type NetcdfFluxSection = z.output<typeof fluxSection>;

export const backgroundSection = sectionSchema("netcdf", {
  files,
  /** Where it is not one of the names that are known. */
  variable: z.string().optional(),
  units: z.string().optional(),
  dates: dates.default("as-is"),
});
export type NetcdfBackgroundSection = z.output<typeof backgroundSection>;
