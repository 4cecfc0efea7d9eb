/** Section of GFED. */
import { z } from "zod";
import { gfedSteps } from "../../fluxes/sources/gfedMonth.js";
import { files, inventoryDates, sectionSchema } from "../section.js";

export const gfedSection = sectionSchema("gfed", {
  files,
  /** CO2 by factors on the dry matter burned, or all carbon as CO2. */
  from: z.enum(["dry-matter", "carbon"]).default("dry-matter"),
  steps: z.enum(gfedSteps).default("3-hourly"),
  dates: inventoryDates,
});
export type GfedSection = z.output<typeof gfedSection>;
