/** Section of the Takahashi climatology. */
import type { z } from "zod";
import { files, sectionSchema } from "../section.js";

export const fluxSection = sectionSchema("takahashi", { files });
export type TakahashiSection = z.output<typeof fluxSection>;
