/** Section of gridded weather. */
import { z } from "zod";
import { dates, files, sectionSchema } from "../section.js";

export const griddedSection = sectionSchema("gridded", {
  files,
  dates: dates.default("as-is"),
  /** As the files have it, or one that follows the sun. */
  boundaryLayer: z.enum(["source", "diurnal"]).default("source"),
});
export type GriddedSection = z.output<typeof griddedSection>;
