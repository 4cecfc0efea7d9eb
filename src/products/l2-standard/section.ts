/** Section of Level-2 Standard files. */
import type { z } from "zod";
import { average, files, sectionSchema } from "../section.js";

export const l2StandardSection = sectionSchema("l2-standard", { files, average });
export type L2StandardSection = z.output<typeof l2StandardSection>;
