/** Section of text files of NOAA's Global Monitoring Laboratory. */
import type { z } from "zod";
import { sectionSchema } from "../section.js";
import { siteKeys } from "../siteSection.js";

export const noaaSection = sectionSchema("noaa", siteKeys);
export type NoaaSection = z.output<typeof noaaSection>;
