/** Section of EGG4. */
import type { z } from "zod";
import { dates, files, sectionSchema } from "../section.js";

export const backgroundSection = sectionSchema("cams-egg4", { files, dates: dates.default("as-is") });
export type Egg4Section = z.output<typeof backgroundSection>;
