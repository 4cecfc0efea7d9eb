/** Section of WRF's weather. */
import { z } from "zod";
import { files, sectionSchema, shiftedDates } from "../section.js";

export const wrfSection = sectionSchema("wrf", {
  files,
  dates: z.union([z.literal("as-is"), shiftedDates]).default("as-is"),
});
export type WrfSection = z.output<typeof wrfSection>;
