/** Section of text files of ICOS. */
import type { z } from "zod";
import { sectionSchema } from "../section.js";
import { siteKeys } from "../siteSection.js";

export const icosSection = sectionSchema("icos", siteKeys);
export type IcosSection = z.output<typeof icosSection>;
