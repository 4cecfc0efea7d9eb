/** Section of text files of WDCGG. */
import type { z } from "zod";
import { sectionSchema } from "../section.js";
import { siteKeys } from "../siteSection.js";

export const wdcggSection = sectionSchema("wdcgg", siteKeys);
export type WdcggSection = z.output<typeof wdcggSection>;
