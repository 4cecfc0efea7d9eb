/** Section of gridded weather. */
import { z } from "zod";
import { dates, files, sectionSchema } from "../section.js";

export const griddedSection = sectionSchema("gridded", {
  files,
  dates: dates.default("as-is"),
  /** As the files have it, or one that follows the sun. */
  boundaryLayer: z.enum(["source", "diurnal"]).default("source"),
}).refine(({ dates: written, boundaryLayer }) => written !== "held-steady" || boundaryLayer === "diurnal", {
  path: ["boundaryLayer"],
  message:
    'an instant held steady keeps the boundary layer of one hour, day and night, under fluxes that follow the sun: write "boundaryLayer: diurnal"',
});
export type GriddedSection = z.output<typeof griddedSection>;
