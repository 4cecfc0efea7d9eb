/** Section of GEOS-Chem. */
import type { z } from "zod";
import { dates, files, sectionSchema } from "../section.js";

export const backgroundSection = sectionSchema("geos-chem", {
  files,
  /** Of the collection LevelEdgeDiags, with the pressure at the edges of the layers (Met_PEDGE) at the same times. */
  edgeFiles: files.optional(),
  dates: dates.default("as-is"),
});
export type GeosChemSection = z.output<typeof backgroundSection>;
