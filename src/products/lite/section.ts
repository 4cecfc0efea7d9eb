/** Section of Lite files. */
import type { z } from "zod";
import { files, sectionSchema } from "../section.js";

export const liteSection = sectionSchema("lite", { files });
export type LiteSection = z.output<typeof liteSection>;
