/** Section of columns in the format of GHG-CCI and C3S. */
import type { z } from "zod";
import { average, files, sectionSchema } from "../section.js";

export const c3sSection = sectionSchema("c3s", { files, average });
export type C3sSection = z.output<typeof c3sSection>;
