/** Sections of plain netCDF files. */
import { z } from "zod";
import { stepLengths } from "../../fluxes/sources/fluxSteps.js";
import { dates, files, sectionSchema } from "../section.js";

export const fluxSection = sectionSchema("netcdf", {
  files,
  variable: z.string(),
  /** In place of the variable's own attribute. */
  units: z.string().optional(),
  /** Gross uptake, positive, in the same files. */
  uptakeVariable: z.string().optional(),
  steps: z.enum(stepLengths).optional(),
  stamp: z.enum(["start", "middle", "end"]).optional(),
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
