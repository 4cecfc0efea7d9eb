/** Section of TVPRM. */
import type { z } from "zod";
import { files, fluxDates, sectionSchema } from "../section.js";

export const fluxSection = sectionSchema("tvprm", { files, dates: fluxDates.optional() });
export type TvprmSection = z.output<typeof fluxSection>;
