/** Section of MCIP's weather. */
import { z } from "zod";
import { files, sectionSchema, shiftedDates } from "../section.js";

export const mcipSection = sectionSchema("mcip", {
  files,
  dates: z.union([z.literal("as-is"), shiftedDates]).default("as-is"),
});
export type McipSection = z.output<typeof mcipSection>;
